import {isMeant, numberKey, numberTest, type NumberTest} from '../../text/phone-number.js';
import {type Sought, standsIn} from '../../text/sought.js';
import {type PartyPattern} from '../language/party-pattern.js';
import {type Block} from '../table/block.js';
import {
	comparableKey,
	comparableName,
	haystackIfWorthIt,
	type Haystack,
	inBytes,
	type Numbers,
	rowsWith,
	type Searched,
} from './haystack.js';

/** A person sought by a part of the name, or by the number. */
interface PartyTest {
	readonly name: Sought;
	/** Comparable. */
	readonly number: NumberTest;
}

export const partyTest = (
	{name, ...pattern}: PartyPattern,
	{country}: Pick<Numbers, 'country'>,
): PartyTest => {
	const {part, texts} = numberTest(pattern, country);
	return {name, number: {part, texts: texts.map(comparableKey)}};
};

const markNames = ({block, haystack}: Searched, name: Sought, marks: Uint8Array): void => {
	for (const [row, at] of rowsWith(haystack, name.plain)) {
		const isInName = at < haystack.nameEnds[row]!;
		if (isInName && (name.marked === undefined || standsIn(name, block.customerName[row]!))) marks[row] = 1;
	}
};

/**
The text to look for in a haystack. Ids and words are marked with a rare `=` of their own, which is quicker to find
than a tab.
*/
const needle = ({part}: NumberTest, wanted: string): string => {
	if (part === 'end') return wanted.replace(/^=/, '');
	return wanted.startsWith('=') ? wanted : `\t${wanted}`;
};

const markNumbers = (haystack: Haystack, test: NumberTest, marks: Uint8Array): void => {
	const {text, nameEnds} = haystack;
	const inHaystack = {...test, texts: test.texts.map(wanted => inBytes(wanted))};
	for (const wanted of test.texts) {
		for (const [row] of rowsWith(haystack, needle(test, wanted))) {
			const from = nameEnds[row]! + 1;
			if (isMeant(inHaystack, text.slice(from, text.indexOf('\r', from)))) marks[row] = 1;
		}
	}
};

/** Looks at one customer after the other. */
const markOneByOne = (
	block: Block,
	{channels, country}: Numbers,
	tests: readonly PartyTest[],
	marks: Uint8Array,
): void => {
	const types = channels.values.map(({type}) => type);
	const {customerName, customerNumber, channel} = block;
	for (let slot = 0; slot < block.count; slot++) {
		const plain = comparableName(customerName[slot]!);
		const key = comparableKey(numberKey(customerNumber[slot]!, types[channel[slot]!]!, country));
		const isSought = ({name, number}: PartyTest): boolean =>
			(plain.includes(name.plain) && (name.marked === undefined || standsIn(name, customerName[slot]!))) ||
			isMeant(number, key);
		if (tests.some(test => isSought(test))) marks[slot] = 1;
	}
};

/** Sets the mark of every row whose customer passes any of the tests. */
export const markCustomers = (
	block: Block,
	numbers: Numbers,
	tests: readonly PartyTest[],
	marks: Uint8Array,
): void => {
	const haystack = haystackIfWorthIt(block, numbers);
	if (haystack === undefined) {
		markOneByOne(block, numbers, tests, marks);
		return;
	}

	for (const {name, number} of tests) {
		markNames({block, haystack}, name, marks);
		markNumbers(haystack, number, marks);
	}
};
