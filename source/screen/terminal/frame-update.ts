import {displayWidth, hasCertainWidth} from '../../text/fit.js';

/** Colours and styles, the only sequences in a frame. */
const style = /\u001B\[[\d;]*m/g;

export const moveTo = (row: number, column: number): string => `\u001B[${row + 1};${column + 1}H`;
const eraseBelow = '\u001B[J';
const eraseToEnd = '\u001B[K';

/**
If a terminal measures a word differently than we do, everything after it would shift, even beyond the edge. So the
cursor is placed again where layout rather than text continues: before the last of several blanks.
*/
const anchors = /(?<= )(?= [^ ])/;

const isAnchor = (text: string, index: number): boolean => anchors.test(text.slice(index - 1, index + 2));

/**
The length of the common start of two lines. It ends at a blank, where no grapheme or sequence continues, and only where
the cell of that blank is certain.
*/
const sharedLength = (before: string, after: string): number => {
	let shared = 0;
	let isCertain = true;
	for (let index = 0; index < after.length && after[index] === before[index]; index++) {
		isCertain = isAnchor(after, index) || (isCertain && hasCertainWidth(after[index]!));
		if (isCertain && after[index] === ' ') shared = index;
	}

	return shared;
};

const widthOf = (styled: string): number => displayWidth(styled.replaceAll(style, ''));

/** The text, starting in that cell, with the cursor placed again where needed. */
const anchored = (text: string, row: number, column: number): string => {
	if (hasCertainWidth(text)) return text;
	let at = column;
	let isCertain = true;
	const parts = text.split(anchors).map(part => {
		const anchor = isCertain ? '' : moveTo(row, at) + eraseToEnd;
		at += widthOf(part);
		isCertain = hasCertainWidth(part);
		return anchor + part;
	});
	return parts.join('');
};

const lineUpdate = (row: number, before: string, after: string): string => {
	const shared = sharedLength(before, after);
	const start = after.slice(0, shared);
	const column = widthOf(start);
	const styles = start.match(style)?.join('') ?? '';
	// Erase first: after the last cell of a line the cursor still stands on it, and erasing would take it.
	return moveTo(row, column) + eraseToEnd + styles + anchored(after.slice(shared), row, column);
};

/** Rows from `first` to `last` have moved up by `by` rows, or down if that is negative. */
interface Scroll {
	readonly first: number;
	readonly last: number;
	readonly by: number;
}

/** How far most of the differing lines have moved, if scrolling leaves fewer to draw. */
const scrollOf = (before: readonly string[], after: readonly string[]): Scroll | undefined => {
	const differs = (line: string, row: number): boolean => line !== before[row];
	const first = after.findIndex(differs);
	const last = after.findLastIndex(differs);
	const rows = new Map<string, number>();
	for (let row = first; row <= last; row++) rows.set(before[row]!, row);
	const moved = new Map<number, number>();
	for (let row = first; row <= last; row++) {
		const by = (rows.get(after[row]!) ?? row) - row;
		moved.set(by, (moved.get(by) ?? 0) + 1);
	}

	const [by, count] = [...moved].reduce((most, each) => (each[1] > most[1] ? each : most));
	return by === 0 || count < 2 ? undefined : {first, last, by};
};

const scrolled = (lines: readonly string[], {first, last, by}: Scroll): readonly string[] => {
	const isInside = (row: number): boolean => row >= first && row <= last;
	return lines.map((line, row) => {
		if (!isInside(row)) return line;
		return isInside(row + by) ? lines[row + by]! : '';
	});
};

/** Scrolls by deleting or inserting lines at the top of a region, which every terminal can do. */
const scrollUpdate = ({first, last, by}: Scroll): string =>
	`\u001B[${first + 1};${last + 1}r${moveTo(first, 0)}\u001B[${Math.abs(by)}${by > 0 ? 'M' : 'L'}\u001B[r`;

/**
The output that turns one frame into another on a terminal: scrolls lines that have moved, and writes what differs in
the others. Empty if nothing differs.
@param before the frame that the terminal shows; `undefined` if unknown
*/
export const frameUpdate = (before: readonly string[] | undefined, after: readonly string[]): string => {
	if (before?.length !== after.length)
		return (
			moveTo(0, 0) +
			eraseBelow +
			frameUpdate(
				after.map(() => ''),
				after,
			)
		);
	if (after.every((line, row) => line === before[row])) return '';
	const scroll = scrollOf(before, after);
	const shown = scroll ? scrolled(before, scroll) : before;
	const lines = after.map((line, row) => (line === shown[row] ? '' : lineUpdate(row, shown[row]!, line)));
	return (scroll ? scrollUpdate(scroll) : '') + lines.join('');
};
