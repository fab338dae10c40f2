import {displayWidth} from '../../text/fit.js';

/** Where the terminal's own cursor belongs, in cells from 0. */
export interface CursorPlace {
	readonly row: number;
	readonly column: number;
}

const style = /\u001B\[[\d;]*m/g;

/** Crossed out is the caret of a text, and italic the row that is chosen: the theme uses both for nothing else. */
const caret = '\u001B[9m';
const chosen = '\u001B[3m';
const marks = /\u001B\[(?:9|29|3|23)m/g;

const find = (lines: readonly string[], mark: string): CursorPlace | undefined => {
	const row = lines.findIndex(line => line.includes(mark));
	if (row === -1) return undefined;
	const before = lines[row]!.slice(0, lines[row]!.indexOf(mark));
	return {row, column: displayWidth(before.replaceAll(style, ''))};
};

/** The lines of a frame without the styles that mark where the cursor belongs, and its position; a caret comes first. */
export const takeCursor = (
	marked: readonly string[],
): {readonly lines: readonly string[]; readonly cursor: CursorPlace | undefined} => ({
	lines: marked.map(line => line.replaceAll(marks, '')),
	cursor: find(marked, caret) ?? find(marked, chosen),
});
