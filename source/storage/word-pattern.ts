/** The word as it stands in a JSON string. */
const inJson = (word: string): string => JSON.stringify(word).slice(1, -1);

/** A text's UTF-8, each byte as the character of Latin-1. */
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

const escaped = (text: string): string => text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);

/** What else of ASCII's signs is the same when texts are compared. */
const alike: Readonly<Record<string, string>> = {
	// As JSON writes tabs and line breaks.
	' ': String.raw`(?: |\\[tnr])`,
	';': `(?:;|${bytesOf('\u037E')})`,
	'`': `(?:\`|${bytesOf('\u1FEF')})`,
	i: `(?:i(?:${bytesOf('\u0307')})?|${bytesOf('İ')}|${bytesOf('ı')})`,
	k: `(?:k|${bytesOf('\u212A')})`,
};

/** Leading bytes of all that is the same as a letter of another code point and is not that letter's capital. */
const unusual = String.raw`[\xC7\xCD-\xCF].|\xE0..|\xE1[\xBA\xBE\xBF].|\xE2[\x80\x84\x8C\xAB].|\xEF[\xA4-\xAD].|\xF0\x9D..|\xF0\xAF..`;

/** Several marks may be composed with one letter, in any order. */
const anyMark = String.raw`[\x80-\xFF]*`;

const patternOf = (character: string): string => {
	if (character <= '~') return alike[character] ?? escaped(character);
	if (/^\p{M}$/u.test(character)) return anyMark;
	if (character.normalize('NFD') !== character) return String.raw`[ -~]?[\x80-\xFF]+`;
	const forms = [character, character.toUpperCase(), character.toLowerCase()].map(form => bytesOf(form));
	return `(?:${[...new Set(forms)].join('|')}|${unusual})`;
};

/** What has to be found of a word: what is plain to find in it, if that is not too short to be rare. */
const rareIn = (word: string): string => {
	const [longest = ''] = (word.match(/[ -~]+/g) ?? []).toSorted((a, b) => b.length - a.length);
	return longest.length < 3 ? word : longest;
};

/**
Finds in UTF-8 that is read as Latin-1, so that nothing has to be decoded, where a JSON string may contain the word in
any of the ways that are the same when texts are compared; it finds more than that, but never less.
@param word folded
*/
export const wordPattern = (word: string): RegExp =>
	new RegExp(Array.from(inJson(rareIn(word)), patternOf).join(''), 'gi');
