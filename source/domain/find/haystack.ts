import {comparable, caseless, singleLine} from '../../text/comparable.js';
import {type Country, numberKey} from '../../text/phone-number.js';
import {type Sought, standsIn} from '../../text/sought.js';
import {type Channel} from '../session.js';
import {type Block} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';

/**
The searchable text of all rows of a block, joined, because one `indexOf` over many rows is several times faster than
one a row. A row is `name TAB key of the number CR id`, then `CR number as written` if the key does not show that,
then LF.
*/
export interface Haystack {
	/** Each character is a byte of UTF-8: a text with others takes twice the memory and the time. */
	readonly text: string;
	/** Where each row begins, and after them where the text ends. */
	readonly starts: Uint32Array;
	/** Where the name of each row ends. */
	readonly nameEnds: Uint32Array;
}

/** UTF-8 keeps containment and the order of code points, so bytes can be searched and compared as the texts can. */
export const inBytes = (text: string): string => Buffer.from(text).toString('latin1');

/** Most keys are such, and the others cost more than all the rest of a row. */
const digitsOnly = /^\d+$/;
/** Of one line, and with no letters but those of which both cases are known. */
const ascii = /^[ -~]*$/;

/** The key of a number as it stands in a haystack: on one line, and ids and words with their marks. */
export const comparableKey = (key: string): string => {
	if (digitsOnly.test(key)) return key;
	return ascii.test(key) ? key.toLowerCase() : caseless(singleLine(key));
};

/** Names repeat, and comparing one that is not plain takes some microseconds. */
const knownNames = new Map<string, string>();
const knownNamesLimit = 65_536;

/** A name as it stands in a haystack. */
export const comparableName = (name: string): string => {
	const known = knownNames.get(name);
	if (known !== undefined) return known;
	if (knownNames.size === knownNamesLimit) knownNames.clear();
	const form = comparable(name);
	knownNames.set(name, form);
	return form;
};

const rowText = (id: number, name: string, number: string, key: string): string => {
	if (number.startsWith('+') && key === number.slice(1) && digitsOnly.test(key))
		return `${comparableName(name)}\t${key}\r${id}\n`;
	const [written, shownKey] = [comparable(number), comparableKey(key)];
	const isShown = shownKey.endsWith(written) || (number.startsWith('+') && key === number.slice(1));
	const more = isShown ? '' : `\r${written}`;
	return `${comparableName(name)}\t${shownKey}\r${id}${more}\n`;
};

const build = (block: Block, {channels, country}: Numbers): Haystack => {
	const rows = block.customerName.map((name, slot) => {
		const number = block.customerNumber[slot]!;
		const {type} = channels.get(block.channel[slot]!);
		return rowText(block.id[slot]!, name, number, numberKey(number, type, country));
	});
	const text = inBytes(rows.join(''));
	const starts = new Uint32Array(block.count + 1);
	const nameEnds = new Uint32Array(block.count);
	for (let row = 0; row < block.count; row++) {
		nameEnds[row] = text.indexOf('\t', starts[row]);
		starts[row + 1] = text.indexOf('\n', nameEnds[row]) + 1;
	}

	return {text, starts, nameEnds};
};

/** Keys of numbers depend on this. */
export type Numbers = Pick<SessionTable, 'channels' | 'country'>;

/** Remembers a value derived from an object, for as long as the PBX is in the same country. */
const rememberedFor = <Key extends object, Value>(make: (key: Key, numbers: Numbers) => Value) => {
	const made = new WeakMap<Key, {readonly country: Country | undefined; readonly value: Value}>();
	const known = (key: Key, {country}: Numbers): Value | undefined => {
		const last = made.get(key);
		return last?.country === country ? last?.value : undefined;
	};

	const of = (key: Key, numbers: Numbers): Value => {
		const before = known(key, numbers);
		if (before !== undefined) return before;
		const value = make(key, numbers);
		made.set(key, {country: numbers.country, value});
		return value;
	};

	return {of, known};
};

const haystacks = rememberedFor(build);

/** Ids and customers of a block never change, so its haystack is built once. */
export const haystackOf = haystacks.of;

const searchedBefore = new WeakSet<Block>();

/** The haystack of a block that is searched again, or has one already: to build it takes longer than one search. */
export const haystackIfWorthIt = (block: Block, numbers: Numbers): Haystack | undefined => {
	const known = haystacks.known(block, numbers);
	if (known !== undefined) return known;
	if (searchedBefore.has(block)) return haystackOf(block, numbers);
	searchedBefore.add(block);
	return undefined;
};

/** The key of a channel's number, as the haystack has it. */
export const channelKey = rememberedFor(({number, type}: Channel, {country}) =>
	comparableKey(numberKey(number, type, country)),
).of;

/** The rows that contain the text, which is as comparable as the haystack, and the first position of it in each. */
export function* rowsWith(
	{text, starts}: Haystack,
	wanted: string,
): Generator<readonly [row: number, at: number]> {
	const bytes = inBytes(wanted);
	let row = 0;
	for (let at = text.indexOf(bytes); at !== -1; at = text.indexOf(bytes, starts[row + 1])) {
		while (starts[row + 1]! <= at) row++;
		yield [row, at];
	}
}

/** Sets the mark of every row that contains the text, which is as comparable as the haystack. */
export const markContaining = (haystack: Haystack, wanted: string, marks: Uint8Array): void => {
	for (const [row] of rowsWith(haystack, wanted)) marks[row] = 1;
};

/**
The haystack of a block, and its names as they are: only these tell whether letters have the marks that are asked for.
*/
export interface Searched {
	readonly block: Block;
	readonly haystack: Haystack;
}

/** Sets the mark of every row in which the word stands. */
export const markWord = ({block, haystack}: Searched, word: Sought, marks: Uint8Array): void => {
	const isMarkedSo = (row: number): boolean =>
		[block.customerName[row]!, block.customerNumber[row]!].some(text => standsIn(word, text));
	for (const [row] of rowsWith(haystack, word.plain))
		if (word.marked === undefined || isMarkedSo(row)) marks[row] = 1;
};
