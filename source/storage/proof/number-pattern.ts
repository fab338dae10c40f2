import {numberKey, type Country} from '../../text/phone-number.js';
import {plainDigits} from '../../text/digits.js';
import {lazily} from '../../text/lazily.js';
import {anyOfBytes} from '../byte-pattern.js';

/** Fewer digits stand in any file by chance. */
const fewestDigits = 6;

/** Characters of other scripts, by the digit that they stand for. */
const digitsOfScripts = lazily((): ReadonlyMap<string, readonly string[]> => {
	const all = Array.from({length: 0x1_00_00}, (_, code) => code)
		.filter(code => code < 0xd8_00 || code >= 0xe0_00)
		.map(code => String.fromCodePoint(code))
		.filter(character => /[^\P{Nd}0-9]/u.test(character));
	return Map.groupBy(all, character => plainDigits(character.normalize('NFKC')));
});

const hex = (character: string): string => character.codePointAt(0)!.toString(16).padStart(4, '0');

/** A digit as itself, of another script, or as an escape of JSON. */
const digit = (character: string): string => {
	const others = digitsOfScripts().get(character) ?? [];
	const escapes = [character, ...others].map(each => hex(each)).join('|');
	return String.raw`(?:${character}|${anyOfBytes(others)}|\\u(?:${escapes}))`;
};

/** What may stand between the digits of a number: blanks, hyphens, brackets, dots, in UTF-8 or escaped. */
const between = String.raw`(?:[ \t.\-\/()~\x80-\xFF]|\\[tnr\/]|\\u(?:00(?:20|28|29|2[dDeEfF]|[aA]0|[bB]7|[aA][dD])|20[0-9a-fA-F]{2}|30[fF][cC]|[fF][fF]0[0-9a-fA-F])){0,8}`;

const run = (digits: string): string =>
	Array.from({length: digits.length}, (_, index) => digit(digits[index]!)).join(between);

/** Country codes of one and two digits; all others have three (ITU-T E.164). */
const shortCodes = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** The number without its country's code. */
const nationalOf = (international: string): string =>
	international.slice(shortCodes.exec(international)?.[0].length ?? 3);

/**
Finds a phone number in bytes read as Latin-1: in international or national form, with anything usual between its digits,
in the digits of any script, and in the escapes of JSON. `undefined` if the text is no number of six digits or more.
*/
export const numberPattern = (text: string, country?: Country): RegExp | undefined => {
	const key = numberKey(text, 'sms', country).split(';', 1)[0]!;
	if (!/^\d+$/.test(key)) return undefined;
	const digits = key.replace(/^0+/, '');
	if (digits.length < fewestDigits) return undefined;
	const written = plainDigits(text.normalize('NFKC'));
	const own = written.replaceAll(/\D/g, '');
	const isInternational = /^\D*\+/.test(written) || own.startsWith('00') || key !== own;
	// What comes before a national number is not known.
	if (!isInternational) return new RegExp(`${run(digits)}(?![0-9])`, 'g');
	const national = digits.length > fewestDigits + 2 ? nationalOf(digits) : digits;
	const code = digits.slice(0, digits.length - national.length);
	const starts = [
		...(code === '' ? [] : [`${run(code)}${between}(?:${digit('0')}${between})?`]),
		// Alone, not inside of another number.
		`(?<![0-9])(?:${digit('0')}${between})?`,
	];
	return new RegExp(`(?:${starts.join('|')})${run(national)}(?![0-9])`, 'g');
};
