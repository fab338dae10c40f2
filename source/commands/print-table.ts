import {displayWidth, fitCell, type MeasuredText} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type Output} from './command.js';
import {terminalWidth} from './output.js';

export interface Column<Row> {
	readonly title: string;
	readonly cell: (row: Row) => string;
	readonly align?: 'right';
	/** Whether it may be cut if the terminal is too narrow for all columns. */
	readonly canShrink?: true;
}

/** Separates columns. A cell never contains two spaces in a row and is never empty, so awk can tell columns apart. */
const gap = '  ';

const measured = (text: string): MeasuredText => ({text, width: displayWidth(text)});

const measuredCell = (text: string): MeasuredText =>
	measured(safeLine(text).replaceAll(/ {2,}/g, ' ').trim() || '—');

const leastWidth = 8;

/** The widest column without a terminal. A wider cell shifts only its own line, so one long name does not shift all. */
const mostWidth = 40;

const padCell = (cell: MeasuredText, width: number, align?: 'right'): string => {
	const padding = ' '.repeat(Math.max(0, width - cell.width));
	return align === 'right' ? padding + cell.text : cell.text + padding;
};

const cutCell = (cell: MeasuredText, width: number, align?: 'right'): string =>
	cell.width <= width ? padCell(cell, width, align) : fitCell(cell.text, width, align);

/** Takes a cell at a time from the widest column that may shrink, until all fit. */
const shrunk = (
	widths: readonly number[],
	columns: readonly {canShrink?: true}[],
	room: number,
): number[] => {
	const fitted = [...widths];
	let excess = fitted.reduce((sum, width) => sum + width + gap.length, -gap.length) - room;
	while (excess > 0) {
		const widest = fitted.reduce(
			(best, width, index) =>
				columns[index]!.canShrink && width > leastWidth && width > (fitted[best] ?? 0) ? index : best,
			-1,
		);
		if (widest === -1) break;
		fitted[widest]!--;
		excess--;
	}

	return fitted;
};

/**
How many rows are aligned with each other and with those before; later ones may need wider columns. With many more, V8
would treat everything made here as long-lived, and fill the memory.
*/
const batchSize = 250;

function* batches<Item>(items: Iterable<Item>): Generator<readonly Item[]> {
	let batch: Item[] = [];
	for (const item of items) {
		batch.push(item);
		if (batch.length < batchSize) continue;
		yield batch;
		batch = [];
	}

	if (batch.length > 0) yield batch;
}

/**
Rows aligned by display width, yielded one by one, so that a table may be of any length. On a terminal they have titles
and are cut to its width; for other programs they have no titles and are not cut.
*/
export function* tableText<Row>(
	output: Pick<Output, 'isTTY' | 'columns'>,
	columns: readonly Column<Row>[],
	rows: Iterable<Row>,
): Generator<string> {
	const isTerminal = output.isTTY === true;
	const fit = isTerminal ? cutCell : padCell;
	const titles = columns.map(({title}) => measured(title));
	let natural = columns.map(() => 0);
	let isFirst = true;
	for (const batch of batches(rows)) {
		const lines = batch.map(row => columns.map(column => measuredCell(column.cell(row))));
		if (isTerminal && isFirst) lines.unshift(titles);
		isFirst = false;
		natural = natural.map((before, index) =>
			lines.reduce((width, line) => Math.max(width, line[index]!.width), before),
		);
		const widths = isTerminal
			? shrunk(natural, columns, terminalWidth(output))
			: natural.map(width => Math.min(width, mostWidth));
		for (const line of lines) {
			const cells = line.map((cell, index) => fit(cell, widths[index]!, columns[index]!.align));
			yield `${cells.join(gap).trimEnd()}\n`;
		}
	}
}

/** Prints a short table. */
export const printTable = <Row>(
	output: Output,
	columns: readonly Column<Row>[],
	rows: Iterable<Row>,
): void => {
	for (const text of tableText(output, columns, rows)) output.write(text);
};
