import {isAscii} from 'node:buffer';
import {beyondAscii, byteScan, type NextPosition, rarestOf} from './byte-scan.js';
import {areRare, OtherForms} from './other-forms.js';
import {plainWord} from './plain-word.js';
import {WordPattern} from './word-pattern.js';

const newline = 0x0a;

const byPattern = (lines: Buffer, pattern: RegExp): NextPosition => {
	const text = lines.toString('latin1');
	return from => {
		pattern.lastIndex = from;
		return pattern.exec(text)?.index ?? text.length;
	};
};

/** The same, asked for positions that never go back. */
const remembered = (next: NextPosition): NextPosition => {
	let position = -1;
	return from => (position < from ? (position = next(from)) : position);
};

/** The first of what either finds, for such positions. */
const eitherOf = (one: NextPosition, other: NextPosition): NextPosition => {
	const [first, second] = [remembered(one), remembered(other)];
	return from => Math.min(first(from), second(from));
};

/** Where a word may stand in some lines; asked from the beginning to the end. */
class WordPositions {
	/** Gives a position before which the word does not stand; where it stands at all, it does in the same line. */
	readonly next: NextPosition;
	/** Matches wherever the word stands, in bytes read as Latin-1. */
	readonly #pattern: RegExp;

	constructor(next: NextPosition, pattern: RegExp) {
		this.next = remembered(next);
		this.#pattern = pattern;
	}

	/**
	How to find where it stands next in one of the lines.
	@param json the line's bytes read as Latin-1
	@param start where the line begins
	*/
	inLine(json: string, start: number): NextPosition {
		return from => {
			const position = this.next(start + from) - start;
			if (position >= json.length) return json.length;
			this.#pattern.lastIndex = position;
			return this.#pattern.exec(json)?.index ?? json.length;
		};
	}
}

/** Finds the lines that may contain a word. */
export class WordFinder {
	readonly #pattern: WordPattern;
	readonly #probes: readonly number[] | undefined;
	/** Whether the whole word stands where its part does, if it begins with that. */
	readonly #isThere: ReturnType<typeof plainWord> | undefined;
	#otherForms: OtherForms | undefined;

	/** @param word comparable, without marks */
	constructor(word: string) {
		this.#pattern = new WordPattern(word);
		const {part, characters} = this.#pattern;
		this.#probes = part && rarestOf(part.text);
		this.#isThere = part?.isFirst ? plainWord(characters) : undefined;
	}

	/**
	What it gives works until it is given other lines, or those bytes are read into.
	@returns `undefined` if the word cannot be there
	*/
	in(lines: Buffer): WordPositions | undefined {
		const isPlain = isAscii(lines);
		const pattern = this.#pattern.for(isPlain);
		if (pattern === undefined) return undefined;
		return new WordPositions(this.#next(lines, pattern, isPlain), pattern);
	}

	#next(lines: Buffer, pattern: RegExp, isPlain: boolean): NextPosition {
		const scan = this.#probes && (isPlain || areRare(lines)) ? byteScan()?.in(lines) : undefined;
		if (scan === undefined) return byPattern(lines, pattern);
		const plain = this.#plain(lines, scan(this.#probes!));
		if (isPlain) return plain;
		this.#otherForms ??= new OtherForms(this.#pattern.characters, pattern);
		return eitherOf(plain, this.#otherForms.in(lines, scan(beyondAscii)));
	}

	/** @param part finds the part of the word that has no blanks */
	#plain(lines: Buffer, part: NextPosition): NextPosition {
		const isThere = this.#isThere;
		if (isThere !== undefined)
			return from => {
				let at = part(from);
				while (at < lines.length && !isThere(lines, at)) at = part(at + 1);
				return at;
			};
		return from => {
			const at = part(from);
			return at < lines.length ? Math.max(from, lines.lastIndexOf(newline, at) + 1) : at;
		};
	}
}
