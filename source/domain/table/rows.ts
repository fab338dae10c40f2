import {type Handler} from '../handler.js';
import {type ImportedState, type RowRecord} from '../history.js';
import {type Session} from '../session.js';
import {type Block, eachColumn, emptyBlock, findInBlock, flag, type HistoryPosition} from './block.js';
import {type SessionTable} from './session-table.js';

/** One row of a block with the values of all its columns. */
export interface RowValues extends ImportedState {
	readonly session: Session;
	readonly importedHandler: Handler;
	readonly history: HistoryPosition;
	/** The highest message id that ever came in; 0 without messages. */
	readonly highestMessage: number;
	/** The highest message id ever told, if it is higher than that. */
	readonly highestTold?: number;
	readonly deletedMessages?: ReadonlySet<number>;
	readonly touched?: readonly number[];
	readonly superseded?: readonly HistoryPosition[];
	/** Whether only its id is left. */
	readonly isPurged?: boolean;
	/** Set if it was ever purged: only messages with a higher id may come in. */
	readonly highestPurged?: number;
}

export const historyPositionAt = (block: Block, slot: number): HistoryPosition => ({
	file: block.historyFiles[block.historyFile[slot]!]!,
	offset: block.historyOffset[slot]!,
	length: block.historyLength[slot]!,
});

const importedState = (flags: number): ImportedState => ({
	...((flags & flag.statusDiffers) !== 0 && {
		importedStatus: (flags & flag.closed) === 0 ? 'closed' : 'open',
	}),
	...((flags & flag.archivedDiffers) !== 0 && {importedArchived: (flags & flag.archived) === 0}),
});

export const rowIn = (table: SessionTable, block: Block, slot: number): RowValues => ({
	session: table.sessionIn(block, slot),
	importedHandler: table.handlers.get(block.importedHandler[slot]!),
	...importedState(block.flags[slot]!),
	history: historyPositionAt(block, slot),
	highestMessage: block.highestMessage[slot]!,
	highestTold: block.highestTold.get(slot),
	deletedMessages: block.deletedMessages.get(slot),
	touched: block.touched.get(slot),
	superseded: block.superseded.get(slot),
	isPurged: (block.flags[slot]! & flag.purged) !== 0,
	highestPurged: block.highestPurged.get(slot),
});

/** The rows of a block of the table. */
export const rowsOf = (table: SessionTable, block: Block): RowValues[] =>
	Array.from({length: block.count}, (_, slot) => rowIn(table, block, slot));

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
	for (const [slot, row] of sorted.entries()) putRow(table, block, slot, row);
	return block;
};

/** Writes a row over the one in that slot. */
export const putRow = (table: SessionTable, block: Block, slot: number, row: RowValues): void => {
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
	block.id[slot] = session.id;
	block.created[slot] = session.createdAt ?? 0;
	block.active[slot] = session.lastActiveAt ?? 0;
	block.channel[slot] = table.channels.numberOf(session.channel);
	block.customerName[slot] = session.customer.name;
	block.customerNumber[slot] = session.customer.number;
	block.handler[slot] = table.handlers.numberOf(session.handler);
	block.importedHandler[slot] = table.handlers.numberOf(importedHandler);
	block.flags[slot] = flagsOf(row);
	block.messages[slot] = session.messages;
	block.failed[slot] = session.failed;
	block.files[slot] = session.files;
	block.transfers[slot] = session.transfers;
	block.highestMessage[slot] = row.highestMessage;
	setHistoryPosition(block, slot, history);
	setOrDelete(block.deletedMessages, slot, deletedMessages);
	setOrDelete(block.touched, slot, touched);
	setOrDelete(block.superseded, slot, superseded);
	setOrDelete(block.highestTold, slot, highestTold);
	setOrDelete(block.highestPurged, slot, highestPurged);
};

const setOrDelete = <Value>(map: Map<number, Value>, slot: number, value: Value | undefined): void => {
	if (value === undefined) map.delete(slot);
	else map.set(slot, value);
};

type Column = Block[keyof Block];

const copyOf = (column: Column): Column => {
	if (column instanceof Map) return new Map<number, unknown>(column) as Column;
	return Array.isArray(column) ? [...column] : structuredClone(column);
};

const columnsOf = (block: Block): readonly (readonly [name: keyof Block, column: Column])[] =>
	Object.entries(block) as [keyof Block, Column][];

/** The block with copies of these columns; it shares the others. */
export const withCopies = (block: Block, columns: readonly (keyof Block)[]): Block => ({
	...block,
	...(eachColumn(columns, name => copyOf(block[name])) as Partial<Block>),
});

/** A copy of the block with an empty row for each of these ids that it lacks. */
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
	const slots = block.id.map(id => findInBlock(wide, id));
	for (const [name, column] of columnsOf(block)) {
		if (typeof column === 'number' || name === 'id' || name === 'historyFiles') continue;
		const to = wide[name] as unknown[] | Map<number, unknown>;
		if (to instanceof Map) for (const [slot, value] of column.entries()) to.set(slots[slot]!, value);
		else {
			const from = column as readonly unknown[];
			// Iterators would take several times longer, and this is done for each batch of a sync.
			for (let slot = 0; slot < block.count; slot++) to[slots[slot]!] = from[slot];
		}
	}

	return wide;
};

/** A copy of the block with these rows, each in place of that of the same session, if there is one. */
export const withRows = (table: SessionTable, block: Block, rows: readonly RowValues[]): Block => {
	const wide = widened(
		block,
		rows.map(({session}) => session.id),
	);
	for (const row of rows) putRow(table, wide, findInBlock(wide, row.session.id), row);
	return wide;
};

/** Sets the position of a row's history. */
export const setHistoryPosition = (
	block: Block,
	slot: number,
	{file, offset, length}: HistoryPosition,
): void => {
	let number = block.historyFiles.indexOf(file);
	if (number === -1) number = block.historyFiles.push(file) - 1;
	block.historyFile[slot] = number;
	block.historyOffset[slot] = offset;
	block.historyLength[slot] = length;
};

/** The same, and notes the present position as one of an earlier line. */
export const moveHistory = (block: Block, slot: number, to: HistoryPosition): void => {
	block.superseded.set(slot, [...(block.superseded.get(slot) ?? []), historyPositionAt(block, slot)]);
	setHistoryPosition(block, slot, to);
};

/** Takes the positions of histories from another block with the same sessions. */
export const takeHistoryPositions = (block: Block, from: Block): void => {
	for (const [slot, id] of block.id.entries()) {
		const there = findInBlock(from, id);
		if (there === -1) continue;
		setHistoryPosition(block, slot, historyPositionAt(from, there));
		const superseded = from.superseded.get(there);
		if (superseded === undefined) block.superseded.delete(slot);
		else block.superseded.set(slot, superseded);
	}
};
