import {displayWidth, fitCell} from '../domain/text/fit.js';
import {safeLine} from '../domain/text/safe-text.js';
import {type Output} from './command.js';
import {terminalWidth} from './output.js';

export interface Column<Row> {
	readonly title: string;
	readonly cell: (row: Row) => string;
	readonly align?: 'right';
	/** Whether it may be cut where the terminal is too narrow for all. */
	readonly canShrink?: true;
}

/** Two spaces part the columns, so a cell has never two together, and is never empty: awk can tell them apart. */
const gap = '  ';

const cellText = (text: string): string => safeLine(text).replaceAll(/ {2,}/g, ' ').trim() || '—';

const leastWidth = 8;

/** Beyond it a cell is left to push its own line, so that one strange name does not push all. */
const mostWidth = 40;

const padCell = (text: string, width: number, align?: 'right'): string => {
	const padding = ' '.repeat(Math.max(0, width - displayWidth(text)));
	return align === 'right' ? padding + text : text + padding;
};

/** Takes a cell at a time from the widest of those that may shrink, until all fit. */
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

/** Rows that are aligned with each other and with those before; later ones may need wider columns. */
const batchSize = 1000;

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
Rows aligned by display width, a piece of text for so many of them, so that no table is too long. On a terminal with
titles, cut to its width; elsewhere without titles and uncut, for other programs.
*/
export function* tableText<Row>(
	output: Pick<Output, 'isTTY' | 'columns'>,
	columns: readonly Column<Row>[],
	rows: Iterable<Row>,
): Generator<string> {
	const isTerminal = output.isTTY === true;
	const fit = isTerminal ? fitCell : padCell;
	const titles = columns.map(({title}) => title);
	let natural = columns.map(() => 0);
	let isFirst = true;
	for (const batch of batches(rows)) {
		const lines = batch.map(row => columns.map(column => cellText(column.cell(row))));
		if (isTerminal && isFirst) lines.unshift(titles);
		isFirst = false;
		natural = natural.map((before, index) =>
			lines.reduce((width, line) => Math.max(width, displayWidth(line[index]!)), before),
		);
		const widths = isTerminal
			? shrunk(natural, columns, terminalWidth(output))
			: natural.map(width => Math.min(width, mostWidth));
		const texts = lines.map(line =>
			line
				.map((cell, index) => fit(cell, widths[index]!, columns[index]!.align))
				.join(gap)
				.trimEnd(),
		);
		yield `${texts.join('\n')}\n`;
	}
}

/** Prints a table that is not long. */
export const printTable = <Row>(
	output: Output,
	columns: readonly Column<Row>[],
	rows: Iterable<Row>,
): void => {
	for (const text of tableText(output, columns, rows)) output.write(text);
};
