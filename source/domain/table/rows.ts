import {type Handler} from '../handler.js';
import {type RowRecord} from '../history.js';
import {type Session} from '../session.js';
import {type Block, emptyBlock, findInBlock, flag, type HistoryPlace} from './block.js';
import {type SessionTable} from './session-table.js';

/** One row of a block with the values of all its columns. */
export interface RowValues {
	readonly session: Session;
	readonly importedHandler: Handler;
	readonly history: HistoryPlace;
	/** The highest message id that ever came in; 0 without messages. */
	readonly highestMessage: number;
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

export const rowIn = (table: SessionTable, block: Block, place: number): RowValues => ({
	session: table.sessionIn(block, place),
	importedHandler: table.handlers.get(block.importedHandler[place]!),
	history: historyPlaceAt(block, place),
	highestMessage: block.highestMessage[place]!,
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
	{session, importedHandler, highestMessage, highestPurged, isPurged}: Omit<RowValues, 'history'>,
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
		archived,
		outbound,
		createdAt,
		lastActiveAt,
		transfers,
		highestMessage,
		highestPurged,
		...(isPurged && {isPurged}),
	};
};

const flagsOf = (session: Session): number =>
	(session.status === 'closed' ? flag.closed : 0) |
	(session.archived ? flag.archived : 0) |
	(session.outbound ? flag.outbound : 0) |
	(session.deleted ? flag.deleted : 0);

/** A block of these rows, in order of id, its repeated values numbered for the table. */
export const blockOf = (table: SessionTable, rows: readonly RowValues[]): Block => {
	const sorted = rows.toSorted((a, b) => a.session.id - b.session.id);
	const block = emptyBlock(sorted.length);
	for (const [place, row] of sorted.entries()) putRow(table, block, place, row);
	return block;
};

const putRow = (table: SessionTable, block: Block, place: number, row: RowValues): void => {
	const {session, importedHandler, history, deletedMessages, touched, superseded, highestPurged} = row;
	block.id[place] = session.id;
	block.created[place] = session.createdAt ?? 0;
	block.active[place] = session.lastActiveAt ?? 0;
	block.channel[place] = table.channels.numberOf(session.channel);
	block.customerName[place] = session.customer.name;
	block.customerNumber[place] = session.customer.number;
	block.handler[place] = table.handlers.numberOf(session.handler);
	block.importedHandler[place] = table.handlers.numberOf(importedHandler);
	block.flags[place] = flagsOf(session) | (row.isPurged ? flag.purged : 0);
	block.messages[place] = session.messages;
	block.failed[place] = session.failed;
	block.files[place] = session.files;
	block.transfers[place] = session.transfers;
	block.highestMessage[place] = row.highestMessage;
	setHistoryPlace(block, place, history);
	if (deletedMessages) block.deletedMessages.set(place, deletedMessages);
	if (touched) block.touched.set(place, touched);
	if (superseded) block.superseded.set(place, superseded);
	if (highestPurged !== undefined) block.highestPurged.set(place, highestPurged);
};

/** Lets a row's history lie elsewhere. */
export const setHistoryPlace = (block: Block, place: number, {file, offset, length}: HistoryPlace): void => {
	let number = block.historyFiles.indexOf(file);
	if (number === -1) number = block.historyFiles.push(file) - 1;
	block.historyFile[place] = number;
	block.historyOffset[place] = offset;
	block.historyLength[place] = length;
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
