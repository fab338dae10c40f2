/** What a spreadsheet would take for a formula; the apostrophe itself, too, so that taking one off gives the cell back. */
const formula = /^[=+\-@\t\r']/;

/** The text as a spreadsheet shows it instead of reckoning with it: an apostrophe before it where that is needed. */
export const inertCell = (text: string): string => (formula.test(text) ? `'${text}` : text);

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

/** The value at `handler.name` in `{handler: {name: 'Ann'}}`. */
const valueAt = (record: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], record);

const textAt = (record: object, path: string): string => {
	const value = valueAt(record, path) ?? '';
	return typeof value === 'string' ? value : JSON.stringify(value);
};

/**
What lies at these paths of the records as RFC 4180 has it: a line of names, line ends CR LF. A path that leads nowhere
is an empty cell.
@param present what is done to the text of each cell before it is put in quotes
*/
export function* csvText(
	paths: readonly string[],
	records: Iterable<object>,
	present: (text: string) => string,
): Generator<string> {
	yield csvLine(paths);
	for (const record of records) yield csvLine(paths.map(path => present(textAt(record, path))));
}
