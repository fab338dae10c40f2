import {type Change, stepped, transferStep} from './change.js';
import {type Handler} from './handler.js';
import {type History, type RowRecord} from './history.js';
import {countMessages} from './message.js';
import {type RowValues} from './table/rows.js';

/** What one change did to each of some sessions. */
export interface Deed {
	/** The number of the change. */
	readonly n: number;
	/** Its position in the journal, in bytes. */
	readonly position: number;
	readonly to?: Handler;
	/** How it changes the number of transfers. */
	readonly step?: number;
	readonly isDeleted?: boolean;
	readonly isPurged?: true;
	readonly messagesDeleted?: readonly number[];
	readonly messagesRestored?: readonly number[];
}

/** All changes of a journal seen from the side of the sessions, oldest first. */
export class Deeds {
	readonly #bySession = new Map<number, Deed[]>();

	get sessions(): Iterable<number> {
		return this.#bySession.keys();
	}

	of(session: number): readonly Deed[] {
		return this.#bySession.get(session) ?? [];
	}

	add(change: Change, position: number): void {
		const {n} = change;
		const step = transferStep(change);
		const note = (sessions: readonly number[], deed: Omit<Deed, 'n' | 'position'>): void => {
			const whole = {n, position, ...deed};
			for (const session of sessions) {
				const known = this.#bySession.get(session);
				if (known) known.push(whole);
				else this.#bySession.set(session, [whole]);
			}
		};

		for (const {to, sessions} of change.moves ?? []) note(sessions, {to, step});
		note(change.deleted ?? [], {isDeleted: true});
		note(change.restored ?? [], {isDeleted: false});
		for (const {session, ids} of change.messagesDeleted ?? []) note([session], {messagesDeleted: ids});
		for (const {session, ids} of change.messagesRestored ?? []) note([session], {messagesRestored: ids});
		for (const {sessions} of change.purged ?? []) note(sessions, {isPurged: true});
		for (const {session} of change.messagesPurged ?? []) note([session], {});
		for (const {sessions} of change.deliveries ?? []) note(sessions, {});
		for (const {sessions} of change.begun ?? []) note(sessions, {});
	}
}

const deletedMessagesAfter = (deeds: readonly Deed[]): ReadonlySet<number> => {
	const deleted = new Set<number>();
	for (const {messagesDeleted = [], messagesRestored = []} of deeds) {
		for (const id of messagesDeleted) deleted.add(id);
		for (const id of messagesRestored) deleted.delete(id);
	}

	return deleted;
};

const noCounts = countMessages([]);

export type ReplayedRow = Omit<RowValues, 'history' | 'superseded'>;

/** The row of a session, reconstructed from the record kept beside its history and from the changes since. */
export const replayRow = (
	{id, row, messages}: History & {readonly row: RowRecord},
	deeds: readonly Deed[],
): ReplayedRow => {
	// Changes up to the last purge concern messages that are gone.
	const life = deeds.slice(deeds.findLastIndex(deed => deed.isPurged) + 1);
	const since = deeds.filter(({n}) => n > row.change);
	const isPurgedSince = since.some(deed => deed.isPurged);
	const isPurged = isPurgedSince || row.isPurged === true;
	const deletedMessages = isPurged ? new Set<number>() : deletedMessagesAfter(life);
	const {channel, customer, status, archived, outbound, createdAt, lastActiveAt, highestMessage} = row;
	return {
		session: {
			id,
			channel,
			customer: isPurged ? {name: '', number: ''} : customer,
			outbound,
			createdAt,
			lastActiveAt,
			handler: since.findLast(({to}) => to)?.to ?? row.handler,
			status,
			archived,
			deleted: isPurged || (life.findLast(deed => deed.isDeleted !== undefined)?.isDeleted ?? false),
			...(isPurged ? noCounts : countMessages(messages.filter(message => !deletedMessages.has(message.id)))),
			transfers: since.reduce((count, {step = 0}) => stepped(count, step), row.transfers),
		},
		importedHandler: row.importedHandler ?? row.handler,
		highestMessage,
		...(deletedMessages.size > 0 && {deletedMessages}),
		touched: [...new Set(deeds.map(({position}) => position))],
		isPurged,
		highestPurged: isPurgedSince ? highestMessage : row.highestPurged,
	};
};

/** The columns by which rows are compared, as texts or numbers. */
const columns: Readonly<Record<string, (row: ReplayedRow) => unknown>> = {
	channel: ({session: {channel}}) => [channel.type, channel.name, channel.number],
	customer: ({session: {customer}}) => [customer.name, customer.number],
	direction: ({session}) => session.outbound,
	created: ({session}) => session.createdAt,
	'last active': ({session}) => session.lastActiveAt,
	handler: ({session: {handler}}) => [handler.kind, handler.id, handler.number, handler.name],
	status: ({session}) => session.status,
	archived: ({session}) => session.archived,
	deleted: ({session, isPurged}) => [session.deleted, isPurged],
	'number of messages': ({session}) => [session.messages, session.failed, session.files],
	transfers: ({session}) => session.transfers,
	'handler by the last import': ({importedHandler: {kind, id, number, name}}) => [kind, id, number, name],
	'highest message': ({highestMessage, highestPurged}) => [highestMessage, highestPurged],
	'deleted messages': ({deletedMessages = []}) => [...deletedMessages].toSorted((a, b) => a - b),
	changes: ({touched = []}) => touched,
};

/** The names of the columns in which they differ. */
export const differences = (a: ReplayedRow, b: ReplayedRow): readonly string[] =>
	Object.keys(columns).filter(name => {
		const value = columns[name]!;
		const [first, second] = [value(a), value(b)];
		return first !== second && JSON.stringify(first) !== JSON.stringify(second);
	});

/** The reconstructed row, except that columns which a lost change may have altered are as the index says. */
export const withIndexed = (replayed: ReplayedRow, indexed: ReplayedRow, history: History): ReplayedRow => {
	const {handler, deleted, transfers, customer} = indexed.session;
	const deleting = indexed.deletedMessages;
	const shown = indexed.isPurged ? [] : history.messages.filter(({id}) => !deleting?.has(id));
	return {
		...replayed,
		session: {...replayed.session, customer, handler, deleted, transfers, ...countMessages(shown)},
		deletedMessages: deleting,
		touched: indexed.touched,
		isPurged: indexed.isPurged,
		highestPurged: indexed.highestPurged,
	};
};
