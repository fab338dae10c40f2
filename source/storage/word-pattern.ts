import {alike} from '../text/alike.js';
import {charactersOf} from '../text/comparable.js';
import {anyOfBytes, bytesOf} from './byte-pattern.js';

/** Part of a long word is rare enough; a part that begins with a rare letter is found many times faster. */
const longEnough = 16;
const frequentStart = /^[acdehilnorstu ]+(?=.{8})/su;

/** A character of a JSON string in UTF-8 read as Latin-1: in either case; for a blank, any kind of blank. */
const plain = (character: string): string => {
	if (character === ' ') return String.raw`(?: |\\[tnfr]|\\u000b)`;
	if (/[a-z]/.test(character)) return `[${character}${character.toUpperCase()}]`;
	return bytesOf(JSON.stringify(character).slice(1, -1)).replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
};

/** Checked before slower patterns, since most text is ASCII. */
const beyondAscii = String.raw`[\x80-\xFF]`;

let ignoredSource: string | undefined;

/** Matches the ignored characters that may follow any character. */
const ignored = (): string => (ignoredSource ??= `(?:(?=${beyondAscii})${anyOfBytes(alike().ignored)})*`);

/** Matches a character, composed or not, and all that compares as equal to it. */
const single = (character: string): string => {
	const others = alike().single.get(character) ?? [];
	const parts = charactersOf(character.normalize('NFD'));
	const forms = [plain(character), ...(others.length > 0 ? [anyOfBytes(others)] : [])];
	if (parts.length > 1) {
		const base = parts.slice(0, -1).join('').normalize('NFC');
		forms.push(
			charactersOf(base)
				.map(part => single(part) + ignored())
				.join('') + single(parts.at(-1)!),
		);
	}

	return forms.length === 1 ? forms[0]! : `(?:${forms.join('|')})`;
};

/** The same, and also single characters that equal several of the word, beginning with this one. */
const anyForm = (character: string, index: number): string => {
	const wide = alike().wide.get(character);
	const one = single(character);
	if (wide === undefined) return one;
	const several = anyOfBytes(wide);
	return `(?:${one}|${several}${index === 0 ? '' : `|(?<=${beyondAscii})(?<=${several}${ignored()})`})`;
};

/**
Any number of blanks is one. At the beginning the last of them is enough: to try each of many, as they stand where
something was purged, would take time that grows with their square.
*/
const repeatable = (character: string, pattern: string, index: number): string =>
	character === ' ' && index > 0 ? `(?:${pattern})+` : pattern;

/**
Finds where a JSON string may contain the word in any form that compares as equal. Works on UTF-8 read as Latin-1, so
that nothing has to be decoded. May match too much, but never misses a hit.
*/
export class WordPattern {
	/** The part of the word that it looks for. */
	readonly characters: readonly string[];
	/** For pure ASCII, which has few ways to write a word; `undefined` if it has none. */
	readonly #ascii: RegExp | undefined;
	#any: RegExp | undefined;
	/** Its longest stretch without blanks as it stands in pure ASCII, in either case; whether the pattern begins with it. */
	readonly part: {readonly text: string; readonly isFirst: boolean} | undefined;

	/** @param word comparable, without marks */
	constructor(word: string) {
		this.characters = charactersOf(word.replace(frequentStart, '')).slice(0, longEnough);
		const forms = this.characters.map((character, index) => repeatable(character, plain(character), index));
		if (!/^\p{ASCII}*$/v.test(JSON.stringify(word))) return;
		this.#ascii = new RegExp(forms.join(''), 'g');
		const parts = this.characters.join('').split(' ');
		const longest = parts.toSorted((a, b) => b.length - a.length)[0]!;
		if (longest === '') return;
		this.part = {text: JSON.stringify(longest).slice(1, -1), isFirst: longest === parts[0]};
	}

	/** `undefined` if the word cannot be in such a chunk. */
	for(isAscii: boolean): RegExp | undefined {
		return isAscii ? this.#ascii : (this.#any ??= this.#anyForm());
	}

	#anyForm(): RegExp {
		const forms = this.characters.map((character, index) =>
			repeatable(character, anyForm(character, index) + ignored(), index),
		);
		return new RegExp(forms.join(''), 'g');
	}
}
