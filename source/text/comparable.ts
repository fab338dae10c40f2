import {lazily} from './lazily.js';

/** Texts without these differ from their comparable form only in capitals: nearly all, so that one test is all they cost. */
const special = /[^ -~]| {2}/;

/** Zero-width characters, soft hyphens, variation selectors, signs of direction. */
const invisible = lazily(() => /\p{Default_Ignorable_Code_Point}/gv);

/** Signs that normalization would decompose come first. */
const signs = lazily((): readonly (readonly [pattern: RegExp, sign: string])[] => [
	[/[\u00B4\u02B9\u02BB-\u02BD\u2018-\u201B\u2032\u2035]/g, "'"],
	[/[\u201C-\u201F\u2033\u2036\u301D-\u301F]/g, '"'],
	[/\p{Dash}/gv, '-'],
]);

/**
Source of a class: marks that belong to no script, except the voiced ones of kana, or to one of the scripts named
here.
*/
export const mark = String.raw`[[\p{M}--[\u3099\u309A]]&&[\p{sc=Zinh}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}]]`;

/** A letter of three scripts with its marks, composed or not; й is a letter of its own. */
const markedLetter = lazily(
	() => new RegExp(String.raw`[[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}]--[a-zй]]${mark}*|[a-z]${mark}+`, 'gv'),
);

/**
Letters that Unicode does not decompose, as plain letters with a mark for what is special about them: a stroke, or a
tie between two.
*/
const strokesAndTies: Readonly<Record<string, string>> = {
	ł: 'l\u0335',
	ø: 'o\u0338',
	đ: 'd\u0335',
	ð: 'd\u0335',
	ħ: 'h\u0335',
	ŧ: 't\u0335',
	æ: 'a\u0361e',
	œ: 'o\u0361e',
	þ: 't\u0361h',
};
const strokedOrTied = new RegExp(`[${Object.keys(strokesAndTies).join('')}]`, 'g');

/** İ and I become an i, whatever small letter a language gives them. */
const dottedI = lazily(() => new RegExp(String.raw`(?<=i${mark}*)\u0307`, 'gv'));

const marksOfLetters = lazily(
	() =>
		new RegExp(
			String.raw`(?<=[\p{L}&&[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}]])${mark}+`,
			'gv',
		),
);

/** Its characters, one by one; a pair of surrogates is one. */
export const charactersOf = (text: string): readonly string[] => text.match(/./gsu) ?? [];

/**
Without case, by Unicode's full case folding: capitals of ß and İ have no small letter of their own, and σ has two.
*/
export const caseless = (text: string): string =>
	text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');

const takenApart = (text: string): string =>
	text
		.replaceAll(markedLetter(), letter => letter.normalize('NFD'))
		.replaceAll(strokedOrTied, letter => strokesAndTies[letter]!)
		.replaceAll(dottedI(), '');

/**
A text as it is compared, but with its marks, each behind its letter. Two texts are the same if they differ only in
case, in the width or composition of their characters, in the kind of their blanks, quotes and hyphens, or in
invisible characters.
*/
export const comparableWithMarks = (text: string): string => {
	if (!special.test(text)) return text.toLowerCase();
	let seen = text.replaceAll(invisible(), '');
	for (const [pattern, sign] of signs()) seen = seen.replaceAll(pattern, sign);
	return takenApart(caseless(seen.normalize('NFKC'))).replaceAll(/\p{White_Space}+/gv, ' ');
};

/**
Removes the marks of Latin, Greek and Cyrillic letters and the points of Arabic and Hebrew ones from a comparable
text.
*/
export const withoutMarks = (text: string): string =>
	special.test(text) ? text.replaceAll(marksOfLetters(), '') : text;

/**
A text as it is compared with words typed without marks: `José` and `JOSE` are both `jose`. May be longer or shorter.
*/
export const comparable = (text: string): string =>
	special.test(text) ? withoutMarks(comparableWithMarks(text)) : text.toLowerCase();

/** Tabs and line breaks become spaces, so that they can separate fields and rows of joined text. */
export const singleLine = (text: string): string => text.replaceAll(/[\t\n\r]/g, ' ');
