import {type ExportFormat} from '../../domain/export-format.js';
import {safeLine, visibleText} from '../../text/safe-text.js';
import {inertJson} from './json-text.js';
import {valueAt} from './value-at.js';
import {lazily} from '../../text/lazily.js';

/** How cells and rows are written. */
export interface CsvStyle {
	/** Text that precedes everything. */
	readonly start: string;
	readonly separator: string;
	/** Ends each row. */
	readonly end: string;
	/** Applied to the text of each cell before it is quoted. */
	readonly cell: (text: string) => string;
	readonly quote: (cell: string) => string;
}

/**
Signs that a spreadsheet would take for the start of a formula, also in their other widths and behind characters that
it passes over; the apostrophe itself too, so that taking one off gives the cell back.
*/
const formula = lazily(
	() => /^(?:['\t\r\n]|[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@＝＋－＠﹦﹢﹣﹫−])/u,
);

/** The text as a spreadsheet shows it instead of calculating it: with an apostrophe before it where needed. */
export const inertCell = (text: string): string => (formula().test(text) ? `'${text}` : text);

const quoted = (cell: string): string => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** As RFC 4180 describes it; neither a spreadsheet nor a terminal that prints it acts on anything. */
export const plainCsv: CsvStyle = {
	start: '',
	separator: ',',
	end: '\r\n',
	cell: text => inertCell(visibleText(text)),
	quote: quoted,
};

/** With every cell as it came, for programs. */
export const rawCsv: CsvStyle = {...plainCsv, cell: text => text};

/**
As `cut` and `awk -F'\t'` read it: a row is a line, nothing is quoted, and a tab or line end in a cell is shown by a
sign. A cell that begins with a quotation mark gets an apostrophe, too: a spreadsheet would read on to the next mark,
over all cells and rows between.
*/
export const plainTsv: CsvStyle = {
	start: '',
	separator: '\t',
	end: '\n',
	cell: text => safeLine(plainCsv.cell(text)).replace(/^ *"/, "'$&"),
	quote: cell => cell,
};

/** How tables are written in that format, if nobody asks for another style. */
export const tableStyle = (format: ExportFormat): CsvStyle => (format === 'tsv' ? plainTsv : plainCsv);

const textOf = (value: unknown): string => {
	if (value === undefined || value === null) return '';
	return typeof value === 'string' ? value : inertJson(value);
};

/** Writes the values at these paths of a record as cells of a row. A path that leads nowhere is an empty cell. */
export const cellWriter = (
	paths: readonly string[],
	{cell, quote, separator}: CsvStyle,
): ((record: object) => string) => {
	const steps = paths.map(path => path.split('.'));
	return record => steps.map(path => quote(cell(textOf(valueAt(record, path))))).join(separator);
};

/** Rows below a line of names. */
export function* csvText(
	paths: readonly string[],
	rows: Iterable<string>,
	{start, separator, end}: CsvStyle,
): Generator<string> {
	yield `${start}${paths.join(separator)}${end}`;
	for (const row of rows) yield `${row}${end}`;
}
