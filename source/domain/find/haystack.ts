import {fold, foldCase, singleLine} from '../../text/fold.js';
import {type Country, isMeant, numberKey, type NumberTest} from '../../text/phone-number.js';
import {type Channel} from '../session.js';
import {type Block} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';

/**
What can be searched in the rows of a block, as one text, because one `indexOf` over many rows is several times
faster than one a row. A row is `name TAB key of the number CR id`, then `CR number as written` if the key does not
show that, then LF.
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

const rowText = (id: number, name: string, number: string, key: string): string => {
	const isShown = key.endsWith(number) || (number.startsWith('+') && key === number.slice(1));
	const written = isShown ? '' : `\r${singleLine(number)}`;
	return `${singleLine(name)}\t${singleLine(key)}\r${id}${written}\n`;
};

const build = (block: Block, {channels, country}: Numbers): Haystack => {
	const rows = block.customerName.map((name, place) => {
		const number = block.customerNumber[place]!;
		const {type} = channels.get(block.channel[place]!);
		return rowText(block.id[place]!, name, number, numberKey(number, type, country));
	});
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

/** What keys of numbers depend on. */
type Numbers = Pick<SessionTable, 'channels' | 'country'>;

/** Remembers what is made of an object, for as long as the PBX is in the same country. */
const rememberedFor = <Key extends object, Value>(make: (key: Key, numbers: Numbers) => Value) => {
	const made = new WeakMap<Key, {readonly country: Country | undefined; readonly value: Value}>();
	return (key: Key, numbers: Numbers): Value => {
		const known = made.get(key);
		if (known && known.country === numbers.country) return known.value;
		const value = make(key, numbers);
		made.set(key, {country: numbers.country, value});
		return value;
	};
};

/** Ids and customers of a block never change, so that its haystack is built once. */
export const haystackOf = rememberedFor(build);

/** The key of a channel's number, as the haystack has it. */
export const channelKey = rememberedFor(({number, type}: Channel, {country}) =>
	foldCase(singleLine(numberKey(number, type, country))),
);

/** Name and key of the number, folded, in bytes, with a tab between them. */
export const channelText = (channel: Channel, numbers: Numbers): string =>
	inBytes(`${fold(channel.name)}\t${channelKey(channel, numbers)}`);

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

/** Who is meant: by a part of the name, or by the number. */
export interface PartyTest {
	/** Folded. */
	readonly name: string;
	/** Folded as well. */
	readonly number: NumberTest;
}

const markNames = ({text, starts, nameEnds}: Haystack, name: string, marks: Uint8Array): void => {
	const bytes = inBytes(name);
	let row = 0;
	for (let at = text.indexOf(bytes); at !== -1; at = text.indexOf(bytes, starts[row + 1])) {
		while (starts[row + 1]! <= at) row++;
		if (at < nameEnds[row]!) marks[row] = 1;
	}
};

/** What is looked for in a haystack: ids and words are marked with a rare `=` of their own, which is quicker than a tab. */
const soughtFor = ({part}: NumberTest, wanted: string): string => {
	if (part === 'end') return wanted.replace(/^=/, '');
	return wanted.startsWith('=') ? wanted : `\t${wanted}`;
};

/** The texts of the test are in bytes. */
const markNumbers = ({text, starts, nameEnds}: Haystack, test: NumberTest, marks: Uint8Array): void => {
	for (const wanted of test.texts) {
		const bytes = soughtFor(test, wanted);
		let row = 0;
		for (let at = text.indexOf(bytes); at !== -1; at = text.indexOf(bytes, starts[row + 1])) {
			while (starts[row + 1]! <= at) row++;
			const from = nameEnds[row]! + 1;
			if (isMeant(test, text.slice(from, text.indexOf('\r', from)))) marks[row] = 1;
		}
	}
};

/** Sets the mark of every row whose customer is meant. */
export const markCustomers = (haystack: Haystack, {name, number}: PartyTest, marks: Uint8Array): void => {
	markNames(haystack, name, marks);
	markNumbers(haystack, {...number, texts: number.texts.map(inBytes)}, marks);
};
