import path from 'node:path';
import {type History} from '../../domain/history.js';
import {type HistoryPosition} from '../../domain/table/block.js';
import {type BadRow} from '../check/check-rows.js';
import {isHistoryFile} from '../file-names.js';
import {type FileSystem, type OpenFile} from '../file-system.js';
import {decodeHistory, isBlank} from '../history-line.js';
import {type ClaimedLine} from '../history-positions.js';
import {lineChunks} from '../line-chunks.js';
import {type FoundLine} from './repair-copies.js';

/** The position of a history, with the change that wrote it. */
export interface FoundPosition extends HistoryPosition {
	readonly change: number;
}

/** The content of all history files, whether or not the index refers to it. */
export interface FoundHistories {
	/** The positions of each session's lines, newest last. */
	readonly positions: ReadonlyMap<number, readonly FoundPosition[]>;
	/** The same for readable histories that share their line with other histories or other bytes. */
	readonly within: ReadonlyMap<number, readonly FoundPosition[]>;
	/** Lines that cannot be read as they are. */
	readonly unreadable: readonly FoundLine[];
	/** Lines written for a change that never reached the journal, because its process died first. */
	readonly brokenOff: readonly ClaimedLine[];
}

/** Names of history files in the order in which they were written. */
export const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', {numeric: true});

const newline = 0x0a;

/** The lines of a file without their newlines; the last one may have none. */
function* linesOf(
	file: OpenFile,
): Generator<{readonly line: Buffer; readonly offset: number; readonly isWhole: boolean}> {
	for (const {chunk, offset} of lineChunks(file)) {
		for (let start = 0; start < chunk.length;) {
			const found = chunk.indexOf(newline, start);
			const end = found === -1 ? chunk.length : found;
			yield {line: chunk.subarray(start, end), offset: offset + start, isWhole: found !== -1};
			start = end + 1;
		}
	}
}

/** The beginning of a history. */
const beginning = /\{"id":(\d+),"messages":/g;

/** The histories inside a line that is not one itself: lines that ran together, or have other bytes around them. */
function* historiesWithin(
	line: Buffer,
): Generator<{readonly history: History; readonly at: number; length: number}> {
	const text = line.toString('latin1');
	const starts = Array.from(text.matchAll(beginning), match => match.index);
	for (const [index, at] of starts.entries()) {
		const length = text.lastIndexOf('}', (starts[index + 1] ?? text.length) - 1) + 1 - at;
		const history = decodeHistory(line.subarray(at, at + Math.max(0, length)));
		if (history !== undefined) yield {history, at, length};
	}
}

const foundLine = (file: string, offset: number, line: Buffer, badRows: readonly BadRow[]): FoundLine => {
	const told = Array.from(line.toString('latin1').matchAll(beginning), match => Number(match[1]));
	const pointing = badRows.filter(
		({history}) =>
			history.file === file &&
			history.offset < offset + line.length &&
			history.offset + history.length > offset,
	);
	const sessions = [...new Set([...told, ...pointing.map(({id}) => id)])];
	return {sessions, file, offset, bytes: line.toString('base64')};
};

/**
Reads every line of every history file.
@param writers numbers of the changes whose lines count; lines of an import that was broken off do not
*/
export const findHistories = (
	files: FileSystem,
	folder: string,
	{writers, badRows}: {readonly writers: ReadonlySet<number>; readonly badRows: readonly BadRow[]},
): FoundHistories => {
	const positions = new Map<number, FoundPosition[]>();
	const within = new Map<number, FoundPosition[]>();
	const brokenOff: ClaimedLine[] = [];
	const unreadable: FoundLine[] = [];
	const add = (to: Map<number, FoundPosition[]>, {id, row}: History, position: HistoryPosition): void => {
		if (row === undefined || !writers.has(row.change)) {
			if (to === positions) brokenOff.push({session: id, position});
			return;
		}

		const known = to.get(id) ?? [];
		const isEarlier = ({change}: FoundPosition): boolean => change <= row.change;
		known.splice(known.findLastIndex(isEarlier) + 1, 0, {...position, change: row.change});
		to.set(id, known);
	};

	const names = files
		.list(folder)
		.filter(name => isHistoryFile(name))
		.toSorted(inOrder);
	for (const name of names) {
		const file = files.open(path.join(folder, name), 'read');
		try {
			for (const {line, offset, isWhole} of linesOf(file)) {
				if (isBlank(line)) continue;
				const history = isWhole ? decodeHistory(line) : undefined;
				if (history !== undefined) {
					add(positions, history, {file: name, offset, length: line.length});
					continue;
				}

				unreadable.push(foundLine(name, offset, line, badRows));
				for (const {history: inner, at, length} of historiesWithin(line))
					add(within, inner, {file: name, offset: offset + at, length});
			}
		} finally {
			file.close();
		}
	}

	return {positions, within, unreadable, brokenOff};
};

/** The history at that position; `undefined` if it cannot be read. */
export const historyAt = (
	files: FileSystem,
	folder: string,
	{file, offset, length}: HistoryPosition,
): History | undefined => {
	const name = path.join(folder, file);
	if (files.stat(name) === undefined) return undefined;
	const open = files.open(name, 'read');
	try {
		return decodeHistory(open.read(offset, length));
	} finally {
		open.close();
	}
};
