/** Where a line stands in a pane: its item, and which line of that it is. Behind the last line, an item that is not there. */
export interface PaneSpot {
	readonly item: number;
	readonly line: number;
}

interface ItemLines<Line = unknown> {
	readonly items: readonly unknown[];
	readonly linesOf: (item: number) => readonly Line[];
}

/** The spot so many lines further on, or back; at most the first line, or behind the last. */
export const movedSpot = ({items, linesOf}: ItemLines, from: PaneSpot, by: number): PaneSpot => {
	let item = Math.min(from.item, items.length);
	let line = (item === from.item ? from.line : 0) + by;
	while (line < 0 && item > 0) line += linesOf(--item).length;
	line = Math.max(0, line);
	while (item < items.length && line >= linesOf(item).length) line -= linesOf(item++).length;
	return item === items.length ? {item, line: 0} : {item, line};
};

export const firstSpot = (lines: ItemLines): PaneSpot => movedSpot(lines, {item: 0, line: 0}, 0);

/** Behind the last line. */
export const endSpot = ({items}: ItemLines): PaneSpot => ({item: items.length, line: 0});

export const isSameSpot = (a: PaneSpot, b: PaneSpot): boolean => a.item === b.item && a.line === b.line;

const isBefore = (a: PaneSpot, b: PaneSpot): boolean =>
	a.item < b.item || (a.item === b.item && a.line < b.line);

export const earlierSpot = (a: PaneSpot, b: PaneSpot): PaneSpot => (isBefore(a, b) ? a : b);
export const laterSpot = (a: PaneSpot, b: PaneSpot): PaneSpot => (isBefore(a, b) ? b : a);

/** So many lines from there on, or as many as there are. */
export const linesFrom = <Line>(
	{items, linesOf}: ItemLines<Line>,
	top: PaneSpot,
	count: number,
): readonly Line[] => {
	const shown: Line[] = [];
	let {item, line} = top;
	for (; item < items.length && shown.length < count; item++, line = 0)
		shown.push(...linesOf(item).slice(line));
	return shown.slice(0, count);
};
