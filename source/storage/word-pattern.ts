import {alike} from '../text/alike.js';
import {charactersOf} from '../text/comparable.js';
import {anyOfBytes, bytesOf} from './byte-pattern.js';

/** A part of a long word is rare enough; one that begins with a letter that is rare itself is found many times faster. */
const longEnough = 16;
const frequentStart = /^[acdehilnorstu ]+(?=.{8})/su;

/** A character as it stands in a JSON string, in UTF-8 read as Latin-1: capital or small, whatever kind of blank. */
const plain = (character: string): string => {
	if (character === ' ') return String.raw`(?: |\\[tnfr]|\\u000b)`;
	if (/[a-z]/.test(character)) return `[${character}${character.toUpperCase()}]`;
	return bytesOf(JSON.stringify(character).slice(1, -1)).replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
};

/** Looked for first where looking for more takes long: most of what is there is ASCII. */
const beyondAscii = String.raw`[\x80-\xFF]`;

let ignoredSource: string | undefined;

/** What may stand behind every character. */
const ignored = (): string => (ignoredSource ??= `(?:(?=${beyondAscii})${anyOfBytes(alike().ignored)})*`);

/** A character that may be composed, or anything that is the same. */
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

/** The same where one character may also stand for several of the word, whose first one it was then found for. */
const anyForm = (character: string, index: number): string => {
	const wide = alike().wide.get(character);
	const one = single(character);
	if (wide === undefined) return one;
	const several = anyOfBytes(wide);
	return `(?:${one}|${several}${index === 0 ? '' : `|(?<=${beyondAscii})(?<=${several}${ignored()})`})`;
};

const repeatable = (character: string, pattern: string): string =>
	character === ' ' ? `(?:${pattern})+` : pattern;

/**
Finds in a chunk of UTF-8 that is read as Latin-1, so that nothing has to be decoded, where a JSON string may contain
the word in any of the ways that are the same when texts are compared; it finds more than that, but never less.
*/
export class WordPattern {
	readonly #characters: readonly string[];
	/** For text of ASCII alone, which has few ways to write a word; `undefined` if there is none. */
	readonly #ascii: RegExp | undefined;
	#any: RegExp | undefined;

	/** @param word comparable, without marks */
	constructor(word: string) {
		this.#characters = charactersOf(word.replace(frequentStart, '')).slice(0, longEnough);
		const forms = this.#characters.map(character => repeatable(character, plain(character)));
		this.#ascii = /^\p{ASCII}*$/v.test(JSON.stringify(word)) ? new RegExp(forms.join(''), 'g') : undefined;
	}

	/** `undefined` if the word cannot be in such a chunk. */
	for(isAscii: boolean): RegExp | undefined {
		return isAscii ? this.#ascii : (this.#any ??= this.#anyForm());
	}

	#anyForm(): RegExp {
		const forms = this.#characters.map((character, index) =>
			repeatable(character, anyForm(character, index) + ignored()),
		);
		return new RegExp(forms.join(''), 'g');
	}
}
