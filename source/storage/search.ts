import path from 'node:path';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {fold, foldCase} from '../domain/filter/fold.js';
import {type History} from '../domain/history.js';
import {type Message} from '../domain/message.js';
import {blockSize} from '../domain/table/block.js';
import {historyPlaceAt} from '../domain/table/rows.js';
import {isHistoryFile} from './history-files.js';
import {decodeHistory} from './history-line.js';
import {lineChunks} from './line-chunks.js';
import {type Store} from './store.js';

/** A message in which all the words stand. */
export interface SearchHit {
	readonly session: number;
	readonly message: Message;
}

export interface SearchRequest {
	/** All of them have to stand in one message; a word may be a phrase. Case is ignored. */
	readonly words: readonly string[];
	/** Whether to look into the trash instead. */
	readonly inTrash?: boolean;
	readonly signal?: AbortSignal;
	/** Told how much of the messages was looked through, from 0 to 1. */
	readonly onProgress?: (part: number) => void;
}

const newline = 0x0a;

/** The word as it stands in a JSON string. */
const inJson = (word: string): string => JSON.stringify(word).slice(1, -1);

/** What stands for a space when words are compared, as JSON writes it. */
const lineBreaks = String.raw`\\[tnr]`;

/** What falls together with other characters when case is ignored, as bytes of UTF-8 read as Latin-1. */
const alike: Readonly<Record<string, string>> = {
	' ': `(?: |${lineBreaks})`,
	';': '(?:;|\u00CD\u00BE)',
	'`': '(?:`|\u00E1\u00BF\u00AF)',
	i: '(?:i(?:\u00CC\u0087)?|\u00C4[\u00B0\u00B1])',
	k: '(?:k|\u00E2\u0084\u00AA)',
};

/** Finds the beginnings of lines that may contain the word; more than do, but never fewer. */
type LineFinder = (chunk: Buffer) => readonly number[];

/** For words of ASCII: over bytes, without decoding them. */
const byteFinder = (word: string): LineFinder => {
	const pattern = inJson(word).replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
	const regex = new RegExp(
		pattern.replaceAll(/[ ;`ik]/g, sign => alike[sign]!),
		'gi',
	);
	return chunk => {
		const text = chunk.toString('latin1');
		const starts: number[] = [];
		regex.lastIndex = 0;
		for (let found = regex.exec(text); found; found = regex.exec(text)) {
			starts.push(text.lastIndexOf('\n', found.index) + 1);
			const end = text.indexOf('\n', found.index);
			if (end === -1) break;
			regex.lastIndex = end;
		}

		return starts;
	};
};

/** For other words: over the text in lower case, in which case, accents and lengths follow Unicode's rules. */
const textFinder = (word: string): LineFinder => {
	const wanted = foldCase(inJson(word));
	return chunk => {
		const spaced = chunk
			.toString('utf8')
			.replaceAll(/\\(?:[tnr]|\\)/g, sign => (sign === '\\\\' ? sign : ' '));
		const lines = foldCase(spaced).split('\n');
		const starts: number[] = [];
		let start = 0;
		for (const line of lines) {
			if (line.includes(wanted)) starts.push(start);
			start = chunk.indexOf(newline, start) + 1;
		}

		return starts;
	};
};

const isAscii = (word: string): boolean => /^[ -~]*$/.test(word);

/** The longest word is the rarest, as a rule. */
const finderFor = (words: readonly string[]): LineFinder => {
	const longest = words.toSorted((a, b) => b.length - a.length)[0]!;
	return isAscii(longest) ? byteFinder(longest) : textFinder(longest);
};

const lineId = /^\{"id":(\d+),/;

/** The history that begins there, if it is the present one of a session that is looked for. */
const historyAt = (
	{table}: Store,
	{
		name,
		chunk,
		offset,
		start,
	}: {readonly name: string; readonly chunk: Buffer; readonly offset: number; readonly start: number},
	inTrash: boolean,
): History | undefined => {
	const id = Number(lineId.exec(chunk.toString('latin1', start, start + 32))?.[1]);
	const row = table.rowOf(id);
	if (row === undefined || table.isPurged(row) || table.sessionAt(row).deleted !== inTrash) return undefined;
	const place = historyPlaceAt(table.blockOf(row), row % blockSize);
	if (place.file !== name || place.offset !== offset + start) return undefined;
	return decodeHistory(chunk.subarray(start, start + place.length));
};

/**
Looks through all messages that are not deleted, those of the newest sessions first, and gives the hits as they are
found, a batch for each turn of the event loop.
@throws the signal's reason when it is aborted
*/
export async function* searchMessages(
	store: Store,
	request: SearchRequest,
): AsyncGenerator<readonly SearchHit[]> {
	const {words, inTrash = false, signal, onProgress} = request;
	await store.loaded;
	const wanted = words.map(word => fold(word));
	const findLines = finderFor(wanted);
	const names = store.files
		.list(store.folder)
		.filter(name => isHistoryFile(name))
		.toSorted((a, b) => b.localeCompare(a, 'en', {numeric: true}));
	const total = names.reduce(
		(sum, name) => sum + (store.files.stat(path.join(store.folder, name))?.size ?? 0),
		0,
	);
	let done = 0;
	for (const name of names) {
		const file = store.files.open(path.join(store.folder, name), 'read');
		try {
			for (const {chunk, offset} of lineChunks(file)) {
				const hits = findLines(chunk).flatMap(start =>
					hitsIn(store, historyAt(store, {name, chunk, offset, start}, inTrash), wanted),
				);
				done += chunk.length;
				onProgress?.(done / total);
				if (hits.length > 0) yield hits;
				await nextTurn();
				signal?.throwIfAborted();
			}
		} finally {
			file.close();
		}
	}
}

const hitsIn = (store: Store, history: History | undefined, wanted: readonly string[]): SearchHit[] => {
	if (history === undefined) return [];
	const hidden = store.deletedMessages(history.id);
	return history.messages
		.filter(({id, text}) => {
			if (hidden.has(id)) return false;
			const folded = fold(text);
			return wanted.every(word => folded.includes(word));
		})
		.map(message => ({session: history.id, message}));
};

export interface WordsRequest extends Pick<SearchRequest, 'inTrash' | 'signal'> {
	/** Told how much of the work is done, from 0 to 1, and what was found so far. */
	readonly onProgress?: (part: number, found: ReadonlyMap<string, ReadonlySet<number>>) => void;
}

/** For each of the words the sessions with a message that has it. */
export const findInMessages = async (
	store: Store,
	words: readonly string[],
	{onProgress, ...options}: WordsRequest = {},
): Promise<ReadonlyMap<string, ReadonlySet<number>>> => {
	const found = new Map<string, Set<number>>();
	for (const [index, word] of words.entries()) {
		const sessions = new Set<number>();
		found.set(word, sessions);
		const request: SearchRequest = {
			...options,
			words: [word],
			onProgress: part => onProgress?.((index + part) / words.length, found),
		};
		for await (const hits of searchMessages(store, request)) {
			for (const {session} of hits) sessions.add(session);
		}
	}

	return found;
};
