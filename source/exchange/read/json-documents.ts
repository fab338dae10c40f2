import {type JsonDocument, JsonStream} from './json-stream.js';
import {linesOf, piecesOf, type Refuse, type TextInput} from './text-input.js';

interface JsonOptions {
	/** The members whose arrays hold records, so that a damaged record is refused alone. */
	readonly lists: ReadonlySet<string>;
	/** Characters that are given to JSON.parse at once; it takes several times their bytes. */
	readonly longest?: number;
}

type Reading = AsyncGenerator<JsonDocument, void, void>;

interface JsonInput extends Required<JsonOptions> {
	readonly name: string;
	readonly refuse: Refuse;
}

/** The value of a whole document; `undefined` if JSON.parse would refuse it, or round a number. */
const parsed = (text: string): unknown => {
	// Numbers below 9 × 10¹⁵ are exact. The first pattern is quick, the second checks whether the digits belong to a text.
	if (/\d{16}/.test(text) && /[\t\n\r ,:[]-?(?:\d{17}|9\d{15})/.test(text)) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
};

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null;

const isObject = (text: string | undefined): boolean => {
	const value = text === undefined ? undefined : parsed(text);
	return isContainer(value) && !Array.isArray(value);
};

/**
JSON Lines have an object in their first line and more lines after it; or in the second, so that one bad line
does not spoil the rest (but a formatted array may have an object there too).
*/
const isJsonLines = (head: string): boolean => {
	const [first, second] = head.split('\n').filter(line => /\S/.test(line));
	return second !== undefined && (isObject(first) || (isObject(second) && first!.trim() !== '['));
};

async function* chained(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
	yield head;
	for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** The text up to the end of the second line that is not blank, or as much as is parsed at once; and all of it. */
const withHead = async (pieces: AsyncGenerator<string>, longest: number) => {
	let head = '';
	let isBlank = true;
	for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
		head += next.value;
		isBlank &&= !/\S/.test(next.value);
		if (isBlank) continue;
		if (head.length > longest) break;
		if (next.value.includes('\n') && /\S[^\n]*\n\s*\S[^\n]*\n/.test(head)) break;
	}

	return {head, isBlank, all: chained(head, pieces)};
};

/** Each line is a document. Lines that are not are read together: they may be a document over several lines. */
async function* lineDocuments(
	pieces: AsyncIterable<string>,
	{name, longest, ...options}: JsonInput,
): Reading {
	let line = 1;
	let isBegun = false;
	let stream: JsonStream | undefined;
	for await (const piece of linesOf(pieces, longest)) {
		const text = piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
		const origin = `${name}:${line}`;
		const value = isBegun ? undefined : parsed(text);
		// In a document over several lines, the line that begins an object is indented.
		if (stream && !isBegun && (isContainer(value) || text.startsWith('{"'))) {
			yield* stream.end();
			stream = undefined;
		}

		if (isContainer(value)) {
			yield {origin, value};
		} else if (stream || /\S/.test(text)) {
			stream ??= new JsonStream({name, origin, line, ...options});
			const read = stream.push(text);
			if (!read) break;
			yield* read;
		}

		isBegun = !piece.endsWith('\n');
		if (!isBegun) line++;
	}

	if (stream) yield* stream.end();
}

async function* wholeDocuments(
	pieces: AsyncIterable<string>,
	{name, longest, ...options}: JsonInput,
): Reading {
	const texts: string[] = [];
	let length = 0;
	let stream: JsonStream | undefined;
	for await (const piece of pieces) {
		if (stream) {
			const read = stream.push(piece);
			if (!read) break;
			yield* read;
			continue;
		}

		texts.push(piece);
		length += piece.length;
		if (length <= longest) continue;
		stream = new JsonStream({name, origin: name, line: 1, ...options});
		for (const text of texts.splice(0)) yield* stream.push(text) ?? [];
	}

	const text = texts.join('');
	const value = stream ? undefined : parsed(text);
	if (value !== undefined) return yield {origin: name, value};
	stream ??= new JsonStream({name, origin: name, line: 1, ...options});
	yield* stream.push(text) ?? [];
	yield* stream.end();
}

/**
The JSON documents of an input: one, one on each line, or one after the other. Text that is not JSON is refused with
line and column, and the rest comes in. A whole number that JavaScript would round comes as text, with all its digits.
*/
export async function* jsonDocuments(
	input: TextInput,
	{lists, longest = 128 * 1024 * 1024}: JsonOptions,
	refuse: Refuse,
): Reading {
	const {name} = input;
	const {head, isBlank, all} = await withHead(piecesOf(input, refuse), longest);
	if (isBlank) return refuse({origin: name, reason: 'it is empty'});
	yield* (isJsonLines(head) ? lineDocuments : wholeDocuments)(all, {name, lists, longest, refuse});
}
