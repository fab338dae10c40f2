import {safeLine} from '../domain/text/safe-text.js';
import {type Output} from './command.js';

/** What a spreadsheet would take for a formula; the apostrophe itself, too, so that taking one off gives the cell back. */
const formula = /^[=+\-@\t\r']/;

/** @param text as it came: what looks like a formula is looked for before controls are shown by signs. */
const csvCell = (text: string): string => {
	const cell = `${formula.test(text) ? "'" : ''}${safeLine(text)}`;
	return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
};

/** The value at `handler.name` in `{handler: {name: 'Ann'}}`. */
const valueAt = (record: unknown, path: string): unknown =>
	path.split('.').reduce((value, name) => (value as Readonly<Record<string, unknown>>)[name], record);

const textAt = (record: object, path: string): string => {
	const value = valueAt(record, path);
	if (typeof value === 'string') return value;
	return value === null ? '' : JSON.stringify(value);
};

/** Prints what lies at these paths of the records as RFC 4180 has it: a line of names, line ends CR LF. */
export const printCsv = (output: Output, paths: readonly string[], records: readonly object[]): void => {
	const lines = [paths, ...records.map(record => paths.map(path => csvCell(textAt(record, path))))];
	output.write(lines.map(line => `${line.join(',')}\r\n`).join(''));
};
