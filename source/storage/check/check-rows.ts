import path from 'node:path';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {type History} from '../../domain/history.js';
import {replayRow, type ReplayedRow, withIndexed} from '../../domain/replay.js';
import {differences} from '../../domain/row-differences.js';
import {type Block, flag, type HistoryPlace} from '../../domain/table/block.js';
import {historyPlaceAt, rowIn, type RowValues} from '../../domain/table/rows.js';
import {type SessionTable} from '../../domain/table/session-table.js';
import {type JournalSurvey} from './check-journal.js';
import {type FileSystem, hasFile, type OpenFile} from '../file-system.js';
import {decodeHistory, isBlank} from '../history-line.js';
import {type ClaimedLine, type ClaimedState, claimedStates} from '../history-places.js';

/** A row of the index, by where it stands. */
export interface RowPlace {
	/** Of the block. */
	readonly number: number;
	readonly place: number;
}

/** A row that does not agree with its history or with the journal. */
export interface BadRow extends RowPlace {
	readonly id: number;
	readonly history: HistoryPlace;
	readonly what: string;
	/** Whether the line of its history cannot stay as it is. */
	readonly isLineBad: boolean;
}

/** Bytes of histories in memory at once, unless one is longer. */
const windowSize = 4 * 1024 * 1024;

interface Placed extends RowPlace {
	readonly offset: number;
	readonly length: number;
}

/** The bytes of each line, with the byte before it and the one behind it; of lines in order of their offsets. */
function* readLines(
	file: OpenFile,
	lines: readonly Placed[],
): Generator<{readonly line: Placed; readonly bytes: Buffer}> {
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

/** The row as it should be; a text if its history does not allow to say. */
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

/** What is wrong with a row whose history can be read; `undefined` if nothing is. */
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
	/** Told from time to time how many sessions, and messages of theirs, were read. */
	readonly onProgress?: ((sessions: number, messages: number) => void) | undefined;
}

/** The rows by the file of their histories, in order of the offsets. */
const rowsByFile = ({blocks}: SessionTable): ReadonlyMap<string, readonly Placed[]> => {
	const byFile = new Map<string, Placed[]>();
	for (const [number, block] of blocks.entries()) {
		for (let place = 0; place < (block?.count ?? 0); place++) {
			const {file, offset, length} = historyPlaceAt(block!, place);
			const rows = byFile.get(file) ?? [];
			rows.push({number, place, offset, length});
			byFile.set(file, rows);
		}
	}

	for (const rows of byFile.values()) rows.sort((a, b) => a.offset - b.offset);
	return byFile;
};

/** What is wrong with the line of a row. */
const lineProblem = (
	bytes: Buffer,
	line: Placed,
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

/** Reads every history that the index knows, and compares. */
export async function* badRows(rows: Rows): AsyncGenerator<BadRow> {
	const {files, folder, table, journal, onProgress} = rows;
	let sessions = 0;
	let messages = 0;
	for (const [name, lines] of rowsByFile(table)) {
		const bad = ({number, place}: RowPlace, what: string, isLineBad: boolean): BadRow => {
			const block: Block = table.blocks[number]!;
			return {id: block.id[place]!, number, place, history: historyPlaceAt(block, place), what, isLineBad};
		};

		if (!hasFile(files, path.join(folder, name))) {
			for (const line of lines) yield bad(line, 'the file of its history is missing', true);
			continue;
		}

		const file = files.open(path.join(folder, name), 'read');
		try {
			for (const {line, bytes} of readLines(file, lines)) {
				const indexed = rowIn(table, table.blocks[line.number]!, line.place);
				const text = bytes.subarray(1, 1 + line.length);
				// A purge that was broken off here goes on when the store is opened.
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

/** What the index says of an earlier line of a session, and what stands there. */
export interface EarlierLine extends ClaimedLine {
	readonly session: number;
	readonly isPurged: boolean;
	readonly state: ClaimedState;
}

/** Earlier lines of histories that are not blank: of purged rows none should be left, and of others only their own. */
export function* earlierLines(
	files: FileSystem,
	folder: string,
	blocks: readonly Block[],
): Generator<EarlierLine> {
	const claimed = blocks.flatMap(({id, flags, superseded}) =>
		[...superseded].flatMap(([place, earlier]) =>
			earlier.map(line => ({
				session: id[place]!,
				isPurged: (flags[place]! & flag.purged) !== 0,
				place: line,
			})),
		),
	);
	for (const {line, state} of claimedStates(files, folder, claimed))
		if (state !== 'blank') yield {...line, state};
}
