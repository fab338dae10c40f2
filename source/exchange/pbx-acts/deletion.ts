import {type Directory} from '../../domain/directory.js';
import {handlerLabel} from '../../domain/handler.js';
import {type Copy} from '../../domain/act/copies.js';
import {deleteSession} from '../yeastar/api/acts.js';
import {code} from '../yeastar/api/error-codes.js';
import {findOwner} from '../yeastar/api/owners.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {findSession} from '../yeastar/api/sessions.js';
import {findInList} from './find-in-list.js';
import {operatorOf} from './operator.js';
import {done, dropped, type Result, resultOfVerdict, stopped} from './result.js';

const onlyFromList = ({handler}: Copy): Result =>
	stopped(`it was removed from the list of ${handlerLabel(handler)}, and is still on the PBX`);

/** The outcome of a deletion that was carried out: it is not documented whether the session is then gone for everybody. */
export const afterDeletion = async (api: PbxApi, session: Copy, signal: AbortSignal): Promise<Result> => {
	if ((await findSession(api, session.id, signal)) !== undefined) return onlyFromList(session);
	const {kind, id} = session.handler;
	const isInUse = kind !== 'extension' || id === 0 || (await findOwner(api, kind, id, signal)) !== undefined;
	return isInUse
		? done
		: stopped(
				`the API does not show it any more, but ${handlerLabel(session.handler)} was deleted meanwhile, so nobody knows whether it is gone`,
			);
};

interface Deletion {
	readonly session: Copy;
	readonly directory: Directory;
}

/**
The outcome of a deletion that may have been sent, where the session is still there; `undefined` if it was not carried
out.
@param lastMessage of the session
*/
export const lookForDeletion = async (
	api: PbxApi,
	{session, directory}: Deletion,
	lastMessage: number,
	signal: AbortSignal,
): Promise<Result | undefined> => {
	const operator = operatorOf(directory, session.handler);
	if (operator === undefined) return undefined;
	const found = await findInList(api, session.id, operator, lastMessage, signal);
	return found === undefined ? onlyFromList(session) : undefined;
};

/** Deletes the session from its handler's list, and sees whether it is gone. */
export const sendDeletion = async (
	api: PbxApi,
	{session, directory}: Deletion,
	signal: AbortSignal,
): Promise<Result> => {
	const operator = operatorOf(directory, session.handler);
	if (operator === undefined)
		return stopped('nobody has it in a list of their own, so the API cannot delete it');
	const verdict = await deleteSession(api, session.id, operator, signal);
	const isGone = verdict.kind === 'refused' && verdict.code === code.notFound;
	if (isGone && (await findSession(api, session.id, signal)) !== undefined)
		return dropped(`the PBX does not have it in the list of ${handlerLabel(session.handler)}`, verdict.code);
	return verdict.kind === 'done' || isGone ? afterDeletion(api, session, signal) : resultOfVerdict(verdict);
};
