import {badByteAt} from './decoded.js';
import {type JsonTrouble, reasonAt, troubleInText} from './json-reason.js';
import {exactNumber} from './parse-json.js';

/** A bracket, comma or colon, or a value that is no array or object. */
export interface JsonToken {
	readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'value';
	/** The offset behind it. */
	readonly end: number;
	readonly value?: unknown;
	readonly trouble?: JsonTrouble;
}

const plainText = /"[^"\\\u0000-\u001F]*"/y;
const word = /[^\t\n\r "[\]{},:\u001A]+/y;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?$/;
const literals: ReadonlyMap<string, unknown> = new Map([
	['true', true],
	['false', false],
	['null', null],
]);

/** The offset behind the match of a sticky pattern; -1 if it does not match. */
export const endOf = (pattern: RegExp, text: string, offset: number): number => {
	pattern.lastIndex = offset;
	return pattern.test(text) ? pattern.lastIndex : -1;
};

/** The offset behind the quote that ends a text; -1 if none does. */
const endOfText = (text: string, offset: number): number => {
	const plain = endOf(plainText, text, offset);
	if (plain !== -1) return plain;
	for (let end = text.indexOf('"', offset + 1); end !== -1; end = text.indexOf('"', end + 1)) {
		let backslashes = 0;
		while (text[end - 1 - backslashes] === '\\') backslashes++;
		if (backslashes % 2 === 0) return end + 1;
	}

	return -1;
};

const textAt = (text: string, offset: number, isLast: boolean): JsonToken | undefined => {
	const end = endOfText(text, offset);
	if (end === -1) {
		if (!isLast) return undefined;
		return {kind: 'value', end: text.length, trouble: troubleInText(text, offset, text.length, false)};
	}

	try {
		// Unlike a slice, the result of JSON.parse does not keep the whole text in memory.
		return {kind: 'value', end, value: JSON.parse(text.slice(offset, end))};
	} catch {
		return {kind: 'value', end, trouble: troubleInText(text, offset, end, true)};
	}
};

const wordAt = (text: string, offset: number, isLast: boolean): JsonToken | undefined => {
	const end = endOf(word, text, offset);
	if (end === -1 && (isLast || offset + 1 < text.length)) {
		const length = badByteAt(text, offset) === undefined ? 1 : 2;
		return {kind: 'value', end: offset + length, trouble: {offset, reason: reasonAt(text, offset)}};
	}

	if (end === -1 || (end === text.length && !isLast)) return undefined;
	const found = text.slice(offset, end);
	if (literals.has(found)) return {kind: 'value', end, value: literals.get(found)};
	if (number.test(found)) return {kind: 'value', end, value: exactNumber(Number(found), found)};
	return {kind: 'value', end, trouble: {offset, reason: reasonAt(text, offset)}};
};

/** The token at an offset that is not blank; `undefined` if more of the text is needed to tell. */
export const jsonTokenAt = (text: string, offset: number, isLast: boolean): JsonToken | undefined => {
	const kind = text[offset];
	switch (kind) {
		case '{':
		case '}':
		case '[':
		case ']':
		case ',':
		case ':': {
			return {kind, end: offset + 1};
		}

		case '"': {
			return textAt(text, offset, isLast);
		}

		default: {
			return wordAt(text, offset, isLast);
		}
	}
};
