/** What a spreadsheet would take for a formula; the apostrophe itself, too, so that taking one off gives the cell back. */
const formula = /^[=+\-@\t\r']/;

/** The text as a spreadsheet shows it instead of reckoning with it: an apostrophe before it where that is needed. */
export const inertCell = (text: string): string => (formula.test(text) ? `'${text}` : text);

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The value at `['handler', 'name']` in `{handler: {name: 'Ann'}}`. */
const valueAt = (record: unknown, path: readonly string[]): unknown => {
	let value = record;
	for (const name of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
	return value;
};

const textOf = (value: unknown): string => {
	if (value === undefined || value === null) return '';
	return typeof value === 'string' ? value : JSON.stringify(value);
};

/**
Writes what lies at these paths of a record as cells between commas, as RFC 4180 has it. A path that leads nowhere is
an empty cell.
@param present what is done to the text of each cell before it is put in quotes
*/
export const cellWriter = (
	paths: readonly string[],
	present: (text: string) => string,
): ((record: object) => string) => {
	const steps = paths.map(path => path.split('.'));
	return record => steps.map(path => quoted(present(textOf(valueAt(record, path))))).join(',');
};

/** Rows below a line of names, each ended by CR LF. */
export function* csvText(paths: readonly string[], rows: Iterable<string>): Generator<string> {
	yield `${paths.join(',')}\r\n`;
	for (const row of rows) yield `${row}\r\n`;
}
