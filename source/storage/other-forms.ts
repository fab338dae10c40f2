import {alike} from '../text/alike.js';
import {type NextPosition} from './byte-scan.js';

/** What a character beyond ASCII may be of a word. */
const meaning = {none: 0, oneLetter: 1, severalLetters: 2} as const;

/** Whether it goes on with a character that began before it. */
const isInside = (byte = 0): boolean => (byte & 0xc0) === 0x80;

/** The character whose UTF-8 begins there, as its code. */
const codeAt = (bytes: Buffer, at: number): number => {
	const first = bytes[at]!;
	const second = bytes[at + 1]! & 0x3f;
	if (first < 0xe0) return ((first & 0x1f) << 6) | second;
	const third = bytes[at + 2]! & 0x3f;
	if (first < 0xf0) return ((first & 0x0f) << 12) | (second << 6) | third;
	return ((first & 0x07) << 18) | (second << 12) | (third << 6) | (bytes[at + 3]! & 0x3f);
};

/** All bytes that a word of ASCII may have where it stands in a JSON string in any form that compares as equal. */
const bytesIn = (word: readonly string[]): Uint8Array => {
	const among = new Uint8Array(256).fill(1, 0x80);
	for (const character of word) {
		const forms = character === ' ' ? String.raw` \tnfru0b` : JSON.stringify(character).slice(1, -1);
		for (const byte of Buffer.from(forms + forms.toUpperCase())) among[byte] = 1;
	}

	return among;
};

/** What characters beyond ASCII may be of that word. */
const meaningsFor = (word: readonly string[]): ReadonlyMap<string, number> => {
	const {single, wide, ignored} = alike();
	const letters = word.flatMap(letter => single.get(letter) ?? []);
	const several = word.flatMap(letter => wide.get(letter) ?? []);
	return new Map([
		...[...ignored, ...letters].map(character => [character, meaning.oneLetter] as const),
		...several.map(character => [character, meaning.severalLetters] as const),
	]);
};

/** One byte in so many is looked at to tell how many are beyond ASCII. */
const stride = 64;
/** If more than one byte in so many is, the pattern by itself is faster. */
const seldom = 25;

/** Whether so few characters are beyond ASCII that it pays to look at each of them. */
export const areRare = (lines: Buffer): boolean => {
	let count = 0;
	for (let at = 0; at < lines.length; at += stride) if (lines[at]! >= 0x80) count++;
	return count * stride * seldom <= lines.length;
};

/**
Finds where a word of ASCII may stand in a form that has characters beyond ASCII. Most of those have nothing to do with
the word; the pattern is asked only about what stands around the others.
*/
export class OtherForms {
	/** The word's, in characters. */
	readonly #length: number;
	readonly #pattern: RegExp;
	readonly #bytes: Uint8Array;
	/** By code. */
	readonly #meanings = new Uint8Array(0x11_00_00);

	/** @param pattern for any form of the word */
	constructor(word: readonly string[], pattern: RegExp) {
		this.#length = word.length;
		this.#pattern = pattern;
		this.#bytes = bytesIn(word);
		for (const [character, means] of meaningsFor(word)) this.#meanings[character.codePointAt(0)!] = means;
	}

	/** @param beyondAscii finds the bytes that are not ASCII */
	in(lines: Buffer, beyondAscii: NextPosition): NextPosition {
		return from => {
			let at = beyondAscii(from);
			while (at < lines.length) {
				const {position, end} = this.#around(lines, at, from);
				if (position !== undefined) return position;
				at = end;
				if ((lines[at] ?? 0) < 0x80) at = beyondAscii(at);
			}

			return lines.length;
		};
	}

	/**
	Where the pattern matches first in the bytes around a character that may be of the word; `undefined` if nowhere. And
	the end of what was looked at, so that nothing is looked at again for each character in it.
	*/
	#around(lines: Buffer, at: number, from: number): {readonly position?: number; readonly end: number} {
		let next = at + 1;
		while (isInside(lines[next])) next++;
		const means = this.#meanings[codeAt(lines, at)] ?? meaning.none;
		if (means === meaning.none) return {end: next};
		let start = at;
		while (start > from && this.#bytes[lines[start - 1]!] === 1) start--;
		let end = at;
		while (this.#bytes[lines[end]!] === 1) end++;
		if (means === meaning.oneLetter && end - start < this.#length) return {end: next};
		this.#pattern.lastIndex = 0;
		const found = this.#pattern.exec(lines.toString('latin1', start, end));
		return found === null ? {end} : {position: start + found.index, end};
	}
}
