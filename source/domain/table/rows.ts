import {type Handler} from '../handler.js';
import {type ImportedState, type RowRecord} from '../history.js';
import {type Session} from '../session.js';
import {type Block, emptyBlock, findInBlock, flag, type HistoryPlace} from './block.js';
import {type SessionTable} from './session-table.js';

/** One row of a block with the values of all its columns. */
export interface RowValues extends ImportedState {
	readonly session: Session;
	readonly importedHandler: Handler;
	readonly history: HistoryPlace;
	/** The highest message id that ever came in; 0 without messages. */
	readonly highestMessage: number;
	/** The highest message id that was ever told of, if it is a higher one. */
	readonly highestTold?: number;
	readonly deletedMessages?: ReadonlySet<number>;
	readonly touched?: readonly number[];
	readonly superseded?: readonly HistoryPlace[];
	/** Whether nothing is left of it but its id. */
	readonly isPurged?: boolean;
	/** Set if it was ever purged: only messages with a higher id may come in. */
	readonly highestPurged?: number;
}

export const historyPlaceAt = (block: Block, place: number): HistoryPlace => ({
	file: block.historyFiles[block.historyFile[place]!]!,
	offset: block.historyOffset[place]!,
	length: block.historyLength[place]!,
});

const importedState = (flags: number): ImportedState => ({
	...((flags & flag.statusDiffers) !== 0 && {
		importedStatus: (flags & flag.closed) === 0 ? 'closed' : 'open',
	}),
	...((flags & flag.archivedDiffers) !== 0 && {importedArchived: (flags & flag.archived) === 0}),
});

export const rowIn = (table: SessionTable, block: Block, place: number): RowValues => ({
	session: table.sessionIn(block, place),
	importedHandler: table.handlers.get(block.importedHandler[place]!),
	...importedState(block.flags[place]!),
	history: historyPlaceAt(block, place),
	highestMessage: block.highestMessage[place]!,
	highestTold: block.highestTold.get(place),
	deletedMessages: block.deletedMessages.get(place),
	touched: block.touched.get(place),
	superseded: block.superseded.get(place),
	isPurged: (block.flags[place]! & flag.purged) !== 0,
	highestPurged: block.highestPurged.get(place),
});

/** The rows of a block of the table. */
export const rowsOf = (table: SessionTable, block: Block): RowValues[] =>
	Array.from({length: block.count}, (_, place) => rowIn(table, block, place));

/** The part of a row that is kept beside its history, so that the row can be reconstructed. */
export const recordOf = (
	{
		session,
		importedHandler,
		importedStatus,
		importedArchived,
		highestMessage,
		highestTold,
		highestPurged,
		isPurged,
	}: Omit<RowValues, 'history'>,
	change: number,
): RowRecord => {
	const {channel, customer, handler, status, archived, outbound, createdAt, lastActiveAt, transfers} =
		session;
	return {
		change,
		channel,
		customer,
		handler,
		...(importedHandler !== handler &&
			JSON.stringify(importedHandler) !== JSON.stringify(handler) && {importedHandler}),
		status,
		...(importedStatus !== undefined && importedStatus !== status && {importedStatus}),
		archived,
		...(importedArchived !== undefined && importedArchived !== archived && {importedArchived}),
		outbound,
		createdAt,
		lastActiveAt,
		transfers,
		highestMessage,
		highestTold,
		highestPurged,
		...(isPurged && {isPurged}),
	};
};

const flagsOf = ({
	session,
	importedStatus = session.status,
	importedArchived = session.archived,
	isPurged,
}: RowValues): number =>
	(session.status === 'closed' ? flag.closed : 0) |
	(session.archived ? flag.archived : 0) |
	(session.outbound ? flag.outbound : 0) |
	(session.deleted ? flag.deleted : 0) |
	(importedStatus === session.status ? 0 : flag.statusDiffers) |
	(importedArchived === session.archived ? 0 : flag.archivedDiffers) |
	(isPurged ? flag.purged : 0);

/** A block of these rows, in order of id, its repeated values numbered for the table. */
export const blockOf = (table: SessionTable, rows: readonly RowValues[]): Block => {
	const sorted = rows.toSorted((a, b) => a.session.id - b.session.id);
	const block = emptyBlock(sorted.length);
	for (const [place, row] of sorted.entries()) putRow(table, block, place, row);
	return block;
};

/** Writes a row over the one that stands in that place. */
export const putRow = (table: SessionTable, block: Block, place: number, row: RowValues): void => {
	const {
		session,
		importedHandler,
		history,
		deletedMessages,
		touched,
		superseded,
		highestTold,
		highestPurged,
	} = row;
	block.id[place] = session.id;
	block.created[place] = session.createdAt ?? 0;
	block.active[place] = session.lastActiveAt ?? 0;
	block.channel[place] = table.channels.numberOf(session.channel);
	block.customerName[place] = session.customer.name;
	block.customerNumber[place] = session.customer.number;
	block.handler[place] = table.handlers.numberOf(session.handler);
	block.importedHandler[place] = table.handlers.numberOf(importedHandler);
	block.flags[place] = flagsOf(row);
	block.messages[place] = session.messages;
	block.failed[place] = session.failed;
	block.files[place] = session.files;
	block.transfers[place] = session.transfers;
	block.highestMessage[place] = row.highestMessage;
	setHistoryPlace(block, place, history);
	setOrDelete(block.deletedMessages, place, deletedMessages);
	setOrDelete(block.touched, place, touched);
	setOrDelete(block.superseded, place, superseded);
	setOrDelete(block.highestTold, place, highestTold);
	setOrDelete(block.highestPurged, place, highestPurged);
};

const setOrDelete = <Value>(map: Map<number, Value>, place: number, value: Value | undefined): void => {
	if (value === undefined) map.delete(place);
	else map.set(place, value);
};

type Column = Block[keyof Block];

const copyOf = (column: Column): Column => {
	if (column instanceof Map) return new Map<number, unknown>(column) as Column;
	return Array.isArray(column) ? [...column] : structuredClone(column);
};

const columnsOf = (block: Block): readonly (readonly [name: keyof Block, column: Column])[] =>
	Object.entries(block) as [keyof Block, Column][];

/** A copy of the block with empty rows for those of these ids that it does not have. */
export const widened = (block: Block, ids: Iterable<number>): Block => {
	const added = [...new Set(ids)].filter(id => findInBlock(block, id) === -1);
	if (added.length === 0)
		return Object.fromEntries(
			columnsOf(block).map(([name, column]) => [name, copyOf(column)]),
		) as unknown as Block;
	const wide = emptyBlock(block.count + added.length, [...block.historyFiles]);
	wide.id.set(block.id);
	wide.id.set(added, block.count);
	wide.id.sort();
	const places = block.id.map(id => findInBlock(wide, id));
	for (const [name, column] of columnsOf(block)) {
		if (typeof column === 'number' || name === 'id' || name === 'historyFiles') continue;
		const to = wide[name] as unknown[] | Map<number, unknown>;
		for (const [place, value] of column.entries()) {
			if (to instanceof Map) to.set(places[place]!, value);
			else to[places[place]!] = value;
		}
	}

	return wide;
};

/** Lets a row's history lie elsewhere. */
export const setHistoryPlace = (block: Block, place: number, {file, offset, length}: HistoryPlace): void => {
	let number = block.historyFiles.indexOf(file);
	if (number === -1) number = block.historyFiles.push(file) - 1;
	block.historyFile[place] = number;
	block.historyOffset[place] = offset;
	block.historyLength[place] = length;
};

/** The same, and notes that the line which was read so far is an earlier one. */
export const moveHistory = (block: Block, place: number, to: HistoryPlace): void => {
	block.superseded.set(place, [...(block.superseded.get(place) ?? []), historyPlaceAt(block, place)]);
	setHistoryPlace(block, place, to);
};

/** Lets the histories of a block lie where another block has those of the same sessions. */
export const takeHistoryPlaces = (block: Block, from: Block): void => {
	for (const [place, id] of block.id.entries()) {
		const there = findInBlock(from, id);
		if (there === -1) continue;
		setHistoryPlace(block, place, historyPlaceAt(from, there));
		const superseded = from.superseded.get(there);
		if (superseded === undefined) block.superseded.delete(place);
		else block.superseded.set(place, superseded);
	}
};
