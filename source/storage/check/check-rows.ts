import path from 'node:path';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {type History} from '../../domain/history.js';
import {replayRow, type ReplayedRow, withIndexed} from '../../domain/replay.js';
import {differences} from '../../domain/row-differences.js';
import {type Block, flag, type HistoryPosition} from '../../domain/table/block.js';
import {historyPositionAt, rowIn, type RowValues} from '../../domain/table/rows.js';
import {type SessionTable} from '../../domain/table/session-table.js';
import {type JournalSurvey} from './check-journal.js';
import {type FileSystem, hasFile, type OpenFile} from '../file-system.js';
import {decodeHistory, isBlank} from '../history-line.js';
import {type ClaimedLine, type ClaimedState, claimedStates} from '../history-positions.js';

/** The position of a row in the index. */
interface RowPosition {
	/** The number of the block. */
	readonly number: number;
	readonly slot: number;
}

/** A row that contradicts its history or the journal. */
export interface BadRow extends RowPosition {
	readonly id: number;
	readonly history: HistoryPosition;
	readonly what: string;
	/** Whether the fault is in the history's line. */
	readonly isLineBad: boolean;
}

/** Bytes of histories in memory at once, unless one is longer. */
const windowSize = 4 * 1024 * 1024;

interface RowLine extends RowPosition {
	readonly offset: number;
	readonly length: number;
}

/** The bytes of each line, with the byte before and after it. Takes lines in order of their offsets. */
function* readLines(
	file: OpenFile,
	lines: readonly RowLine[],
): Generator<{readonly line: RowLine; readonly bytes: Buffer}> {
	let start = 0;
	let window: Buffer = Buffer.alloc(0);
	for (const line of lines) {
		const from = Math.max(0, line.offset - 1);
		const to = line.offset + line.length + 1;
		if (from < start || to > start + window.length) {
			start = from;
			window = file.read(from, Math.max(windowSize, to - from));
		}

		const bytes = window.subarray(from - start, to - start);
		yield {line, bytes: line.offset === 0 ? Buffer.concat([Buffer.from('\n'), bytes]) : bytes};
	}
}

const newline = 0x0a;

/** The row as it should be; else why its history cannot tell, as the end of a sentence. */
export const expectedRow = (
	indexed: RowValues,
	history: History,
	journal: JournalSurvey,
): ReplayedRow | string => {
	const {row} = history;
	if (row === undefined || !journal.writers.has(row.change)) return 'is of no change that could write it';
	const replayed = replayRow({...history, row}, journal.deeds.of(history.id));
	return journal.isDoubtful(indexed.touched) ? withIndexed(replayed, indexed, history) : replayed;
};

/** The fault of a row whose history can be read; `undefined` if it has none. */
const rowProblem = (indexed: RowValues, history: History, journal: JournalSurvey): string | undefined => {
	if (!journal.isWhole) return undefined;
	const expected = expectedRow(indexed, history, journal);
	if (typeof expected === 'string') return `its history ${expected}`;
	const wrong = differences(indexed, expected);
	if (wrong.length > 0) return `the index does not agree with history and journal: ${wrong.join(', ')}`;
	if (indexed.touched?.some(position => !journal.hasLine(position)))
		return 'the index names changes that the journal does not have';
	return undefined;
};

interface Rows {
	readonly files: FileSystem;
	readonly folder: string;
	readonly table: SessionTable;
	readonly journal: JournalSurvey;
	/** Called from time to time with the numbers of sessions and messages read. */
	readonly onProgress?: ((sessions: number, messages: number) => void) | undefined;
}

/** The rows by the file of their histories, in order of the offsets. */
const rowsByFile = ({blocks}: SessionTable): ReadonlyMap<string, readonly RowLine[]> => {
	const byFile = new Map<string, RowLine[]>();
	for (const [number, block] of blocks.entries()) {
		for (let slot = 0; slot < (block?.count ?? 0); slot++) {
			const {file, offset, length} = historyPositionAt(block!, slot);
			const rows = byFile.get(file) ?? [];
			rows.push({number, slot, offset, length});
			byFile.set(file, rows);
		}
	}

	for (const rows of byFile.values()) rows.sort((a, b) => a.offset - b.offset);
	return byFile;
};

/** The fault of a row's history line; `undefined` if it has none. */
const lineProblem = (
	bytes: Buffer,
	line: RowLine,
	history: History | undefined,
	id: number,
): string | undefined => {
	if (bytes.length < line.length + 2) return 'its history ends beyond the end of the file';
	if (history === undefined) return 'its history is damaged';
	if (history.id !== id) return `its history is that of session ${history.id}`;
	return bytes[0] === newline && bytes.at(-1) === newline
		? undefined
		: 'its history does not stand on a line of its own';
};

/** Reads every history that the index names, and yields the rows that contradict it. */
export async function* badRows(rows: Rows): AsyncGenerator<BadRow> {
	const {files, folder, table, journal, onProgress} = rows;
	let sessions = 0;
	let messages = 0;
	for (const [name, lines] of rowsByFile(table)) {
		const bad = ({number, slot}: RowPosition, what: string, isLineBad: boolean): BadRow => {
			const block: Block = table.blocks[number]!;
			return {id: block.id[slot]!, number, slot, history: historyPositionAt(block, slot), what, isLineBad};
		};

		if (!hasFile(files, path.join(folder, name))) {
			for (const line of lines) yield bad(line, 'the file of its history is missing', true);
			continue;
		}

		const file = files.open(path.join(folder, name), 'read');
		try {
			for (const {line, bytes} of readLines(file, lines)) {
				const indexed = rowIn(table, table.blocks[line.number]!, line.slot);
				const text = bytes.subarray(1, 1 + line.length);
				// An unfinished purge blanked the line; it resumes when the store is opened.
				if (indexed.isPurged && text.length === line.length && isBlank(text)) continue;
				const history = decodeHistory(text);
				const {id} = indexed.session;
				const wrongLine = lineProblem(bytes, line, history, id);
				const what = wrongLine ?? rowProblem(indexed, history!, journal);
				if (what !== undefined) yield bad(line, what, wrongLine !== undefined);
				messages += history?.messages.length ?? 0;
				if (++sessions % 1000 === 0) {
					onProgress?.(sessions, messages);
					await nextTurn();
				}
			}
		} finally {
			file.close();
		}
	}

	onProgress?.(sessions, messages);
}

/** An earlier line of a session by the index, and the state of the bytes there. */
interface EarlierLine extends ClaimedLine {
	readonly session: number;
	readonly isPurged: boolean;
	readonly state: ClaimedState;
}

/** Earlier lines that are not blank. Purged rows should have none, and other rows only their own. */
export function* earlierLines(
	files: FileSystem,
	folder: string,
	blocks: readonly Block[],
): Generator<EarlierLine> {
	const claimed = blocks.flatMap(({id, flags, superseded}) =>
		[...superseded].flatMap(([slot, earlier]) =>
			earlier.map(line => ({
				session: id[slot]!,
				isPurged: (flags[slot]! & flag.purged) !== 0,
				position: line,
			})),
		),
	);
	for (const {line, state} of claimedStates(files, folder, claimed))
		if (state !== 'blank') yield {...line, state};
}
