import {plainDigits} from '../../text/digits.js';
import {comparable} from '../../text/comparable.js';
import {Mistake} from './mistake.js';

/** Both ends belong to it. */
export interface NumberRange {
	readonly from: number;
	readonly to: number;
}

export const endsBeforeItBegins = new Mistake('the range ends before it begins');

const comparisons: Readonly<Record<string, (number: number) => NumberRange>> = {
	'>': number => ({from: number + 1, to: Infinity}),
	'>=': number => ({from: number, to: Infinity}),
	'<': number => ({from: -Infinity, to: number - 1}),
	'<=': number => ({from: -Infinity, to: number}),
};

/** Reads `20`, `>20`, `>=20`, `<20`, `<=20`, `5..10`, `5..` or `..10`; `undefined` if it is none of them. */
export const readNumberRange = (written: string): NumberRange | Mistake | undefined => {
	const text = plainDigits(comparable(written));
	const compared = /^([<>]=?)(\d+)$/.exec(text);
	if (compared) return comparisons[compared[1]!]!(Number(compared[2]));
	if (/^\d+$/.test(text)) return {from: Number(text), to: Number(text)};
	const range = /^(\d*)\.\.(\d*)$/.exec(text);
	if (!range || text === '..') return undefined;
	const from = range[1] === '' ? -Infinity : Number(range[1]);
	const to = range[2] === '' ? Infinity : Number(range[2]);
	return from > to ? endsBeforeItBegins : {from, to};
};

/** `undefined` if it is no whole number. */
export const readWholeNumber = (written: string): number | undefined => {
	const text = plainDigits(comparable(written));
	return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
};
