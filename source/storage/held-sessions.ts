import {setImmediate as nextTurn} from 'node:timers/promises';
import {compileQuery, type QueryContext} from '../domain/find/matcher.js';
import {inTrash, withoutText} from '../domain/keep/hold-filter.js';
import {wordsInMessages, type Query} from '../domain/language/query.js';
import {type Message} from '../domain/message.js';
import {StoreRefusal} from '../domain/refusal.js';
import {blockSize, type HistoryPosition} from '../domain/table/block.js';
import {historyPositionAt} from '../domain/table/rows.js';
import {soughtFor, standsIn} from '../text/sought.js';
import {Arrivals} from './arrivals.js';
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

/** `undefined` if they are damaged. */
const messagesAt = (
	histories: Looking['histories'],
	id: number,
	position: HistoryPosition,
): readonly Message[] | undefined => {
	try {
		return histories.read(id, position).messages;
	} catch (error) {
		if (!(error instanceof StoreRefusal)) throw error;
		return undefined;
	}
};

/**
For each word, the sessions with a message that has it: also one that is deleted, as long as it can come back. What cannot
be read may have it.
*/
const searched = async (
	{replica: {table}, histories}: Looking,
	sessions: readonly number[],
	words: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> => {
	const found = words.map(word => ({word, sought: soughtFor(word), sessions: new Set<number>()}));
	for (const [index, id] of sessions.entries()) {
		if (index % slice === slice - 1) await nextTurn();
		const row = table.rowOf(id)!;
		const messages = messagesAt(histories, id, historyPositionAt(table.blockOf(row), row % blockSize));
		for (const each of found)
			if (messages?.some(({text}) => standsIn(each.sought, text)) ?? true) each.sessions.add(id);
	}

	return new Map(found.map(({word, sessions: those}) => [word, those]));
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
