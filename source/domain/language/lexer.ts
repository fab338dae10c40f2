import {lazily} from '../../text/lazily.js';
/** A part of a text: from `at` up to, not including, `end`. */
export interface Span {
	readonly at: number;
	readonly end: number;
}

/** A piece of a token as it is meant: without quotes and escapes. The span includes the quotes. */
export interface Value extends Span {
	readonly text: string;
	/** Whether it begins with a quote, so that its signs are no more than signs. */
	readonly isQuoted: boolean;
}

/** One term as it is written, `-field:value,value` or `-word`. */
export interface Token extends Span {
	readonly negated: boolean;
	/** In lower case; its span ends before the colon. `undefined`: a bare word, which has exactly one value. */
	readonly field: Value | undefined;
	readonly values: readonly Value[];
	/** The position of a quote that has no end. */
	readonly openQuote: number | undefined;
}

/** Phones, word processors and input methods replace the plain signs by others. */
const space = /\s/;
const comma = /[,，]/;
const curlyQuote = /[“”„‟«»＂]/;
const quote = /["“”„‟«»＂]/;
const hyphen = lazily(() => /\p{Dash}/v);
const unseen = lazily(() => /[\s\p{Default_Ignorable_Code_Point}]/v);

const fieldPattern = lazily(() => /(\p{L}[\p{L}\p{M}\p{N}_\-]*)[:：]/vy);

/** A country's code before a blank, at most 15 digits in all, can only be a number. */
const spacedNumber = lazily(
	() =>
		/\p{Default_Ignorable_Code_Point}*[+＋]\p{Nd}{1,4}(?=[\s\(])(?:[\s\(\).\/\p{Dash}\p{Default_Ignorable_Code_Point}]*\p{Nd}){3,14}\p{Default_Ignorable_Code_Point}*(?![^\s,，])/vy,
);

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
	pattern.lastIndex = at;
	return pattern.exec(text);
};

const readField = (text: string, at: number): Value | undefined => {
	const name = matchAt(fieldPattern(), text, at)?.[1];
	return name === undefined
		? undefined
		: {text: name.normalize('NFKC').toLowerCase(), isQuoted: false, at, end: at + name.length};
};

/** Reads to the next space or, in a list, comma. In quotes `\"` stands for a quote and `\\` for a backslash. */
const readValue = (
	text: string,
	at: number,
	inList: boolean,
): {value: Value; openQuote: number | undefined} => {
	const number = inList ? matchAt(spacedNumber(), text, at)?.[0] : undefined;
	if (number !== undefined)
		return {value: {text: number, isQuoted: false, at, end: at + number.length}, openQuote: undefined};
	const isQuoted = quote.test(text[at] ?? '');
	let openQuote: number | undefined;
	let meant = '';
	let end = at;
	for (; end < text.length; end++) {
		const character = text[end]!;
		if (openQuote === undefined) {
			if (space.test(character) || (inList && comma.test(character))) break;
			if (quote.test(character)) openQuote = end;
			else meant += character;
		} else if (text[openQuote] === '"' ? character === '"' : curlyQuote.test(character)) {
			openQuote = undefined;
		} else if (character === '\\' && /["\\]/.test(text[end + 1] ?? '')) {
			end++;
			meant += text[end]!;
		} else {
			meant += character;
		}
	}

	return {value: {text: meant, isQuoted, at, end}, openQuote};
};

const readToken = (text: string, at: number): Token => {
	const negated = hyphen().test(text[at]!);
	const start = negated ? at + 1 : at;
	const field = readField(text, start);
	const values: Value[] = [];
	let end = field === undefined ? start : field.end + 1;
	for (;;) {
		const {value, openQuote} = readValue(text, end, field !== undefined);
		values.push(value);
		end = value.end;
		if (field === undefined || !comma.test(text[end] ?? ''))
			return {negated, field, values, openQuote, at, end};
		end++;
	}
};

/** Splits the text of a filter at the spaces that are not in quotes. */
export const lex = (text: string): readonly Token[] => {
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		if (unseen().test(text[at]!)) {
			at++;
		} else {
			const token = readToken(text, at);
			tokens.push(token);
			at = token.end;
		}
	}

	return tokens;
};

/** The term in which the caret stands, or which it touches. */
export const tokenAt = (text: string, caret: number): Token | undefined =>
	lex(text).find(({at, end}) => at <= caret && caret <= end);

/** Puts a value in quotes if it would not be read as one value without them. */
export const quoteValue = (value: string): string =>
	value === '' || /[\s",，“”„‟«»＂]/.test(value) ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : value;
