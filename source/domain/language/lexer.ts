/** A part of a text: from `at` up to, not including, `end`. */
export interface Span {
	readonly at: number;
	readonly end: number;
}

/** A piece of a token as it is meant: without quotes and escapes. The span has the quotes. */
export interface Value extends Span {
	readonly text: string;
}

/** One term as it is written, `-field:value,value` or `-word`. */
export interface Token extends Span {
	readonly negated: boolean;
	/** In lower case; its span ends before the colon. `undefined`: a bare word, which has exactly one value. */
	readonly field: Value | undefined;
	readonly values: readonly Value[];
	/** Where a quote begins that has no end. */
	readonly openQuote: number | undefined;
}

const isSpace = (character: string | undefined): boolean => character !== undefined && /\s/.test(character);

const fieldPattern = /([a-z][a-z-]*):/iy;

const readField = (text: string, at: number): Value | undefined => {
	fieldPattern.lastIndex = at;
	const name = fieldPattern.exec(text)?.[1];
	return name === undefined ? undefined : {text: name.toLowerCase(), at, end: at + name.length};
};

/** Reads to the next space or, in a list, comma. In quotes `\"` stands for a quote and `\\` for a backslash. */
const readValue = (
	text: string,
	at: number,
	inList: boolean,
): {value: Value; openQuote: number | undefined} => {
	let openQuote: number | undefined;
	let meant = '';
	let end = at;
	for (; end < text.length; end++) {
		const character = text[end]!;
		if (openQuote === undefined && (isSpace(character) || (inList && character === ','))) break;
		if (character === '"') {
			openQuote = openQuote === undefined ? end : undefined;
		} else if (openQuote !== undefined && character === '\\' && /["\\]/.test(text[end + 1] ?? '')) {
			end++;
			meant += text[end]!;
		} else {
			meant += character;
		}
	}

	return {value: {text: meant, at, end}, openQuote};
};

const readToken = (text: string, at: number): Token => {
	const negated = text[at] === '-';
	const start = negated ? at + 1 : at;
	const field = readField(text, start);
	const values: Value[] = [];
	let end = field === undefined ? start : field.end + 1;
	for (;;) {
		const {value, openQuote} = readValue(text, end, field !== undefined);
		values.push(value);
		end = value.end;
		if (text[end] !== ',') return {negated, field, values, openQuote, at, end};
		end++;
	}
};

/** Splits the text of a filter at the spaces that are not in quotes. */
export const lex = (text: string): readonly Token[] => {
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		if (isSpace(text[at])) {
			at++;
		} else {
			const token = readToken(text, at);
			tokens.push(token);
			at = token.end;
		}
	}

	return tokens;
};

/** Puts a value in quotes if it would not be read as one value without them. */
export const quoteValue = (value: string): string =>
	value === '' || /[\s",]/.test(value) ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : value;
