import {type Frame, keepPlain, openFrame, pathOf, put, type Trouble} from './json-frame.js';
import {cutOff, reasonAt} from './json-reason.js';
import {endOf, type JsonToken, jsonTokenAt} from './json-token.js';
import {type Refuse} from './text-input.js';
import {TextPosition} from './text-position.js';

/** A JSON document, and its origin for people. */
export interface JsonDocument {
	readonly origin: string;
	/** A list has a hole for each entry that was refused or came in an earlier part: indexes are those of the file. */
	readonly value: unknown;
}

interface Options {
	readonly name: string;
	/** The origin of the first document; the others are named by line and column. */
	readonly origin: string;
	/** The line of `name` in which the text begins, from 1. */
	readonly line: number;
	/** The members whose arrays hold records. An array that is itself a document holds records too. */
	readonly lists: ReadonlySet<string>;
	readonly refuse: Refuse;
}

const space = /[\t\n\r ]*/y;
const spaceBetween = /[\t\n\r \uFEFF]*/y;
const lineOfDocument = /\n[\t ]*(?=[[{]\s*["[\]{}])/g;
const begunLine = /\n[\t ]*(?:[[{]\s*)?$/;

/** Characters after which a large document is given in parts. */
const longestPart = 8 * 1024 * 1024;

/** Most characters of one text. */
const longestText = 256 * 1024 * 1024;

/**
Reads JSON text that comes in pieces, where JSON.parse would fail: documents one after the other, those too large for
one string, and damaged ones. The undamaged part of a damaged document comes in: a damaged record in a list is refused
as a whole, by its origin, and so is a document without lists; an object that holds lists loses only the damaged
member. A large document comes in parts, each with the plain members of the objects around its lists.
*/
export class JsonStream {
	readonly #options: Options;
	readonly #position: TextPosition;
	readonly #frames: Frame[] = [];
	#documents: JsonDocument[] = [];
	/** The text that was not read yet. */
	#text = '';
	/** Reading on is worthwhile once `#text` has this length. */
	#enough = 0;
	/** The origin of the document. */
	#origin = '';
	#isFirst = true;
	/** Characters that were read of the part. */
	#partLength = 0;
	/** Whether it was reported that no document is here. */
	#isTold = false;
	/** Whether everything is passed over until a line begins a document. */
	#isLost = false;

	constructor(options: Options) {
		this.#options = options;
		this.#position = new TextPosition(options.line);
	}

	/** The documents, or parts of one, that end in the next piece; `undefined` if a text is too long to go on. */
	push(piece: string): readonly JsonDocument[] | undefined {
		if (this.#text.length + piece.length > longestText) {
			this.#refuse(this.#troubleAt(0, 'more than 256 MB of text; nothing from here on was read'));
			return undefined;
		}

		this.#text += piece;
		return this.#text.length < this.#enough ? [] : this.#read(false);
	}

	/** The rest, after the last piece. A document that did not end is cut off. */
	end(): readonly JsonDocument[] {
		return this.#read(true);
	}

	#read(isLast: boolean): readonly JsonDocument[] {
		this.#documents = [];
		const text = this.#text;
		let at = 0;
		for (;;) {
			if (this.#isLost) at = this.#findDocument(at);
			if (this.#isLost) break;
			const start = endOf(this.#frames.length === 0 ? spaceBetween : space, text, at);
			const token = start < text.length ? jsonTokenAt(text, start, isLast) : undefined;
			if (token === undefined) break;
			this.#take(token, start);
			this.#partLength += token.end - at;
			at = token.end;
		}

		if (isLast) this.#cut(at);
		this.#position.drop(text, at);
		this.#text = text.slice(at);
		// Otherwise a text over many pieces would be looked through again with each of them.
		this.#enough = this.#text.length * 2;
		return this.#documents;
	}

	/** The position where a line begins a document, or may with the next piece. */
	#findDocument(from: number): number {
		lineOfDocument.lastIndex = from;
		const found = lineOfDocument.exec(this.#text);
		this.#isLost = found === null;
		if (found) return found.index;
		const begun = this.#text.search(begunLine);
		return begun < from ? this.#text.length : begun;
	}

	#take(token: JsonToken, at: number): void {
		const frame = this.#frames.at(-1);
		if (frame === undefined) return this.#takeBetween(token, at);
		switch (token.kind) {
			case '{':
			case '[': {
				if (frame.expected !== 'value') this.#unexpected(frame, at);
				return this.#open(token.kind);
			}

			case '}':
			case ']': {
				return this.#close(token.kind, at);
			}

			case 'value': {
				return this.#takeValue(frame, token, at);
			}

			default: {
				return this.#takeSign(frame, token.kind, at);
			}
		}
	}

	#takeBetween(token: JsonToken, at: number): void {
		const isOpened = token.kind === '{' || token.kind === '[';
		if (isOpened || (token.kind === 'value' && !token.trouble)) {
			const {line, column} = this.#position.locate(this.#text, at);
			const {name, origin} = this.#options;
			this.#origin = this.#isFirst ? origin : [name, line, ...(column === 1 ? [] : [column])].join(':');
			this.#isFirst = false;
			this.#isTold = false;
			this.#partLength = 0;
			if (isOpened) this.#open(token.kind);
			else this.#documents.push({origin: this.#origin, value: token.value});
			return;
		}

		if (!this.#isTold) {
			const reason = this.#text[at] === '<' ? 'it is HTML or XML, not JSON' : reasonAt(this.#text, at);
			this.#options.refuse(this.#troubleAt(token.trouble?.offset ?? at, reason));
		}

		this.#isTold = true;
		this.#isLost = token.kind === 'value';
	}

	#takeSign(frame: Frame, sign: ',' | ':', at: number): void {
		if (frame.expected !== (sign === ',' ? 'next' : ':')) this.#unexpected(frame, at);
		frame.expected = sign === ':' || Array.isArray(frame.value) ? 'value' : 'key';
		frame.isEmpty = false;
	}

	#takeValue(frame: Frame, {value, trouble}: JsonToken, at: number): void {
		const told = trouble && this.#troubleAt(trouble.offset, trouble.reason);
		const isKey = !Array.isArray(frame.value) && (frame.expected === 'key' || frame.expected === 'next');
		if (told === undefined && frame.expected !== (isKey ? 'key' : 'value')) this.#unexpected(frame, at);
		if (!isKey) return this.#add(value, told);
		if (told) frame.trouble ??= told;
		else if (typeof value !== 'string') this.#unexpected(frame, at);
		frame.key = String(value);
		frame.expected = ':';
		frame.isEmpty = false;
	}

	#open(bracket: '{' | '['): void {
		const [holder, parent] = [this.#frames.at(-2), this.#frames.at(-1)];
		const isRecord = holder === undefined || holder.isList;
		const isArray = bracket === '[';
		const isList = isArray && (!parent || (isRecord && this.#options.lists.has(String(parent.key))));
		if (parent) parent.hasList ||= isList;
		this.#frames.push(openFrame(bracket, isList));
	}

	#close(bracket: '}' | ']', at: number): void {
		const isOpen = ({value}: Frame): boolean => Array.isArray(value) === (bracket === ']');
		const frame = this.#frames.at(-1)!;
		if (!isOpen(frame) || (frame.expected !== 'next' && !frame.isEmpty)) this.#unexpected(frame, at);
		for (let more = this.#frames.some(isOpen); more;) {
			more = !isOpen(this.#frames.at(-1)!);
			this.#endFrame();
		}
	}

	#endFrame(): void {
		const {value, trouble, isList, hasList} = this.#frames.pop()!;
		if (trouble && (isList || hasList)) this.#refuse(trouble);
		this.#add(value, isList || hasList ? undefined : trouble);
	}

	/** The value is an entry of the frame that is open now, or else a document. */
	#add(value: unknown, trouble?: Trouble): void {
		const frame = this.#frames.at(-1);
		if (trouble && (!frame || frame.isList)) this.#refuse(trouble);
		else if (trouble) frame!.trouble ??= trouble;
		else if (frame) put(frame, value);
		else this.#documents.push({origin: this.#origin, value});
		if (!frame) return;
		frame.expected = 'next';
		frame.isEmpty = false;
		if (typeof frame.key === 'number') frame.key++;
		if (frame.isList && this.#partLength > longestPart) this.#givePart();
	}

	#givePart(): void {
		const [root] = this.#frames;
		for (let index = this.#frames.length - 1; index > 0; index--)
			put(this.#frames[index - 1]!, this.#frames[index]!.value);
		this.#documents.push({origin: this.#origin, value: root!.value});
		this.#partLength = 0;
		for (const frame of this.#frames) keepPlain(frame);
	}

	/** Nothing more comes: whatever is open is cut, and its lists are good. */
	#cut(at: number): void {
		const innermost = this.#frames.at(-1);
		if (innermost) innermost.trouble ??= this.#troubleAt(at, cutOff);
		while (this.#frames.length > 0) this.#endFrame();
	}

	#unexpected(frame: Frame, at: number): void {
		frame.trouble ??= this.#troubleAt(at, reasonAt(this.#text, at));
	}

	#troubleAt(offset: number, reason: string): Trouble {
		const {line, column} = this.#position.locate(this.#text, offset);
		return {origin: `${this.#options.name}:${line}:${column}`, reason};
	}

	#refuse({origin, reason}: Trouble): void {
		const path = pathOf(this.#frames);
		this.#options.refuse({origin: path === '' ? origin : `${origin}: ${path}`, reason});
	}
}
