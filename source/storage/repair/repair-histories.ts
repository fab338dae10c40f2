import path from 'node:path';
import {type History} from '../../domain/history.js';
import {type HistoryPlace} from '../../domain/table/block.js';
import {type BadRow} from '../check/check-rows.js';
import {isHistoryFile} from '../file-names.js';
import {type FileSystem, type OpenFile} from '../file-system.js';
import {decodeHistory, isBlank} from '../history-line.js';
import {lineChunks} from '../line-chunks.js';
import {type FoundLine} from './repair-copies.js';

/** What all history files hold, whoever refers to it. */
export interface FoundHistories {
	/** Where the lines of a session lie, the newest last. */
	readonly places: ReadonlyMap<number, readonly HistoryPlace[]>;
	/** Lines that cannot be read. */
	readonly unreadable: readonly FoundLine[];
}

const newline = 0x0a;

/** The lines of a file without their newlines. */
function* linesOf(file: OpenFile): Generator<{readonly line: Buffer; readonly offset: number}> {
	for (const {chunk, offset} of lineChunks(file)) {
		for (let start = 0; start < chunk.length;) {
			const found = chunk.indexOf(newline, start);
			const end = found === -1 ? chunk.length : found;
			yield {line: chunk.subarray(start, end), offset: offset + start};
			start = end + 1;
		}
	}
}

/** How a history begins. */
const beginning = /\{"id":(\d+),"messages":/g;

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
@param writers numbers of the changes whose lines count: those of an import that was broken off do not
*/
export const findHistories = (
	files: FileSystem,
	folder: string,
	{writers, badRows}: {readonly writers: ReadonlySet<number>; readonly badRows: readonly BadRow[]},
): FoundHistories => {
	const places = new Map<number, HistoryPlace[]>();
	const unreadable: FoundLine[] = [];
	const names = files
		.list(folder)
		.filter(name => isHistoryFile(name))
		.toSorted((a, b) => a.localeCompare(b, 'en', {numeric: true}));
	for (const name of names) {
		const file = files.open(path.join(folder, name), 'read');
		try {
			for (const {line, offset} of linesOf(file)) {
				if (isBlank(line)) continue;
				const history = decodeHistory(line);
				if (history === undefined) unreadable.push(foundLine(name, offset, line, badRows));
				else if (history.row && writers.has(history.row.change)) {
					const known = places.get(history.id) ?? [];
					known.push({file: name, offset, length: line.length});
					places.set(history.id, known);
				}
			}
		} finally {
			file.close();
		}
	}

	return {places, unreadable};
};

/** The history at that place; `undefined` if it cannot be read there. */
export const historyAt = (
	files: FileSystem,
	folder: string,
	{file, offset, length}: HistoryPlace,
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
