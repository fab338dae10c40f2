import {codePointLabel} from '../../text/safe-text.js';
import {badByteAt} from './decoded.js';

/** The mistake in a JSON text, and its offset. */
export interface JsonTrouble {
	readonly offset: number;
	readonly reason: string;
}

export const cutOff = 'it is cut off here';

const names: Readonly<Record<string, string>> = {'\0': 'NUL (U+0000)', '\n': 'a line end', '\t': 'a tab'};

const named = (character: string): string => names[character] ?? codePointLabel(character);

const hex = (byte: number): string => `0x${byte.toString(16).toUpperCase()}`;

/** Why JSON cannot go on with the text at an offset. */
export const reasonAt = (text: string, offset: number): string => {
	const byte = badByteAt(text, offset);
	if (byte !== undefined) return `the byte ${hex(byte)} is not UTF-8`;
	const character = String.fromCodePoint(text.codePointAt(offset)!);
	const shown = /\p{C}/u.test(character) ? named(character) : JSON.stringify(character);
	const hint = character === "'" ? '; texts stand in double quotes' : '';
	return `it is not JSON: ${shown} is unexpected here${hint}`;
};

/** Characters that may not stand between quotes. */
const wrong = /[\u0000-\u001F]|\\(?!["\\/bfnrt]|u[\dA-Fa-f]{4})/;

/** The error between the quotes that begin at `start` and, if the string is ended, end before `end`. */
export const troubleInText = (text: string, start: number, end: number, isEnded: boolean): JsonTrouble => {
	const raw = text.slice(start, end);
	if (!isEnded && badByteAt(raw, raw.length - 2) !== undefined)
		return {offset: end - 2, reason: 'it is cut off inside a character'};
	const offset = start + raw.search(wrong);
	if (!isEnded || offset < start)
		return {offset: start, reason: 'it is cut off inside the text that begins here'};
	if (text[offset] === '\\') return {offset, reason: 'it is not JSON: no such escape is known'};
	if (badByteAt(text, offset) !== undefined) return {offset, reason: reasonAt(text, offset)};
	return {offset, reason: `it is not JSON: ${named(text[offset]!)} stands inside a text and must be escaped`};
};
