import {constants} from 'node:buffer';
import {type RefusedRecord} from '../../domain/incoming.js';
import {Refusal} from '../../domain/refusal.js';
import {isFields} from '../yeastar/fields.js';
import {jsonError} from './json-error.js';
import {parseJson} from './parse-json.js';

/** Something to read: its name for people, and its text or, so that it may be of any size, its lines one by one. */
export interface YeastarInput {
	readonly name: string;
	readonly text: string | Iterable<string>;
}

interface Line {
	readonly number: number;
	readonly text: string;
}

/** A JSON document, and for people where it is. */
export interface JsonDocument {
	readonly place: string;
	readonly value: unknown;
}

function* linesOf(text: string): Generator<string> {
	let start = 0;
	for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
		yield text.slice(start, end);
		start = end + 1;
	}

	yield text.slice(start);
}

/** All lines that are not blank, numbered from 1, without a byte order mark. */
function* numberedLines(text: string | Iterable<string>): Generator<Line, undefined> {
	let number = 0;
	for (const line of typeof text === 'string' ? linesOf(text) : text) {
		const content = number === 0 ? line.replace(/^\uFEFF/, '') : line;
		number++;
		if (/\S/.test(content)) yield {number, text: content};
	}

	return undefined;
}

function* chained(head: Iterable<Line>, rest: Iterable<Line>): Generator<Line> {
	yield* head;
	yield* rest;
}

const isObjectLine = (line: Line | undefined): boolean => {
	try {
		return line !== undefined && isFields(JSON.parse(line.text));
	} catch {
		return false;
	}
};

/**
JSON Lines have an object in their first line and more lines after it; or in the second, so that one bad line
does not spoil the rest (but a formatted array may have an object there too).
*/
const isJsonLines = (first: Line, second: Line | undefined): boolean =>
	second !== undefined && (isObjectLine(first) || (isObjectLine(second) && first.text.trim() !== '['));

/** The lines as one text again, blank ones too, so that errors are counted in the lines of the file. */
const joined = (lines: Iterable<Line>): string => {
	const texts: string[] = [];
	let length = 0;
	for (const {number, text} of lines) {
		while (texts.length < number - 1) texts.push('');
		texts.push(text);
		length += text.length;
		if (length + number > constants.MAX_STRING_LENGTH) {
			throw new Refusal(
				'it is one JSON document of more than 512 MB, which cannot be read in one piece; split it, or write it as JSON Lines: one answer of the PBX in each line',
			);
		}
	}

	return texts.join('\n');
};

const parseLine = (
	name: string,
	line: Line,
	refuse: (record: RefusedRecord) => void,
): JsonDocument | undefined => {
	const place = `${name}:${line.number}`;
	try {
		return {place, value: parseJson(line.text)};
	} catch {
		const {column, reason} = jsonError(line.text);
		refuse({place: `${place}:${column}`, reason});
		return undefined;
	}
};

const parseWhole = (
	name: string,
	lines: Iterable<Line>,
	refuse: (record: RefusedRecord) => void,
): JsonDocument | undefined => {
	let text = '';
	try {
		text = joined(lines);
		return {place: name, value: parseJson(text)};
	} catch (error) {
		if (error instanceof Refusal) {
			refuse({place: name, reason: error.message});
		} else {
			const {line, column, reason} = jsonError(text);
			refuse({place: `${name}:${line}:${column}`, reason});
		}

		return undefined;
	}
};

/** The one document of an input, or those in its lines. What is no JSON is refused with line and column. */
export function* jsonDocuments(
	{name, text}: YeastarInput,
	refuse: (record: RefusedRecord) => void,
): Generator<JsonDocument> {
	const lines = numberedLines(text);
	const first = lines.next().value;
	if (first === undefined) {
		refuse({place: name, reason: 'it is empty'});
		return;
	}

	const second = lines.next().value;
	const all = chained(second ? [first, second] : [first], lines);
	if (!isJsonLines(first, second)) {
		const document = parseWhole(name, all, refuse);
		if (document) yield document;
		return;
	}

	for (const line of all) {
		const document = parseLine(name, line, refuse);
		if (document) yield document;
	}
}
