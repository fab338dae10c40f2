import Papa from 'papaparse';
import {Refusal} from '../../domain/refusal.js';

type Row = readonly string[];

/** Characters of one row; more come only of a quote that is never closed. */
const longest = 16 * 1024 * 1024;

interface Block {
	readonly rows: readonly Row[];
	/** Where the last row begins, which may go on. */
	readonly lastAt: number;
	/** Whether it opens a quote that nothing closes. */
	readonly isOpen: boolean;
	readonly delimiter: string;
}

const blockOf = (text: string, delimiter: string | undefined): Block => {
	const rows: Row[] = [];
	const ends: number[] = [0];
	let [isOpen, found] = [false, ','];
	Papa.parse<Row>(text, {
		...(delimiter !== undefined && {delimiter}),
		delimitersToGuess: [',', ';', '\t', '|'],
		step({data, errors, meta}) {
			rows.push(data);
			ends.push(meta.cursor);
			isOpen = errors.some(({code}) => code === 'MissingQuotes');
			found = meta.delimiter;
		},
	});
	return {rows, lastAt: ends.at(-2) ?? 0, isOpen, delimiter: found};
};

const isFilled = (row: Row): boolean => row.some(cell => cell.trim() !== '');

/**
The rows of a table that are not empty, separated by commas, semicolons, tabs or bars, whichever it is.
@throws Refusal after the last good row, if the next has no end
*/
export async function* rowsOf(pieces: AsyncIterable<string>): AsyncGenerator<Row> {
	let [text, enough, count] = ['', 0, 0];
	let delimiter: string | undefined;
	const unclosed = (): Refusal => new Refusal(`row ${count + 1} opens a quote that nothing closes`);
	for await (const piece of pieces) {
		text += piece;
		if (text.length < enough) continue;
		const block = blockOf(text, delimiter);
		const whole = block.rows.slice(0, -1).filter(row => isFilled(row));
		yield* whole;
		count += whole.length;
		if (whole.length > 0) ({delimiter} = block);
		text = text.slice(block.lastAt);
		if (text.length > longest) throw unclosed();
		// A row that goes on is read again only when there is much more of it.
		enough = text.length * 2;
	}

	const {rows, isOpen} = blockOf(text, delimiter);
	const whole = (isOpen ? rows.slice(0, -1) : rows).filter(row => isFilled(row));
	yield* whole;
	count += whole.length;
	if (isOpen) throw unclosed();
}
