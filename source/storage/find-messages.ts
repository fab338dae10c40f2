import {type Message} from '../domain/message.js';
import {type NextPosition} from './byte-scan.js';
import {isAnything, readForm} from './form.js';
import {isMessage} from './history-form.js';
import {decodeHistory, isIntact} from './history-line.js';

const lineBeginning = /^\{"id":\d+,"messages":\[/;
/** Where one object of an array ends and the next begins: no such quote stands inside a string. */
const between = '},{"';
/** The same, or where the last object of one ends. */
const objectEnd = /\}(?:,\{|\],)"/g;
const textBeginning = '"text":"';

/** Where the string ends that begins there, after its quote. */
const stringEnd = (json: string, start: number): number => {
	for (let quote = json.indexOf('"', start); quote !== -1; quote = json.indexOf('"', quote + 1)) {
		let backslashes = 0;
		while (json[quote - 1 - backslashes] === '\\') backslashes++;
		if (backslashes % 2 === 0) return quote;
	}

	return json.length;
};

/** Where the pattern first matches inside the text of a message or record, searching from `from`. */
const findInText = (json: string, find: NextPosition, from: number): number | undefined => {
	for (let at = find(from); at < json.length;) {
		const start = json.lastIndexOf(textBeginning, at) + textBeginning.length;
		if (at < start) {
			at = find(start);
			continue;
		}

		if (at < stringEnd(json, start)) return at;
		const next = json.indexOf(textBeginning, at);
		if (next === -1) return undefined;
		at = find(next + textBeginning.length);
	}

	return undefined;
};

const isAscii = (text: string): boolean => !/[^\0-~]/.test(text);

/**
Whether these are whole messages, so that no other array is open at their end; where none begins, there is none.
@param json what stands between the beginnings of two messages
*/
const areWhole = (json: string): boolean => {
	let whole = 0;
	for (let array = json.indexOf('['); array !== -1; array = json.indexOf('[', whole)) {
		const before = json.lastIndexOf(between, array);
		const next = json.indexOf(between, array);
		const end = next === -1 ? json.length : next + 1;
		if (readForm(json.slice(before < whole ? whole : before + 2, end), isAnything) === undefined)
			return false;
		whole = end + 1;
	}

	return true;
};

/** As {@link findMessages}, reading single messages; `undefined` where it takes the whole line to know them. */
const pickMessages = (line: Buffer, json: string, find: NextPosition): readonly Message[] | undefined => {
	const beginning = lineBeginning.exec(json);
	if (beginning === null) return undefined;
	const messages: Message[] = [];
	/** Where a message begins, after those that were picked. */
	let next = beginning[0].length;
	for (;;) {
		const at = findInText(json, find, next);
		if (at === undefined) return messages;
		const start = Math.max(next, json.lastIndexOf(between, at) + 2);
		if (start > next && !areWhole(json.slice(next, start - 1))) return undefined;
		objectEnd.lastIndex = at;
		const end = (objectEnd.exec(json)?.index ?? line.length) + 1;
		const bytes = json.slice(start, end);
		const message = readForm(isAscii(bytes) ? bytes : line.toString('utf8', start, end), isMessage);
		if (message === undefined) return undefined;
		messages.push(message);
		if (json[end] !== ',') return messages;
		next = end + 1;
	}
};

/**
The messages of a history's line in whose text a pattern may match; none if the line is damaged.
@param json the line's bytes read as Latin-1
@param find where in it the pattern matches next
*/
export const findMessages = (line: Buffer, json: string, find: NextPosition): readonly Message[] => {
	const picked = pickMessages(line, json, find);
	if (picked === undefined) return decodeHistory(line)?.messages ?? [];
	return picked.length > 0 && isIntact(line) ? picked : [];
};
