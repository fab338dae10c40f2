import {setImmediate as nextTurn} from 'node:timers/promises';
import path from 'node:path';
import {type Sought, soughtFor, standsIn} from '../text/sought.js';
import {type Message} from '../domain/message.js';
import {type Block, blockSize, flag, type HistoryPosition} from '../domain/table/block.js';
import {historyPositionAt} from '../domain/table/rows.js';
import {isHistoryFile} from './file-names.js';
import {byteScan} from './byte-scan.js';
import {findMessages} from './find-messages.js';
import {linesIn} from './history-lines.js';
import {type LineChunk} from './line-chunks.js';
import {ownIdOf} from '../domain/language/own-id.js';
import {findOwnId} from './own-ids.js';
import {type Store} from './store.js';
import {WordFinder} from './word-finder.js';

/** A message that contains all the words. */
export interface SearchHit {
	readonly session: number;
	readonly message: Message;
}

export interface SearchRequest {
	/** One message must contain all of them; a word may be a phrase. See `soughtFor`. */
	readonly words: readonly string[];
	/** Whether to look into the trash instead. */
	readonly inTrash?: boolean;
	readonly signal?: AbortSignal;
	/** Called with the part of the messages that was searched, from 0 to 1, once its hits were yielded. */
	readonly onProgress?: (part: number) => void;
}

/** Bytes searched in one turn of the event loop: a few milliseconds at most. */
const turnSize = 1024 * 1024;
/** A hit counts as so many bytes more, since it has to be read. */
const hitSize = 2 * 1024;

const lineId = /^\{"id":(\d+),/;

const newline = 0x0a;

/** One search under way. */
interface Look {
	readonly store: Store;
	readonly words: readonly Sought[];
	/** For the longest word, the rarest as a rule. */
	readonly finder: WordFinder;
	readonly inTrash: boolean;
	/** Sessions whose hits were yielded already. */
	readonly told: Set<number>;
}

/** The session whose present history begins there, and its line's length; `undefined` if it is not searched. */
const historyAt = (
	{store: {table}, inTrash, told}: Look,
	beginning: string,
	at: Omit<HistoryPosition, 'length'>,
): {readonly id: number; readonly length: number} | undefined => {
	const id = Number(lineId.exec(beginning)?.[1]);
	const row = table.rowOf(id);
	if (row === undefined || told.has(id)) return undefined;
	const [block, slot] = [table.blockOf(row), row % blockSize];
	const wanted = inTrash ? flag.deleted : 0;
	if ((block.flags[slot]! & (flag.deleted | flag.purged)) !== wanted) return undefined;
	const {file, offset, length} = historyPositionAt(block, slot);
	return file === at.file && offset === at.offset ? {id, length} : undefined;
};

/** Those of these messages that are hits. */
const hitsAmong = (look: Look, session: number, messages: readonly Message[]): readonly SearchHit[] => {
	const hidden = look.store.deletedMessages(session);
	return messages
		.filter(({id, text}) => !hidden.has(id) && look.words.every(word => standsIn(word, text)))
		.map(message => ({session, message}));
};

/** The hits in whole lines of a file. */
const hitsInChunk = (look: Look, {chunk, offset}: LineChunk, file: string): readonly SearchHit[] => {
	const positions = look.finder.in(chunk);
	if (positions === undefined) return [];
	const hits: SearchHit[] = [];
	for (let from = 0; from < chunk.length;) {
		const at = positions.next(from);
		if (at >= chunk.length) break;
		const start = Math.max(from, chunk.lastIndexOf(newline, at) + 1);
		const beginning = chunk.toString('latin1', start, start + 32);
		const history = historyAt(look, beginning, {file, offset: offset + start});
		if (history === undefined) {
			const end = chunk.indexOf(newline, at);
			if (end === -1) break;
			from = end + 1;
			continue;
		}

		const end = start + history.length;
		const line = chunk.subarray(start, end);
		const json = line.toString('latin1');
		const messages = findMessages(line, json, positions.inLine(json, start));
		const those = hitsAmong(look, history.id, messages);
		if (those.length > 0) look.told.add(history.id);
		for (const hit of those) hits.push(hit);
		from = end + 1;
	}

	return hits;
};

/** The bytes searched so far, by history file. */
type Seen = Map<string, number>;

/** Whether the file has a present history beyond the bytes searched so far. */
const isAhead = ({historyFiles, historyFile, historyOffset}: Block, seen: Seen, name: string): boolean => {
	const number = historyFiles.indexOf(name);
	const end = seen.get(name)!;
	return historyOffset.some((offset, slot) => offset >= end && historyFile[slot] === number);
};

/** History files not searched to their end yet, newest first. */
const filesAfter = ({table}: Store, seen: Seen): readonly string[] => {
	const names = table.loadedBlocks.flatMap(block =>
		block.historyFiles.filter(name => !seen.has(name) || isAhead(block, seen, name)),
	);
	return [...new Set(names)]
		.filter(name => isHistoryFile(name))
		.toSorted((a, b) => b.localeCompare(a, 'en', {numeric: true}));
};

/**
Searches all messages that are not deleted, and yields the hits as they are found: the latest imports first, each in
its own order. A history that another process moves meanwhile is searched at its new position.
@throws the signal's reason when it is aborted
*/
export async function* searchMessages(
	store: Store,
	request: SearchRequest,
): AsyncGenerator<readonly SearchHit[]> {
	const {inTrash = false, signal, onProgress} = request;
	await store.loaded;
	const words = request.words.map(word => soughtFor(word));
	const [longest] = words.map(({plain}) => plain).toSorted((a, b) => b.length - a.length);
	const look = {store, words, finder: new WordFinder(longest!), inTrash, told: new Set<number>()};
	const seen: Seen = new Map();
	const sizeOf = (name: string): number => store.files.stat(path.join(store.folder, name))?.size ?? 0;
	const leftOf = (name: string): number => Math.max(0, sizeOf(name) - (seen.get(name) ?? 0));
	let total = 0;
	let done = 0;
	let turn = 0;
	for (let version = -1; store.table.version !== version;) {
		version = store.table.version;
		const names = filesAfter(store, seen);
		total += names.reduce((sum, name) => sum + leftOf(name), 0);
		for (const name of names) {
			const from = seen.get(name) ?? 0;
			// A file that is missing, or ends too early, is not tried again.
			seen.set(name, Infinity);
			for (const lines of linesIn(store, name, from, byteScan()?.window)) {
				if (lines.chunk.at(-1) === newline) seen.set(name, lines.offset + lines.chunk.length);
				const hits = hitsInChunk(look, lines, name);
				if (hits.length > 0) yield hits;
				done += lines.chunk.length;
				onProgress?.(done / total);
				turn += lines.chunk.length + hits.length * hitSize;
				if (turn >= turnSize) {
					await nextTurn();
					turn = 0;
				}

				signal?.throwIfAborted();
			}
		}

		await store.refresh();
		signal?.throwIfAborted();
	}
}

interface WordsRequest extends Pick<SearchRequest, 'inTrash' | 'signal'> {
	/** Called with the part of the work that is done, from 0 to 1, and the sessions found so far. */
	readonly onProgress?: (part: number, found: ReadonlyMap<string, ReadonlySet<number>>) => void;
}

/** The sessions with a message that contains the word, for each of the words; an id of another system is one of them. */
export const findInMessages = async (
	store: Store,
	words: readonly string[],
	{onProgress, ...options}: WordsRequest = {},
): Promise<ReadonlyMap<string, ReadonlySet<number>>> => {
	const found = new Map<string, ReadonlySet<number>>();
	for (const [index, word] of words.entries()) {
		const ownId = ownIdOf(word);
		if (ownId !== undefined) {
			found.set(word, await findOwnId(store, ownId, options.signal));
			continue;
		}

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
