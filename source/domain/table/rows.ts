import {type Handler} from '../handler.js';
import {type Session} from '../session.js';
import {type Block, emptyBlock, flag} from './block.js';
import {type SessionTable} from './session-table.js';

/** Where the line of a history lies. Offset and length are in bytes, the length without the newline. */
export interface HistoryPlace {
	readonly file: string;
	readonly offset: number;
	readonly length: number;
}

/** One row of a block with all that its columns say. */
export interface RowValues {
	readonly session: Session;
	readonly importedHandler: Handler;
	readonly history: HistoryPlace;
	readonly deletedMessages?: ReadonlySet<number>;
	readonly touched?: readonly number[];
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
	deletedMessages: block.deletedMessages.get(place),
	touched: block.touched.get(place),
});

/** The rows of a block of the table. */
export const rowsOf = (table: SessionTable, block: Block): RowValues[] =>
	Array.from({length: block.count}, (_, place) => rowIn(table, block, place));

const flagsOf = (session: Session): number =>
	(session.status === 'closed' ? flag.closed : 0) |
	(session.archived ? flag.archived : 0) |
	(session.outbound ? flag.outbound : 0) |
	(session.deleted ? flag.deleted : 0);

/** A block of these rows, in order of id, its repeated values numbered for the table. */
export const blockOf = (table: SessionTable, rows: readonly RowValues[]): Block => {
	const sorted = rows.toSorted((a, b) => a.session.id - b.session.id);
	const historyFiles = [...new Set(sorted.map(row => row.history.file))];
	const block = emptyBlock(sorted.length, historyFiles);
	for (const [place, {session, importedHandler, history, deletedMessages, touched}] of sorted.entries()) {
		block.id[place] = session.id;
		block.created[place] = session.createdAt ?? 0;
		block.active[place] = session.lastActiveAt ?? 0;
		block.channel[place] = table.channels.numberOf(session.channel);
		block.customerName[place] = session.customer.name;
		block.customerNumber[place] = session.customer.number;
		block.handler[place] = table.handlers.numberOf(session.handler);
		block.importedHandler[place] = table.handlers.numberOf(importedHandler);
		block.flags[place] = flagsOf(session);
		block.messages[place] = session.messages;
		block.failed[place] = session.failed;
		block.files[place] = session.files;
		block.transfers[place] = session.transfers;
		block.historyFile[place] = historyFiles.indexOf(history.file);
		block.historyOffset[place] = history.offset;
		block.historyLength[place] = history.length;
		if (deletedMessages) block.deletedMessages.set(place, deletedMessages);
		if (touched) block.touched.set(place, touched);
	}

	return block;
};
