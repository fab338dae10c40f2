import {cutText, displayWidth, fitCell, type MeasuredText, wrapText} from '../text/fit.js';
import {fairWidths, neededWidth, type Widths} from './fair-widths.js';
import {safeLine} from '../text/safe-text.js';
import {type Output} from './streams.js';
import {type Heading} from './heading.js';
import {terminalWidth} from './output.js';

export interface Column<Row> extends Heading {
	readonly cell: (row: Row) => string;
	/** What a terminal shows where the whole does not fit; else it is cut. */
	readonly shortCell?: (row: Row, width: number) => string;
}

/** Separates columns. A cell never contains two spaces in a row and is never empty, so awk can tell columns apart. */
const gap = '  ';

const measured = (text: string): MeasuredText => ({text, width: displayWidth(text)});

const measuredCell = (text: string): MeasuredText =>
	measured(safeLine(text).replaceAll(/ {2,}/g, ' ').trim() || '—');

const usualLeast = 8;

/** The widest column without a terminal. A wider cell shifts only its own line, so one long name does not shift all. */
const mostWidth = 40;

const padCell = (cell: MeasuredText, width: number, align?: 'right'): string => {
	const padding = ' '.repeat(Math.max(0, width - cell.width));
	return align === 'right' ? padding + cell.text : cell.text + padding;
};

const cutCell = (cell: MeasuredText, width: number, align?: 'right'): string =>
	cell.width <= width ? padCell(cell, width, align) : fitCell(cell.text, width, align);

const lineOf = (cells: readonly string[]): string => `${cells.join(gap).trimEnd()}\n`;

/** Where the last of columns of these widths begins. */
const startOfLast = (widths: readonly number[]): number =>
	widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0);

/** The cells that so many columns leave of the width of a terminal. */
const roomFor = (columns: readonly unknown[], width: number): number =>
	width - gap.length * (columns.length - 1);

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

/** Rows for other programs: without titles, and not cut. */
function* plainLines<Row>(columns: readonly Column<Row>[], rows: Iterable<Row>): Generator<string> {
	let natural = columns.map(() => 0);
	for (const batch of batches(rows)) {
		const lines = batch.map(row => columns.map(column => measuredCell(column.cell(row))));
		natural = natural.map((before, index) =>
			lines.reduce((width, line) => Math.max(width, line[index]!.width), before),
		);
		for (const line of lines)
			yield lineOf(
				line.map((cell, index) => padCell(cell, Math.min(natural[index]!, mostWidth), columns[index]!.align)),
			);
	}
}

/** The numbers of the columns for which a terminal has room. */
const fittingColumns = (
	columns: readonly {leftOut?: number}[],
	widths: readonly Widths[],
	width: number,
): readonly number[] => {
	let shown = [...columns.keys()];
	const order = shown
		.filter(index => columns[index]!.leftOut !== undefined)
		.toSorted((a, b) => columns[a]!.leftOut! - columns[b]!.leftOut!);
	for (const next of order) {
		const needed = shown.reduce((sum, index) => sum + neededWidth(widths[index]!), 0);
		if (needed <= roomFor(shown, width)) break;
		shown = shown.filter(index => index !== next);
	}

	return shown;
};

/** Rows for a person, below their titles, in the width of the terminal. */
function* fittedLines<Row>(
	columns: readonly Column<Row>[],
	rows: Iterable<Row>,
	width: number,
): Generator<string> {
	const counts = columns.map((): number[] => []);
	const widths = columns.map(({canShrink, least = usualLeast, title}, index) => ({
		counts: counts[index]!,
		...(canShrink && {least: Math.max(least, displayWidth(title))}),
	}));
	let shown: readonly number[] | undefined;
	for (const batch of batches(rows)) {
		const lines: {readonly row?: Row; readonly cells: readonly MeasuredText[]}[] = batch.map(row => ({
			row,
			cells: columns.map(column => measuredCell(column.cell(row))),
		}));
		if (shown === undefined) lines.unshift({cells: columns.map(({title}) => measured(title))});
		for (const {cells} of lines) {
			for (const [index, cell] of cells.entries()) {
				const most = Math.min(cell.width, width);
				counts[index]![most] = (counts[index]![most] ?? 0) + 1;
			}
		}

		shown ??= fittingColumns(columns, widths, width);
		const fitted = fairWidths(
			shown.map(index => widths[index]!),
			roomFor(shown, width),
		);
		for (const {row, cells} of lines) {
			const below: string[] = [];
			const shownCells = shown.map((index, at) => {
				const {shortCell, align, wraps} = columns[index]!;
				const [cell, room] = [cells[index]!, fitted[at]!];
				if (cell.width <= room) return padCell(cell, room, align);
				if (wraps) {
					const [first, ...more] = wrapText(cell.text, room);
					below.push(...more);
					return first!;
				}

				const isShort = shortCell !== undefined && row !== undefined;
				return cutCell(isShort ? measuredCell(shortCell(row, room)) : cell, room, align);
			});
			const indent = below.length === 0 ? '' : ' '.repeat(startOfLast(fitted));
			for (const line of [shownCells.join(gap), ...below.map(text => indent + text)])
				yield `${cutText(line.trimEnd(), width)}\n`;
		}
	}
}

/**
Rows aligned by display width, yielded one by one, so that a table may be of any length. On a terminal they have titles
and are cut to its width; for other programs they have no titles and are not cut.
*/
export const tableText = <Row>(
	output: Pick<Output, 'isTTY' | 'columns'>,
	columns: readonly Column<Row>[],
	rows: Iterable<Row>,
): Iterable<string> =>
	output.isTTY ? fittedLines(columns, rows, terminalWidth(output)) : plainLines(columns, rows);

/** Prints a short table. */
export const printTable = <Row>(
	output: Output,
	columns: readonly Column<Row>[],
	rows: Iterable<Row>,
): void => {
	for (const text of tableText(output, columns, rows)) output.write(text);
};
