import process from 'node:process';
import fc from 'fast-check';

/** Whether random tests try at length: `npm run test:long`. */
const isLong = process.env.CHATLOGS_LONG === '1';

/** How much of a count `npm test` tries. Its seed never changes, so that more would find little more. */
const share = 1 / 10;

/** How often a random test tries: a tenth of the count in `npm test`, ten times the count in `npm run test:long`. */
export const trials = (count: number): number => (isLong ? count * 10 : Math.ceil(count * share));

/** What chance begins with: the same code always gives the same result; `CHATLOGS_SEED=2 npm run test:long` looks elsewhere. */
export const seed = Number(process.env.CHATLOGS_SEED ?? 1);

/** One in so many of the cases that there are, others with each seed; all of them in `npm run test:long`. */
export const oneIn = <Case>(count: number, cases: readonly Case[]): readonly Case[] => {
	const first = seed % Math.min(count, cases.length);
	return isLong ? cases : cases.filter((_, index) => index % count === first);
};

fc.configureGlobal({seed, numRuns: trials(100)});

const surrogates = {first: 0xd8_00, count: 0x8_00};

const numbers = fc.nat({max: 0x10_ff_ff - surrogates.count});

const characterOf = (number: number): string =>
	String.fromCodePoint(number < surrogates.first ? number : number + surrogates.count);

const numberOf = (value: unknown): number => {
	const text = String(value);
	const code = text.codePointAt(0);
	if (code === undefined || text !== String.fromCodePoint(code)) throw new Error('No single character');
	return code < surrogates.first ? code : code - surrogates.count;
};

/**
Any character. fast-check's own unit `binary` is the same, but makes a map of all characters before the first one, which
takes longer than most tests.
*/
// eslint-disable-next-line unicorn/no-array-method-this-argument -- It is no array.
export const anyCharacter = numbers.map(characterOf, numberOf);

export {default as fc} from 'fast-check';
