import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {type HistoryPosition} from '../domain/table/block.js';
import {type FileSystem, hasFile, type OpenFile} from './file-system.js';
import {isBlank, isIntact} from './history-line.js';

/** The position where a session's line is said to be; without a session, of a line that holds no history. */
export interface ClaimedLine {
	readonly session?: number;
	readonly position: HistoryPosition;
}

/** `foreign`: the bytes are not this session's, and must not be altered for it. */
export type ClaimedState = 'blank' | 'own' | 'foreign';

const newline = 0x0a;
const lineBeginning = /^\{"id":(\d+),/;

const sessionOf = (line: Buffer): number | undefined =>
	isIntact(line) ? Number(lineBeginning.exec(line.toString('latin1', 0, 32))?.[1]) : undefined;

/**
Judges the bytes at the position, since the index may be wrong: only a whole line that is that session's, or damaged, is
its own.
@param window bytes of the file from `start` on, including the byte before the line and the one after it
*/
const stateIn = (
	window: Buffer,
	start: number,
	{session, position: {offset, length}}: ClaimedLine,
): ClaimedState => {
	const from = offset - start;
	const line = window.subarray(from, from + length);
	if (isBlank(line)) return 'blank';
	const isOneLine =
		(offset === 0 || window[from - 1] === newline) &&
		(from + length >= window.length || window[from + length] === newline) &&
		!line.includes(newline);
	const owner = session === undefined ? undefined : sessionOf(line);
	return isOneLine && (owner === undefined || owner === session) ? 'own' : 'foreign';
};

/** Lines so close together that they are read at once, in order; `end` is the offset after the last. */
interface Piece<Line> {
	readonly start: number;
	readonly end: number;
	readonly lines: readonly Line[];
}

/** Bytes read or overwritten at once, unless a line is longer. */
const pieceSize = 256 * 1024;

function* piecesOf<Line extends ClaimedLine>(lines: readonly Line[]): Generator<Piece<Line>> {
	let piece: {start: number; end: number; lines: Line[]} | undefined;
	for (const line of lines.toSorted((a, b) => a.position.offset - b.position.offset)) {
		const {offset} = line.position;
		const end = offset + line.position.length;
		if (piece && offset <= piece.end + 1 && end - piece.start <= pieceSize) {
			piece.lines.push(line);
			piece.end = Math.max(piece.end, end);
			continue;
		}

		if (piece) yield piece;
		piece = {start: offset, end, lines: [line]};
	}

	if (piece) yield piece;
}

/** The bytes of a piece with the byte before and after it, if any, and their offset in the file. */
const windowOf = (
	file: OpenFile,
	{start, end}: Piece<unknown>,
): {readonly window: Buffer; readonly from: number} => {
	const from = Math.max(0, start - 1);
	return {window: file.read(from, end + 1 - from), from};
};

/** Yields the state of each claimed line, except those whose file is gone. */
export function* claimedStates<Line extends ClaimedLine>(
	files: FileSystem,
	folder: string,
	lines: readonly Line[],
): Generator<{readonly line: Line; readonly state: ClaimedState}> {
	for (const [name, those] of Map.groupBy(lines, ({position}) => position.file)) {
		if (!hasFile(files, path.join(folder, name))) continue;
		const file = files.open(path.join(folder, name), 'read');
		try {
			for (const piece of piecesOf(those)) {
				const {window, from} = windowOf(file, piece);
				for (const line of piece.lines) yield {line, state: stateIn(window, from, line)};
			}
		} finally {
			file.close();
		}
	}
}

/**
Overwrites lines of a file with blanks, neighbours in one write; the newlines between them stay. Running it again is
harmless, so an interrupted purge can start over.
@throws StoreRefusal if other bytes are there, which stay as they are
*/
export const blankLinesOf = async (
	files: FileSystem,
	file: string,
	lines: readonly ClaimedLine[],
): Promise<void> => {
	if (files.stat(file) === undefined) return;
	const open = files.open(file, 'write');
	try {
		for (const piece of piecesOf(lines)) {
			const {window, from} = windowOf(open, piece);
			const foreign = piece.lines.find(line => stateIn(window, from, line) === 'foreign');
			if (foreign)
				throw new StoreRefusal(
					`${file} does not hold a history of session ${foreign.session ?? 'unknown'} at byte ${foreign.position.offset}, as the index says, so nothing was blanked there. Run: chatlogs check --repair`,
				);
			// `subarray` stops at the end of the window, since the file may end within a line.
			for (const {
				position: {offset, length},
			} of piece.lines)
				window.subarray(offset - from, offset - from + length).fill(' ');
			open.write(window.subarray(piece.start - from, piece.end - from), piece.start);
		}

		await open.sync();
	} finally {
		open.close();
	}
};
