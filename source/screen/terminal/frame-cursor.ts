import {displayWidth} from '../../text/fit.js';

/** The position of the terminal's own cursor, in cells from 0. */
export interface CursorPosition {
	readonly row: number;
	readonly column: number;
}

const style = /\u001B\[[\d;]*m/g;

/** The theme uses crossed-out text only for the caret, and italics only for the chosen row. */
const caret = '\u001B[9m';
const chosen = '\u001B[3m';
const marks = /\u001B\[(?:9|29|3|23)m/g;

const find = (lines: readonly string[], mark: string): CursorPosition | undefined => {
	const row = lines.findIndex(line => line.includes(mark));
	if (row === -1) return undefined;
	const before = lines[row]!.slice(0, lines[row]!.indexOf(mark));
	return {row, column: displayWidth(before.replaceAll(style, ''))};
};

/** Takes the styles that mark the cursor out of a frame, and gives its position; a caret goes before a chosen row. */
export const takeCursor = (
	marked: readonly string[],
): {readonly lines: readonly string[]; readonly cursor: CursorPosition | undefined} => ({
	lines: marked.map(line => line.replaceAll(marks, '')),
	cursor: find(marked, caret) ?? find(marked, chosen),
});
