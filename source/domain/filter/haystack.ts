import {type Block} from '../table/block.js';
import {compactNumber, foldCase, singleLine} from './fold.js';

/**
What can be searched in the rows of a block, as one text, because one `indexOf` over many rows is several times
faster than one a row. A row is `name TAB number CR id`, then `CR number as written` if that differs, then LF.
*/
export interface Haystack {
	readonly text: string;
	/** Where each row begins, and behind them where the text ends. */
	readonly starts: Uint32Array;
}

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
	const text = foldCase(rows.join(''));
	const starts = new Uint32Array(block.count + 1);
	for (let row = 0; row < block.count; row++) starts[row + 1] = text.indexOf('\n', starts[row]) + 1;
	return {text, starts};
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

/** Name and number of a row's customer, folded, with a tab between them. */
export const customerText = ({text, starts}: Haystack, row: number): string =>
	text.slice(starts[row], text.indexOf('\r', starts[row]));

/** Sets the mark of every row that contains the folded text. */
export const markContaining = ({text, starts}: Haystack, wanted: string, marks: Uint8Array): void => {
	let row = 0;
	for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, starts[row + 1])) {
		while (starts[row + 1]! <= at) row++;
		marks[row] = 1;
	}
};

/** Sets the mark of every row whose customer's name contains the folded text. */
export const markNamed = ({text, starts}: Haystack, wanted: string, marks: Uint8Array): void => {
	let row = 0;
	for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, starts[row + 1])) {
		while (starts[row + 1]! <= at) row++;
		if (at < text.indexOf('\t', starts[row])) marks[row] = 1;
	}
};

/** Sets the mark of every row whose customer has the folded number, or one that begins so. */
export const markNumbered = (
	haystack: Haystack,
	number: string,
	isPrefix: boolean,
	marks: Uint8Array,
): void => markContaining(haystack, isPrefix ? `\t${number}` : `\t${number}\r`, marks);
