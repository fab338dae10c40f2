import {type Country} from '../../text/phone-number.js';
import {type Handler, nobody} from '../handler.js';
import {emptyHistory, type History, type ImportedRecord} from '../history.js';
import {type IncomingSession, type RefusedRecord, type ToldSession} from '../incoming.js';
import {authorRole, isPbxMessage} from '../author.js';
import {countMessages, isTransfer, type Message, messageType} from '../message.js';
import {type Session} from '../session.js';
import {foreignness} from './another-pbx.js';
import {type MergedHandlers, mergeHandlers} from './handlers.js';
import {mergeMessages} from './messages.js';

/** What the store knows of a session. */
export interface KnownSession {
	readonly session: Session;
	/** The handler by the last import. */
	readonly importedHandler: Handler;
	/** With the deleted messages. */
	readonly history: History;
	readonly deletedMessages?: ReadonlySet<number>;
}

/** A session after an import. */
export interface MergedSession extends Omit<MergedHandlers, 'handler'> {
	readonly outcome: 'added' | 'changed' | 'unchanged';
	readonly session: Session;
	/** Set if it must be written anew. */
	readonly history?: History;
	/** New messages that joined the session in the trash. */
	readonly trashed: number;
	/** Results of sending messages that are not known. */
	readonly refused: readonly RefusedRecord[];
}

/** A session that stays as it was; `isForeign`: because another PBX has one with this id. */
export interface RefusedSession {
	readonly outcome: 'refused';
	readonly reason: string;
	readonly isForeign: boolean;
}

export type Merged = MergedSession | RefusedSession;

/** Records of the source that are not there yet, after those that are. */
const mergeRecords = (
	known: readonly ImportedRecord[],
	told: readonly ImportedRecord[],
): readonly ImportedRecord[] => {
	const records = new Map([...known, ...told].map(record => [JSON.stringify(record), record]));
	return records.size === known.length ? known : [...records.values()].toSorted((a, b) => a.at - b.at);
};

const mergeExtra = (known: History['extra'], told: History['extra']): History['extra'] => {
	const merged = told && {...known, ...told};
	return merged === undefined || JSON.stringify(merged) === JSON.stringify(known) ? known : merged;
};

/**
By the first user message that is not the PBX's. That of a known session may have been purged, so that only one that is
new, or now told better, can alter the answer.
*/
const isOutbound = (messages: readonly Message[], {session, history}: KnownSession): boolean => {
	const first = messages.find(
		message => message.type === messageType.user && !isPbxMessage(message, session),
	);
	return first === undefined || history.messages.includes(first)
		? session.outbound
		: authorRole(first.author, session) === 'company';
};

/** What the PBX says of the session itself. A name or number that it leaves out stays. */
const mergeTold = (session: Session, told: ToldSession): Session => ({
	...session,
	channel: {
		...session.channel,
		name: told.channel.name || session.channel.name,
		number: told.channel.number || session.channel.number,
	},
	customer: {
		...session.customer,
		name: told.customer.name || session.customer.name,
		number: told.customer.number || session.customer.number,
	},
	status: told.status ?? session.status,
	archived: told.archived ?? session.archived,
});

/** Times only ever widen, because messages that set them may be purged. */
const earliest = (a: number | undefined, b: number | undefined): number | undefined =>
	a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
const latest = (a: number | undefined, b: number | undefined): number | undefined =>
	a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

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

const mergeInto = (known: KnownSession, {id, place, told, ...incoming}: IncomingSession): MergedSession => {
	const deleted = known.deletedMessages ?? new Set();
	const {messages, added, isChanged, unknown} = mergeMessages(
		known.history.messages,
		deleted,
		incoming.messages,
	);
	const records = mergeRecords(known.history.records, incoming.records);
	const extra = mergeExtra(known.history.extra, told?.extra);
	const {handler, ...handlers} = mergeHandlers(known.session.handler, known.importedHandler, told?.handler);
	const session: Session = {
		...(told ? mergeTold(known.session, told) : known.session),
		outbound: isOutbound(messages, known),
		createdAt: earliest(known.session.createdAt, messages[0]?.at),
		lastActiveAt: latest(known.session.lastActiveAt, messages.at(-1)?.at),
		handler,
		...countMessages(messages.filter(message => !deleted.has(message.id))),
		transfers: known.session.transfers + added.filter(isTransfer).length,
	};
	const isHistoryNew = isChanged || records !== known.history.records || extra !== known.history.extra;
	const isRowNew =
		JSON.stringify([session, handlers.importedHandler]) !==
		JSON.stringify([known.session, known.importedHandler]);
	return {
		outcome: isHistoryNew || isRowNew ? 'changed' : 'unchanged',
		session,
		...handlers,
		...(isHistoryNew && {history: {id, messages, records, ...(extra && {extra})}}),
		trashed: session.deleted ? added.length : 0,
		refused: unknown.map(message => ({
			place,
			reason: `session ${id} has no message ${message}, of which this is the result of sending; import the message first`,
		})),
	};
};

/**
What becomes of a session when the PBX tells of it (again). Compared is with what the last import said; local acts
stay unless the PBX changed the same thing since. Merging the same twice changes nothing.
*/
export const mergeSession = (
	known: KnownSession | undefined,
	incoming: IncomingSession,
	country?: Country,
): Merged => {
	const {id, told} = incoming;
	if (known !== undefined) {
		const reason = told && foreignness(known.session, told, country);
		return reason === undefined ? mergeInto(known, incoming) : {outcome: 'refused', reason, isForeign: true};
	}

	if (told === undefined) {
		const reason = `session ${id} is not known; import its session record first`;
		return {outcome: 'refused', reason, isForeign: false};
	}

	const added = mergeInto(newSession(id, told), incoming);
	return {...added, outcome: 'added', history: added.history ?? emptyHistory(id)};
};

/** What may come in of a session that was purged: only messages later than the highest that was purged with it. */
export const laterThan = (incoming: IncomingSession, message: number): IncomingSession => ({
	...incoming,
	messages: incoming.messages.filter(({id}) => id > message),
});
