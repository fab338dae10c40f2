import {type Party} from '../session.js';
import {type Block} from '../table/block.js';
import {compactNumber, fold, foldCase, foldNumber, singleLine} from '../../text/fold.js';
import {type PartyPattern} from '../language/party-pattern.js';

/**
What can be searched in the rows of a block, as one text, because one `indexOf` over many rows is several times
faster than one a row. A row is `name TAB number CR id`, then `CR number as written` if that differs, then LF.
*/
export interface Haystack {
	/** Each character is a byte of UTF-8: a text that has others takes twice the memory and the time. */
	readonly text: string;
	/** Where each row begins, and behind them where the text ends. */
	readonly starts: Uint32Array;
	/** Where the name of each row ends. */
	readonly nameEnds: Uint32Array;
}

/** What is found in one text is found in another of bytes, and one is before another by code points. */
const inBytes = (text: string): string => Buffer.from(text).toString('latin1');

const rowText = (id: number, name: string, number: string): string => {
	const compact = compactNumber(number);
	const written = compact === number ? '' : `\r${singleLine(number)}`;
	return `${singleLine(name)}\t${compact}\r${id}${written}\n`;
};

const build = (block: Block): Haystack => {
	const rows = block.customerName.map((name, place) =>
		rowText(block.id[place]!, name, block.customerNumber[place]!),
	);
	// Folding can make a text longer, so that the places of rows are known only afterwards.
	const text = inBytes(foldCase(rows.join('')));
	const starts = new Uint32Array(block.count + 1);
	const nameEnds = new Uint32Array(block.count);
	for (let row = 0; row < block.count; row++) {
		nameEnds[row] = text.indexOf('\t', starts[row]);
		starts[row + 1] = text.indexOf('\n', nameEnds[row]) + 1;
	}

	return {text, starts, nameEnds};
};

/** Ids and customers of a block never change, so that its haystack is built once. */
const built = new WeakMap<Block, Haystack>();

export const haystackOf = (block: Block): Haystack => {
	let haystack = built.get(block);
	if (!haystack) {
		haystack = build(block);
		built.set(block, haystack);
	}

	return haystack;
};

/** Name and number, folded, in bytes, with a tab between them. */
export const partyText = ({name, number}: Party): string => inBytes(`${fold(name)}\t${foldNumber(number)}`);

/** The same of a row's customer. */
export const customerText = ({text, starts, nameEnds}: Haystack, row: number): string =>
	text.slice(starts[row], text.indexOf('\r', nameEnds[row]));

/** Sets the mark of every row that contains the folded text. */
export const markContaining = ({text, starts}: Haystack, wanted: string, marks: Uint8Array): void => {
	const bytes = inBytes(wanted);
	let row = 0;
	for (let at = text.indexOf(bytes); at !== -1; at = text.indexOf(bytes, starts[row + 1])) {
		while (starts[row + 1]! <= at) row++;
		marks[row] = 1;
	}
};

/** Sets the mark of every row whose customer is meant. */
export const markCustomers = (
	haystack: Haystack,
	{name, number, isPrefix}: PartyPattern,
	marks: Uint8Array,
): void => {
	const {text, starts, nameEnds} = haystack;
	const bytes = inBytes(name);
	const isBoth = name === number;
	let row = 0;
	for (let at = text.indexOf(bytes); at !== -1; at = text.indexOf(bytes, starts[row + 1])) {
		while (starts[row + 1]! <= at) row++;
		const nameEnd = nameEnds[row]!;
		const isNumber = isBoth && at === nameEnd + 1 && (isPrefix || text[at + bytes.length] === '\r');
		if (at < nameEnd || isNumber) marks[row] = 1;
	}

	if (!isBoth && number !== '') markContaining(haystack, isPrefix ? `\t${number}` : `\t${number}\r`, marks);
};
