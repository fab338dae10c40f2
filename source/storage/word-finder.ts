import {isAscii} from 'node:buffer';
import {byteScan, type NextPlace} from './byte-scan.js';
import {WordPattern} from './word-pattern.js';

const newline = 0x0a;

/** Where a word may stand in some lines. */
export interface WordPlaces {
	/** Matches wherever the word stands, in bytes read as Latin-1. */
	readonly pattern: RegExp;
	/** Gives a position before which the pattern does not match; where it matches at all, it does in the same line. */
	readonly next: NextPlace;
}

const byPattern = (lines: Buffer, pattern: RegExp): NextPlace => {
	const text = lines.toString('latin1');
	return from => {
		pattern.lastIndex = from;
		return pattern.exec(text)?.index;
	};
};

/** Finds the lines that may contain a word. */
export class WordFinder {
	readonly #pattern: WordPattern;
	readonly #scan: ((lines: Buffer) => NextPlace | undefined) | undefined;

	/** @param word comparable, without marks */
	constructor(word: string) {
		this.#pattern = new WordPattern(word);
		const {part} = this.#pattern;
		this.#scan = part === undefined ? undefined : byteScan()?.for(part.text);
	}

	/**
	What it gives works until it is given other lines, or those bytes are read into.
	@returns `undefined` if the word cannot be there
	*/
	in(lines: Buffer): WordPlaces | undefined {
		const isPlain = isAscii(lines);
		const pattern = this.#pattern.for(isPlain);
		if (pattern === undefined) return undefined;
		const next = isPlain ? this.#byScan(lines) : undefined;
		return {pattern, next: next ?? byPattern(lines, pattern)};
	}

	/** `undefined` where that cannot be done. */
	#byScan(lines: Buffer): NextPlace | undefined {
		const next = this.#scan?.(lines);
		if (next === undefined || this.#pattern.part!.isFirst) return next;
		return from => {
			const at = next(from);
			return at === undefined ? undefined : Math.max(from, lines.lastIndexOf(newline, at) + 1);
		};
	}
}
