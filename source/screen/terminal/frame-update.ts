import {displayWidth, hasCertainWidth} from '../../text/fit.js';

/** Colours and styles, the only sequences in a frame. */
const style = /\u001B\[[\d;]*m/g;
/** One of them that ends another. */
const ends = /\[(?:0|2\d|39)m/;

export const moveTo = (row: number, column: number): string => `\u001B[${row + 1};${column + 1}H`;
const eraseBelow = '\u001B[J';
const eraseToEnd = '\u001B[K';

/**
If a terminal measures a word differently than we do, everything after it would shift, even beyond the edge. So the
cursor is placed again where layout rather than text continues: before the last of several blanks. Blanks go on behind a
style, so that those that fill a cell are left to a word that is wider than we think.
*/
const anchors = /(?<= )(?= (?:\u001B\[[\d;]*m)*[^ \u001B])/;

const anchorHere = new RegExp(anchors, 'y');

const isAnchor = (text: string, index: number): boolean => {
	anchorHere.lastIndex = index;
	return anchorHere.test(text);
};

/**
The length of the common start of two lines. It ends at a blank, where no grapheme or sequence continues, and only where
the cell of that blank is certain.
*/
const sharedLength = (before: string, after: string): number => {
	let same = 0;
	while (same < after.length && after[same] === before[same]) same++;
	const start = after.slice(0, same);
	// So most lines are, and one look at a line costs less than one at each sign.
	if (hasCertainWidth(start)) return Math.max(0, start.lastIndexOf(' '));
	let shared = 0;
	let isCertain = true;
	for (let index = 0; index < same; index++) {
		isCertain = (isCertain && hasCertainWidth(after[index]!)) || isAnchor(after, index);
		if (isCertain && after[index] === ' ') shared = index;
	}

	return shared;
};

const widthOf = (styled: string): number => displayWidth(styled.replaceAll(style, ''));

/**
The text, starting in that cell, with the cursor placed again where needed, and what stands behind it erased there if
that is drawn as well.
*/
const anchored = (text: string, row: number, column: number, isToEnd = true): string => {
	if (hasCertainWidth(text)) return text;
	let at = column;
	let isCertain = true;
	const parts = text.split(anchors).map(part => {
		const anchor = isCertain ? '' : moveTo(row, at) + (isToEnd ? eraseToEnd : '');
		at += widthOf(part);
		isCertain = hasCertainWidth(part);
		return anchor + part;
	});
	return parts.join('');
};

/** Whether all styles that begin in the text also end in it. */
const isClosed = (text: string): boolean => {
	const codes = text.match(style) ?? [];
	return codes.filter(code => !ends.test(code)).length === codes.filter(code => ends.test(code)).length;
};

/** Whether what follows the text stands in its cells, whatever the terminal makes of the text. */
const endsCertainly = (text: string): boolean => hasCertainWidth(text.split(anchors).at(-1)!);

/** Places where a common end might begin that are looked at, from the longest end on. */
const endsTried = 8;

/**
The length of the common end of two lines, each without its common start, if it need not be drawn again: it stands in
the same cells with the same styles. It begins at two blanks, where no grapheme or sequence continues.
*/
const sharedEnd = (before: string, after: string): number => {
	const lengths: number[] = [];
	const most = Math.min(before.length, after.length);
	for (let length = 1; length <= most && after.at(-length) === before.at(-length); length++) {
		if (length > 1 && after.at(-length) === ' ' && after.at(1 - length) === ' ') lengths.unshift(length);
	}

	const stays = (length: number): boolean => {
		const texts = [before, after].map(text => text.slice(0, text.length - length));
		return (
			widthOf(texts[0]!) === widthOf(texts[1]!) && texts.every(text => endsCertainly(text) && isClosed(text))
		);
	};

	return lengths.slice(0, endsTried).find(stays) ?? 0;
};

const lineUpdate = (row: number, before: string, after: string): string => {
	const shared = sharedLength(before, after);
	const start = after.slice(0, shared);
	const column = widthOf(start);
	const styles = start.match(style)?.join('') ?? '';
	const end = isClosed(start) ? sharedEnd(before.slice(shared), after.slice(shared)) : 0;
	if (end > 0) {
		const text = after.slice(shared, after.length - end);
		// Blanks first, in case that the terminal shows anything wider than it should be.
		const old = before.slice(shared, before.length - end);
		const blanks = hasCertainWidth(old) ? '' : moveTo(row, column) + ' '.repeat(widthOf(text));
		return blanks + moveTo(row, column) + anchored(text, row, column, false);
	}

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
