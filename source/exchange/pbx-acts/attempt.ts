import {heldBlocker} from '../../domain/facts.js';
import {type Handler, handlerLabel} from '../../domain/handler.js';
import {type PbxDue} from '../../domain/outbox/pbx-due.js';
import {type Session} from '../../domain/session.js';
import {type Store} from '../../storage/store.js';
import {archiveSession, closeSession, type Operator, transferSession} from '../yeastar/api/acts.js';
import {code} from '../yeastar/api/error-codes.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {type ToldVerdict} from '../yeastar/api/verdict.js';
import {type Fields, flagOf} from '../yeastar/fields.js';
import {isClosedIn, isWaiting} from '../yeastar/session-record.js';
import {afterDeletion, lookForDeletion, sendDeletion} from './deletion.js';
import {findInList} from './find-in-list.js';
import {strangerIn} from './identity.js';
import {lookAt} from './look.js';
import {operatorOf} from './operator.js';
import {done, dropped, type Result, resultOfTrouble, resultOfVerdict, stopped} from './result.js';

const gone: Result = dropped('the PBX does not have it, or not for the API', code.notFound);

/** Whether the PBX did not have the session when it was looked at. */
export const isMissing = (result: Result): boolean => result === gone;

const look = async (
	api: PbxApi,
	store: Store,
	due: PbxDue,
	signal: AbortSignal,
): Promise<Result | undefined> => {
	const session = store.session(due.session);
	if (session === undefined) return {kind: 'left', reason: 'it is not in the store any more'};
	const {step, hasBegun} = due;
	const isDeletion = step.deed.kind === 'delete';
	const {look: seen, messages} = await lookAt(api, due, signal);
	const stranger = await strangerIn(api, session, messages, signal);
	if (stranger !== undefined) return {kind: 'stranger', reason: stranger};
	switch (seen.kind) {
		case 'done': {
			return done;
		}

		case 'gone': {
			return isDeletion ? afterDeletion(api, session, signal) : gone;
		}

		case 'moved on': {
			return isDeletion ? stopped(seen.reason) : dropped(seen.reason);
		}

		case 'go': {
			const lastMessage = messages[0]?.id ?? 0;
			const found =
				isDeletion && hasBegun
					? await lookForDeletion(api, {session, directory: store.directory}, lastMessage, signal)
					: undefined;
			const held = isDeletion ? heldBlocker(store, due.session) : undefined;
			if (found === undefined && held !== undefined) return stopped(`it is ${held}`);
			return found ?? (step.isTakenBack ? dropped('it was undone before the PBX carried it out') : undefined);
		}
	}
};

/** Looks before an act is carried out; `undefined` if nothing speaks against it. */
export const looked = async (
	api: PbxApi,
	store: Store,
	due: PbxDue,
	signal: AbortSignal,
): Promise<Result | undefined> => {
	try {
		return await look(api, store, due, signal);
	} catch (error) {
		return resultOfTrouble(error);
	}
};

/** Looks into an operator's list whether an act that the PBX refused is done already. */
const unlessSo = async (
	api: PbxApi,
	verdict: ToldVerdict,
	operator: Operator | undefined,
	{session, step: {seen}}: PbxDue,
	isSo: (record: Fields) => boolean | undefined,
	signal: AbortSignal,
): Promise<Result> => {
	const found =
		verdict.kind === 'refused' && operator && (await findInList(api, session, operator, seen, signal));
	return typeof found === 'object' && isSo(found.record) ? done : resultOfVerdict(verdict);
};

/** An answer may have been lost, and the act have left no message. */
const sendTransfer = async (
	api: PbxApi,
	{directory}: Store,
	due: PbxDue,
	to: Handler,
	signal: AbortSignal,
): Promise<Result> => {
	const {kind, id} = directory.find(to) ?? to;
	if (kind === 'none' || (kind !== 'api' && id === 0))
		return dropped(`the PBX's own id of ${handlerLabel(to)} is not known`);
	const verdict = await transferSession(api, due.session, {...to, kind, id}, signal);
	const operator = due.hasBegun ? operatorOf(directory, to) : undefined;
	return unlessSo(api, verdict, operator, due, record => isWaiting(record) === false, signal);
};

/** An answer may have been lost, or somebody else have done it. */
const sendArchiving = async (
	api: PbxApi,
	{directory}: Store,
	due: PbxDue,
	{handler}: Session,
	isArchived: boolean,
	signal: AbortSignal,
): Promise<Result> => {
	const operator = operatorOf(directory, handler);
	if (operator === undefined) return dropped('nobody has it in a list of their own');
	const verdict = await archiveSession(api, due.session, operator, isArchived, signal);
	const isSo = ({is_archived: is}: Fields): boolean => flagOf(is) === isArchived;
	return unlessSo(api, verdict, operator, due, isSo, signal);
};

const send = async (api: PbxApi, store: Store, due: PbxDue, signal: AbortSignal): Promise<Result> => {
	const {deed} = due.step;
	const session = store.session(due.session)!;
	switch (deed.kind) {
		case 'transfer': {
			return sendTransfer(api, store, due, deed.to, signal);
		}

		case 'close': {
			const verdict = await closeSession(api, due.session, signal);
			const operator = due.hasBegun ? operatorOf(store.directory, session.handler) : undefined;
			return unlessSo(api, verdict, operator, due, isClosedIn, signal);
		}

		case 'archive': {
			return sendArchiving(api, store, due, session, deed.isArchived, signal);
		}

		case 'delete': {
			return sendDeletion(api, {session, directory: store.directory}, signal);
		}
	}
};

/** Carries an act out; what has no answer is looked at the next time. */
export const attempted = async (
	api: PbxApi,
	store: Store,
	due: PbxDue,
	signal: AbortSignal,
): Promise<Result> => {
	try {
		return await send(api, store, due, signal);
	} catch (error) {
		return resultOfTrouble(error);
	}
};
