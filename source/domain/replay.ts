import {type Change} from './change.js';
import {type Confirmed} from './outbox/outcome.js';
import {stepped, transferStep} from './transfer-step.js';
import {type Effect, effectsOn} from './effects.js';
import {type Handler} from './handler.js';
import {type History, type RowRecord} from './history.js';
import {countMessages} from './message.js';
import {type Session, type Status} from './session.js';
import {type HistoryPosition} from './table/block.js';
import {type RowValues} from './table/rows.js';

/** The effect of one change on each of some sessions. */
interface Deed {
	/** The number of the change. */
	readonly n: number;
	/** Its position in the journal, in bytes. */
	readonly position: number;
	readonly to?: Handler;
	/** The PBX's outcome since, where it was asked to act. */
	readonly confirmed?: Confirmed;
	/** How it changes the number of transfers. */
	readonly step?: number;
	readonly isDeleted?: boolean;
	readonly status?: Status;
	readonly isArchived?: boolean;
	readonly isPurged?: true;
	readonly messagesDeleted?: readonly number[];
	readonly messagesRestored?: readonly number[];
}

const deedBy = (effect: Effect, step: number): Omit<Deed, 'n' | 'position'> => {
	switch (effect.kind) {
		case 'moved': {
			return {to: effect.to, step};
		}

		case 'deleted':
		case 'restored': {
			return {isDeleted: effect.kind === 'deleted'};
		}

		case 'closed':
		case 'reopened': {
			return {status: effect.kind === 'closed' ? 'closed' : 'open'};
		}

		case 'archived':
		case 'unarchived': {
			return {isArchived: effect.kind === 'archived'};
		}

		case 'messages-deleted': {
			return {messagesDeleted: effect.ids};
		}

		case 'messages-restored': {
			return {messagesRestored: effect.ids};
		}

		case 'purged': {
			return {isPurged: true};
		}

		case 'confirmed': {
			return {confirmed: effect};
		}

		case 'messages-purged':
		case 'told':
		case 'partly-told':
		case 'held':
		case 'released': {
			return {};
		}
	}
};

/** All changes of a journal by session, oldest first. */
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
		for (const effect of effectsOn(change)) {
			const deed = {n, position, ...deedBy(effect, step)};
			for (const session of effect.sessions) {
				const known = this.#bySession.get(session);
				if (known) known.push(deed);
				else this.#bySession.set(session, [deed]);
			}
		}
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

/** A history as every line of a history file holds it. */
export type HistoryWithRow = History & {readonly row: RowRecord};

/** The session as of the writing of its history, but with the given deletions. */
const sessionOf = (
	{id, row, messages}: HistoryWithRow,
	{deleted, deletedMessages}: {readonly deleted: boolean; readonly deletedMessages: ReadonlySet<number>},
): Session => {
	const {channel, customer, handler, status, archived, outbound, createdAt, lastActiveAt, transfers} = row;
	return {
		id,
		channel,
		customer,
		outbound,
		createdAt,
		lastActiveAt,
		handler,
		status,
		archived,
		deleted,
		...countMessages(messages.filter(message => !deletedMessages.has(message.id))),
		transfers,
	};
};

/**
The row after an import wrote the history anew.
@param known the row before, if there was one
*/
export const rowToldBy = (
	line: HistoryWithRow,
	position: HistoryPosition,
	known: RowValues | undefined,
): RowValues => {
	const before = known?.isPurged ? undefined : known;
	const deletedMessages = before?.deletedMessages;
	return {
		session: sessionOf(line, {
			deleted: before?.session.deleted ?? false,
			deletedMessages: deletedMessages ?? new Set(),
		}),
		importedHandler: line.row.importedHandler ?? line.row.handler,
		importedStatus: line.row.importedStatus,
		importedArchived: line.row.importedArchived,
		history: position,
		highestMessage: line.row.highestMessage,
		...(deletedMessages && {deletedMessages}),
		...(known?.touched && {touched: known.touched}),
		...(known && {superseded: [...(known.superseded ?? []), known.history]}),
		...(line.row.highestTold !== undefined && {highestTold: line.row.highestTold}),
		...(line.row.highestPurged !== undefined && {highestPurged: line.row.highestPurged}),
	};
};

/** The row of a session, reconstructed from the record kept beside its history and from the changes since. */
export const replayRow = (line: HistoryWithRow, deeds: readonly Deed[]): ReplayedRow => {
	const {row} = line;
	// Changes up to the last purge concern messages that are gone.
	const life = deeds.slice(deeds.findLastIndex(deed => deed.isPurged) + 1);
	const since = deeds.filter(({n}) => n > row.change);
	const isPurgedSince = since.some(deed => deed.isPurged);
	const isPurged = isPurgedSince || row.isPurged === true;
	const deletedMessages = isPurged ? new Set<number>() : deletedMessagesAfter(life);
	const deleted = isPurged || (life.findLast(deed => deed.isDeleted !== undefined)?.isDeleted ?? false);
	const {highestMessage, highestTold} = row;
	const confirmed: Confirmed = Object.assign({}, ...since.map(deed => deed.confirmed)) as Confirmed;
	return {
		session: {
			...sessionOf(line, {deleted, deletedMessages}),
			...(isPurged && {customer: {name: '', number: ''}, ...noCounts}),
			handler: since.findLast(({to}) => to)?.to ?? row.handler,
			status: since.findLast(({status}) => status)?.status ?? row.status,
			archived: since.findLast(deed => deed.isArchived !== undefined)?.isArchived ?? row.archived,
			transfers: since.reduce((count, {step = 0}) => stepped(count, step), row.transfers),
		},
		importedHandler: confirmed.to ?? row.importedHandler ?? row.handler,
		importedStatus: confirmed.status ?? row.importedStatus ?? row.status,
		importedArchived: confirmed.archived ?? row.importedArchived ?? row.archived,
		highestMessage,
		highestTold,
		...(deletedMessages.size > 0 && {deletedMessages}),
		touched: [...new Set(deeds.map(({position}) => position))],
		isPurged,
		highestPurged: isPurgedSince ? Math.max(highestMessage, highestTold ?? 0) : row.highestPurged,
	};
};

/** The reconstructed row, except that columns which a lost change may have altered are as the index says. */
export const withIndexed = (replayed: ReplayedRow, indexed: ReplayedRow, history: History): ReplayedRow => {
	const {handler, status, archived, deleted, transfers, customer} = indexed.session;
	const deleting = indexed.deletedMessages;
	const shown = indexed.isPurged ? [] : history.messages.filter(({id}) => !deleting?.has(id));
	return {
		...replayed,
		session: {
			...replayed.session,
			customer,
			handler,
			status,
			archived,
			deleted,
			transfers,
			...countMessages(shown),
		},
		deletedMessages: deleting,
		touched: indexed.touched,
		isPurged: indexed.isPurged,
		highestPurged: indexed.highestPurged,
	};
};
