import {type Country} from '../../text/phone-number.js';
import {type Handler, nobody} from '../handler.js';
import {emptyHistory, type History, type ImportedRecord, type ImportedState} from '../history.js';
import {type IncomingSession, type RefusedRecord, type ToldSession} from '../incoming.js';
import {authorRole, type Conversation, isPbxMessage} from '../author.js';
import {countMessages, isTransfer, type Message, messageType} from '../message.js';
import {type Session} from '../session.js';
import {foreignMessage, foreignness} from './another-pbx.js';
import {type MergedHandlers, mergeHandlers} from './handlers.js';
import {mergeMessages} from './messages.js';
import {mergeState} from './state.js';
import {joinTraits} from './told.js';

/** A session as the store knows it. */
export interface KnownSession extends ImportedState {
	readonly session: Session;
	/** The handler by the last import. */
	readonly importedHandler: Handler;
	/** With the deleted messages. */
	readonly history: History;
	readonly deletedMessages?: ReadonlySet<number>;
	/** The highest message id that ever came in, also of a message that was purged. */
	readonly highestMessage?: number;
	/** The highest message id that was ever told of, if it is a higher one. */
	readonly highestTold?: number;
}

/** A session after an import. */
export interface MergedSession extends Omit<MergedHandlers, 'handler'>, ImportedState {
	readonly outcome: 'added' | 'changed' | 'unchanged';
	readonly session: Session;
	/** Set if it must be written anew. */
	readonly history?: History;
	readonly highestMessage: number;
	/** Set if a higher message id was told of than any that came in. */
	readonly highestTold?: number;
	/** New messages that joined the session in the trash. */
	readonly trashed: number;
	/** Results of sending unknown messages, and words of another author. */
	readonly refused: readonly RefusedRecord[];
}

/** A session that stays as it was; `isForeign`: because another PBX has one with this id. */
interface RefusedSession {
	readonly outcome: 'refused';
	readonly reason: string;
	readonly isForeign: boolean;
}

type Merged = MergedSession | RefusedSession;

/** The import's records that are not there yet, after those that are. */
const mergeRecords = (
	known: readonly ImportedRecord[],
	told: readonly ImportedRecord[],
): readonly ImportedRecord[] => {
	if (told.length === 0) return known;
	const records = new Map([...known, ...told].map(record => [JSON.stringify(record), record]));
	return records.size === known.length ? known : [...records.values()].toSorted((a, b) => a.at - b.at);
};

const mergeExtra = (known: History['extra'], told: History['extra']): History['extra'] => {
	if (known === undefined || told === undefined) return known ?? told;
	const merged = {...known, ...told};
	return JSON.stringify(merged) === JSON.stringify(known) ? known : merged;
};

/**
By the first user message that is not the PBX's. That of a known session may have been purged, so only a message that
is new, or better known now, can alter the answer.
*/
const isOutbound = (
	messages: readonly Message[],
	{session, history}: KnownSession,
	conversation: Conversation,
): boolean => {
	const first = messages.find(
		message => message.type === messageType.user && !isPbxMessage(message, conversation),
	);
	const isOld = first === undefined || history.messages.includes(first);
	// The customer's number, known only now, may show that it was the customer who wrote.
	return isOld && conversation.customer.number === session.customer.number
		? session.outbound
		: first !== undefined && authorRole(first.author, conversation) === 'company';
};

/** Times only ever widen, because messages that set them may be purged. */
const earliest = (a: number | undefined, b: number | undefined): number | undefined =>
	a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
const latest = (a: number | undefined, b: number | undefined): number | undefined =>
	a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** The message ids that a purge will have to remember, including ids told by the PBX without the message. */
const highestIds = (
	known: KnownSession,
	messages: readonly Message[],
	lastMessage = 0,
): Pick<MergedSession, 'highestMessage' | 'highestTold'> => {
	const highestMessage = messages.reduce((highest, {id}) => Math.max(highest, id), known.highestMessage ?? 0);
	const highestTold = Math.max(known.highestTold ?? 0, lastMessage);
	return {highestMessage, ...(highestTold > highestMessage && {highestTold})};
};

/** A session of which nothing is known but its name tags. */
const newSession = (id: number, told: ToldSession): KnownSession => ({
	session: {
		id,
		channel: told.channel,
		customer: told.customer,
		outbound: false,
		createdAt: undefined,
		lastActiveAt: undefined,
		handler: told.handler ?? nobody,
		status: 'open',
		archived: false,
		deleted: false,
		messages: 0,
		failed: 0,
		files: 0,
		transfers: 0,
	},
	importedHandler: told.handler ?? nobody,
	history: emptyHistory(id),
});

const mergeInto = (
	known: KnownSession,
	{id, origin, told, ...incoming}: IncomingSession,
	isHeld: boolean,
): MergedSession => {
	const deleted = known.deletedMessages ?? new Set();
	const {messages, added, isChanged, refused} = mergeMessages(
		known.history,
		deleted,
		incoming.messages,
		isHeld,
	);
	const records = mergeRecords(known.history.records, incoming.records);
	const extra = mergeExtra(known.history.extra, told?.extra);
	const {handler, ...handlers} = mergeHandlers(known.session.handler, known.importedHandler, told?.handler);
	const {status, archived, ...state} = mergeState(known.session, known, told);
	const conversation = told ? {...known.session, ...joinTraits(known.session, told)} : known.session;
	const session: Session = {
		...conversation,
		outbound: isOutbound(messages, known, conversation),
		createdAt: earliest(known.session.createdAt, messages[0]?.at),
		lastActiveAt: latest(known.session.lastActiveAt, messages.at(-1)?.at),
		handler,
		status,
		archived,
		...countMessages(deleted.size === 0 ? messages : messages.filter(message => !deleted.has(message.id))),
		transfers: known.session.transfers + added.filter(isTransfer).length,
	};
	const highest = highestIds(known, messages, told?.lastMessage);
	const isHistoryNew = isChanged || records !== known.history.records || extra !== known.history.extra;
	const isRowNew = (): boolean =>
		JSON.stringify([session, handlers.importedHandler]) !==
			JSON.stringify([known.session, known.importedHandler]) ||
		state.importedStatus !== known.importedStatus ||
		state.importedArchived !== known.importedArchived ||
		highest.highestTold !== known.highestTold;
	return {
		outcome: isHistoryNew || isRowNew() ? 'changed' : 'unchanged',
		session,
		...handlers,
		...state,
		kept: handlers.kept || state.kept,
		...highest,
		...(isHistoryNew && {history: {id, messages, records, ...(extra && {extra})}}),
		trashed: session.deleted ? added.length : 0,
		refused: refused.map(reason => ({origin, reason})),
	};
};

interface MergeOptions {
	/** Whether the store is connected to its PBX, see `foreignness`. */
	readonly isConnected?: boolean;
	/** Whether it is under a legal hold, so that the words in it stay as they are. */
	readonly isHeld?: boolean;
}

/**
A session after the PBX gave it (again), compared with what the last import said: local acts stay unless the PBX
changed the same thing since. Merging the same twice changes nothing.
*/
export const mergeSession = (
	known: KnownSession | undefined,
	incoming: IncomingSession,
	country?: Country,
	{isConnected = false, isHeld = false}: MergeOptions = {},
): Merged => {
	const {id, told, messages, contradiction, isOwnId} = incoming;
	const base = known ?? (told && newSession(id, told));
	if (base === undefined) {
		const reason = contradiction ?? `session ${id} is not known; import its session record first`;
		return {outcome: 'refused', reason, isForeign: contradiction !== undefined};
	}

	// A store tells a session that is new here as it had it, however its customer wrote before.
	const isTrusted = isOwnId === true || (known === undefined && told?.traces !== undefined);
	const foreign = isTrusted
		? undefined
		: ((told && foreignness(base.session, told, country, isConnected)) ??
			foreignMessage(base.session, told?.customer.number ?? '', messages, country));
	const reason = contradiction ?? foreign;
	if (reason !== undefined) return {outcome: 'refused', reason, isForeign: true};
	const added = mergeInto(base, incoming, isHeld);
	if (known !== undefined) return added;
	const session = {...added.session, ...told?.traces};
	return {...added, session, outcome: 'added', history: added.history ?? emptyHistory(id)};
};

/** Only messages later than the highest that was purged may come into a purged session. */
export const laterThan = (incoming: IncomingSession, message: number): IncomingSession => ({
	...incoming,
	messages: incoming.messages.filter(({id}) => id > message),
});
