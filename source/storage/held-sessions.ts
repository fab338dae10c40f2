import {isAscii} from 'node:buffer';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {compileQuery} from '../domain/find/matcher.js';
import {type QueryContext} from '../domain/find/query-context.js';
import {inTrash, withoutText} from '../domain/keep/hold-filter.js';
import {wordsInMessages, type Query} from '../domain/language/query.js';
import {blockSize} from '../domain/table/block.js';
import {historyPositionAt} from '../domain/table/rows.js';
import {type Sought, soughtFor, standsIn} from '../text/sought.js';
import {Arrivals} from './arrivals.js';
import {decodeHistory, isIntact} from './history-line.js';
import {WordPattern} from './word-pattern.js';
import {type Writing} from './writing.js';

/** Histories read between two turns of the event loop. */
const slice = 200;

type Looking = Pick<Writing, 'replica' | 'histories'>;

/** The sessions among the arrivals that match, in the trash or not. */
const matching = (
	{replica: {table, directory}}: Looking,
	query: Query,
	arrivals: Arrivals,
	inMessages?: QueryContext['inMessages'],
): readonly number[] => {
	const context = {now: 0, directory, ...(inMessages && {inMessages})};
	const matchers = [query, inTrash(query)].map(each => compileQuery(each, table, context));
	const found: number[] = [];
	const hits = new Uint8Array(blockSize);
	for (const number of arrivals.blocksIn(table)) {
		const block = table.blocks[number];
		if (block === undefined) continue;
		for (const match of matchers) {
			match(block, hits);
			for (let slot = 0; slot < block.count; slot++)
				if (hits[slot] === 1 && arrivals.has(block.id[slot]!, number)) found.push(block.id[slot]!);
		}
	}

	return found;
};

interface Word {
	readonly sought: Sought;
	readonly pattern: WordPattern;
}

/** Whether a line may hold the word; a quick look that spares reading most of them. */
const mayHold = ({pattern}: Word, json: string, isPlain: boolean): boolean => {
	const look = pattern.for(isPlain);
	if (look === undefined) return false;
	look.lastIndex = 0;
	return look.test(json);
};

/** Those of the words that a message of the history has; all of them if it is damaged, since it may have had them. */
const wordsIn = <Each extends Word>(id: number, line: Buffer, words: readonly Each[]): readonly Each[] => {
	const json = line.toString('latin1');
	if (!isIntact(line) || !json.startsWith(`{"id":${id},`)) return words;
	const isPlain = isAscii(line);
	const likely = words.filter(word => mayHold(word, json, isPlain));
	if (likely.length === 0) return [];
	const messages = decodeHistory(line)?.messages;
	return likely.filter(({sought}) => messages?.some(({text}) => standsIn(sought, text)) ?? true);
};

/** For each word, the sessions with a message that has it: also one that is deleted, as long as it can come back. */
const searched = async (
	{replica: {table}, histories}: Looking,
	candidates: readonly number[],
	words: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> => {
	const known = words.map(word => {
		const sought = soughtFor(word);
		return {word, sought, pattern: new WordPattern(sought.plain), sessions: new Set<number>()};
	});
	for (const [index, id] of candidates.entries()) {
		if (index % slice === slice - 1) await nextTurn();
		const row = table.rowOf(id)!;
		const line = histories.line(historyPositionAt(table.blockOf(row), row % blockSize));
		for (const {sessions} of wordsIn(id, line, known)) sessions.add(id);
	}

	return new Map(known.map(({word, sessions}) => [word, sessions]));
};

/**
The sessions that a hold's filter finds, in the trash or not. Messages are read only of those that fit otherwise.
@param arrivals the sessions to look at; all if missing
*/
export const sessionsToHold = async (
	looking: Looking,
	query: Query,
	arrivals = new Arrivals(true),
): Promise<readonly number[]> => {
	const words = wordsInMessages(query);
	if (words.length === 0) return matching(looking, query, arrivals);
	const candidates = matching(looking, withoutText(query), arrivals);
	return matching(looking, query, arrivals, await searched(looking, candidates, words));
};
