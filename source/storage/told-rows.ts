import {type HistoryWithRow, rowToldBy} from '../domain/replay.js';
import {StoreRefusal} from '../domain/refusal.js';
import {type Block, blockSize, findInBlock, type HistoryPosition} from '../domain/table/block.js';
import {putRow, rowIn, widened} from '../domain/table/rows.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {highestBlock} from './file-names.js';
import {type FileSystem} from './file-system.js';
import {integerFrom, is32Bits, isCount, listOf, recordOf} from './form.js';
import {HistoryReader} from './history-files.js';
import {historyPositionForms} from './segment-form.js';

/**
A row that an import tells in the journal instead of a segment: only the position of its new history, which holds the
rest. So the journal has no customer's words, and a purge can blank them.
*/
export interface ToldRow extends HistoryPosition {
	readonly id: number;
	/** The number of the block that the row is in. */
	readonly block: number;
	/** When it was last active, in Unix seconds; 0 if never. Tells which blocks to read first, without the history. */
	readonly active: number;
}

export const areToldRows = listOf(
	recordOf<ToldRow>({
		id: isCount,
		block: integerFrom(0, highestBlock),
		active: is32Bits,
		...historyPositionForms,
	}),
);

/** A told row with the number of its change. */
export interface UnfoldedRow extends ToldRow {
	readonly n: number;
}

export interface ReadRow extends UnfoldedRow {
	readonly line: HistoryWithRow;
}

const readRow = (reader: HistoryReader, told: UnfoldedRow): ReadRow => {
	const {row, ...history} = reader.read(told.id, told);
	if (row?.change !== told.n) throw damaged(told, `is not of change ${told.n}`);
	return {...told, line: {...history, row}};
};

/**
Reads the histories of the rows.
@param onUnreadable called with each row whose position does not hold the history that its import wrote; usually throws
*/
export const readRows = (
	files: FileSystem,
	folder: string,
	rows: readonly UnfoldedRow[],
	onUnreadable: (row: UnfoldedRow, refusal: StoreRefusal) => void,
): ReadRow[] => {
	if (rows.length === 0) return [];
	const reader = new HistoryReader(files, folder);
	try {
		return rows.flatMap(row => {
			try {
				return readRow(reader, row);
			} catch (error) {
				if (!(error instanceof StoreRefusal)) throw error;
				onUnreadable(row, error);
				return [];
			}
		});
	} finally {
		reader.close();
	}
};

const damaged = ({id, file, offset}: ToldRow, what: string): StoreRefusal =>
	new StoreRefusal(`The history of session ${id} in ${file} at byte ${offset} ${what}. Run: chatlogs check`);

/**
A copy of the block with room for all these rows; there must be at least one.
@throws StoreRefusal if there are more than a block holds
*/
export const withRoomFor = (block: Block, rows: readonly ToldRow[]): Block => {
	const wide = widened(
		block,
		rows.map(({id}) => id),
	);
	if (wide.count > blockSize) throw damaged(rows[0]!, 'is of a block that is full');
	return wide;
};

/** Writes the rows into a block that has room for them and is not in use yet. */
export const putRows = (table: SessionTable, block: Block, rows: readonly ReadRow[]): void => {
	for (const {id, line, file, offset, length} of rows) {
		const slot = findInBlock(block, id);
		// No line of a history is empty.
		const known = block.historyLength[slot] === 0 ? undefined : rowIn(table, block, slot);
		putRow(table, block, slot, rowToldBy(line, {file, offset, length}, known));
	}
};
