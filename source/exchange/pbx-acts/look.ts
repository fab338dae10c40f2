import {isClosing, isCustomerCode, isMove, type Message, messageType} from '../../domain/message.js';
import {type Handler} from '../../domain/handler.js';
import {type PbxDue} from '../../domain/outbox/pbx-due.js';
import {type PbxDeed, type PbxStep} from '../../domain/outbox/pbx-steps.js';
import {toldTransfer} from '../../domain/timeline/param.js';
import {listMessages} from '../yeastar/api/messages.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';

type LookedStep = Pick<PbxStep, 'deed' | 'seen'>;

/** The parts of an act that matter before it is carried out. */
interface Looked extends Pick<PbxDue, 'session' | 'hasBegun' | 'failure'> {
	readonly step: LookedStep;
	readonly former: readonly LookedStep[];
}

/** The newest messages of a session, read before an act is carried out. */
type Look =
	/** Nothing speaks against it; if it may have been sent before, it was not carried out. */
	| {readonly kind: 'go'}
	/** An earlier attempt was carried out after all. */
	| {readonly kind: 'done'}
	/** Others did something with the session meanwhile. */
	| {readonly kind: 'moved on'; readonly reason: string}
	/** The PBX does not have it, or not for the API. */
	| {readonly kind: 'gone'};

/** Pages that are read at most: a session in which so much was said meanwhile can wait for the next pull. */
const mostPages = 10;

/**
The messages that are newer than `after`, the oldest first; `undefined` if there is no such session.
*/
const newerThan = async (
	api: PbxApi,
	session: number,
	after: number,
	signal: AbortSignal,
): Promise<{readonly newer: readonly Message[]; readonly all: readonly Message[]} | undefined> => {
	const all: Message[] = [];
	let before: number | undefined;
	for (let page = 1; page <= mostPages; page++) {
		const found = await listMessages(api, session, before, signal);
		if (found === undefined) return undefined;
		all.push(...found.messages);
		if (found.next === undefined || found.next <= after || found.next === before) break;
		before = found.next;
	}

	return {newer: all.filter(({id}) => id > after).toReversed(), all};
};

const differ = <Value extends number | string>(a: Value, b: Value): boolean =>
	Boolean(a) && Boolean(b) && a !== b;

/** Whether a message surely tells of another than this one. A mere name says little: the platform has one, too. */
const isAnother = (told: Handler, meant: Handler): boolean => {
	if (told.kind === 'extension' && told.id === 0 && told.number === '') return false;
	return (
		told.kind !== meant.kind ||
		differ(told.id, meant.id) ||
		(told.id === 0 && differ(told.number, meant.number))
	);
};

/** Whether a message may tell of that act by us. Where the message does not say to whom, its type has to do. */
const tellsOf = (deed: PbxDeed, message: Message): boolean => {
	if (deed.kind === 'close') return message.type === messageType.closedByHand;
	if (deed.kind !== 'transfer') return false;
	const {to} = deed;
	const type = to.kind === 'queue' ? messageType.transferredToQueue : messageType.transferred;
	if (message.type !== type) return false;
	const told = toldTransfer(message).to;
	return told === undefined || !isAnother(told, to);
};

/**
The messages that the acts on the session have left, by their ids: of each the first that fits, since nothing of the kind
was there when it was sent.
*/
const ownMessages = (
	steps: readonly LookedStep[],
	messages: readonly Message[],
): ReadonlyMap<LookedStep, number> => {
	const own = new Map<LookedStep, number>();
	let last = 0;
	for (const step of steps) {
		const after = Math.max(step.seen, last);
		const found = messages.find(message => message.id > after && tellsOf(step.deed, message));
		if (found === undefined) continue;
		own.set(step, found.id);
		last = found.id;
	}

	return own;
};

/** Why the act does not fit any more because of that message, if so. */
const objectionOf = ({kind}: PbxDeed, message: Message): string | undefined => {
	const {type, author} = message;
	if (kind === 'close' && isClosing(message)) return 'it was closed on the PBX meanwhile';
	const isFromCustomer = type === messageType.user && isCustomerCode(author.userType);
	if (kind === 'delete' && isFromCustomer) return 'the customer wrote meanwhile';
	if (!isMove(message)) return undefined;
	return `it was ${type === messageType.pickedUp ? 'picked up' : 'transferred'} on the PBX meanwhile`;
};

/**
Why an act does not fit any more, if so.
@param own the messages that our own acts left
*/
const objectionTo = (
	{step, failure}: Looked,
	newer: readonly Message[],
	own: ReadonlyMap<LookedStep, number>,
): string | undefined => {
	const ours = new Set(own.values());
	const news = newer.filter(({id}) => id > step.seen && !ours.has(id));
	const reason = news.map(message => objectionOf(step.deed, message)).find(each => each !== undefined);
	// Who was told of it before has said that it is to be done all the same.
	return reason === failure ? undefined : reason;
};

/**
Why an act that is not due yet does not fit any more by the messages that came in meanwhile, if so.
@param messages of the session, the oldest first
*/
export const objectionIn = (act: Looked, messages: readonly Message[]): string | undefined =>
	objectionTo(act, messages, ownMessages(act.former, messages));

interface LookResult {
	readonly look: Look;
	/** The messages that were read. */
	readonly messages: readonly Message[];
}

/**
Looks at the newest messages of a session before an act on it is carried out, which also tells what became of one that
may have been sent.
@throws PbxTrouble if the PBX does not give them
*/
export const lookAt = async (api: PbxApi, act: Looked, signal: AbortSignal): Promise<LookResult> => {
	const {session, step, former, hasBegun} = act;
	const steps = [...former, ...(hasBegun ? [step] : [])];
	const from = Math.min(step.seen, ...steps.map(({seen}) => seen));
	const found = await newerThan(api, session, from, signal);
	if (found === undefined) return {look: {kind: 'gone'}, messages: []};
	const own = ownMessages(steps, found.newer);
	if (own.has(step)) return {look: {kind: 'done'}, messages: found.all};
	const reason = objectionTo(act, found.newer, own);
	return {look: reason === undefined ? {kind: 'go'} : {kind: 'moved on', reason}, messages: found.all};
};
