import {visibleText} from '../../text/safe-text.js';
import {inertJson} from './json-text.js';

/** How cells and rows are written. */
export interface CsvStyle {
	/** What stands before everything. */
	readonly start: string;
	readonly separator: string;
	/** What is done to the text of each cell before it is put in quotes. */
	readonly cell: (text: string) => string;
}

/**
What a spreadsheet would take for a formula, also in its other widths and behind what it passes over; the apostrophe
itself, too, so that taking one off gives the cell back.
*/
const formula = /^(?:['\t\r\n]|[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@＝＋－＠﹦﹢﹣﹫−])/u;

/** The text as a spreadsheet shows it instead of reckoning with it: an apostrophe before it where that is needed. */
export const inertCell = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** As RFC 4180 has it; neither a spreadsheet nor a terminal that prints it acts on anything. */
export const plainCsv: CsvStyle = {start: '', separator: ',', cell: text => inertCell(visibleText(text))};

/** With every cell as it came, for programs. */
export const rawCsv: CsvStyle = {...plainCsv, cell: text => text};

const quoted = (cell: string): string => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The value at `['handler', 'name']` in `{handler: {name: 'Ann'}}`. */
const valueAt = (record: unknown, path: readonly string[]): unknown => {
	let value = record;
	for (const name of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
	return value;
};

const textOf = (value: unknown): string => {
	if (value === undefined || value === null) return '';
	return typeof value === 'string' ? value : inertJson(value);
};

/** Writes what lies at these paths of a record as cells of a row. A path that leads nowhere is an empty cell. */
export const cellWriter = (
	paths: readonly string[],
	{cell, separator}: CsvStyle,
): ((record: object) => string) => {
	const steps = paths.map(path => path.split('.'));
	return record => steps.map(path => quoted(cell(textOf(valueAt(record, path))))).join(separator);
};

/** Rows below a line of names, each ended by CR LF. */
export function* csvText(
	paths: readonly string[],
	rows: Iterable<string>,
	{start, separator}: CsvStyle,
): Generator<string> {
	yield `${start}${paths.join(separator)}\r\n`;
	for (const row of rows) yield `${row}\r\n`;
}
