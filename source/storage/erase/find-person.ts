import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Clear, type FoundPerson} from '../../domain/erase/found.js';
import {type Facts} from '../../domain/facts.js';
import {type History} from '../../domain/history.js';
import {StoreRefusal} from '../../domain/refusal.js';
import {type Session} from '../../domain/session.js';
import {blockSize} from '../../domain/table/block.js';
import {historyPositionAt} from '../../domain/table/rows.js';
import {type SessionTable} from '../../domain/table/session-table.js';
import {Finding, isCustomer, type PersonSearch} from './finding.js';

/** Histories read between two turns of the event loop, and sessions looked at: a few milliseconds each. */
const slice = 200;
const sessionSlice = 1000;

/** The store as the search sees it. */
export interface Looking extends Pick<Facts, 'history'> {
	readonly table: SessionTable;
}

function* sessionsIn({table}: Looking): Generator<Session> {
	for (const block of table.loadedBlocks)
		for (const id of block.id.subarray(0, block.count)) {
			const session = table.session(id);
			if (session) yield session;
		}
}

/** Looks at each, in slices, so that keys are handled in between. */
const eachSession = async (sessions: Iterable<Session>, take: (session: Session) => void): Promise<void> => {
	let count = 0;
	for (const session of sessions) {
		take(session);
		if (++count % sessionSlice === 0) await nextTurn();
	}
};

/** The same as long as nobody altered the session's history or parties. */
const markOf = ({table}: Looking, {id, customer: {number, name}, channel}: Session): string => {
	const row = table.rowOf(id)!;
	const {file, offset} = historyPositionAt(table.blockOf(row), row % blockSize);
	return [file, offset, channel.type, number, name].join('\t');
};

/** Reads every history once, in slices; those that are damaged are named. */
const eachHistory = async (
	looking: Looking,
	sessions: readonly Session[],
	take: (session: Session, history: History) => void,
	onProgress?: PersonSearch['onProgress'],
): Promise<readonly number[]> => {
	const unread: number[] = [];
	for (const [index, session] of sessions.entries()) {
		if (index % slice === slice - 1) {
			await nextTurn();
			onProgress?.(index / sessions.length);
		}

		try {
			take(session, looking.history(session.id));
		} catch (error) {
			if (!(error instanceof StoreRefusal)) throw error;
			unread.push(session.id);
		}
	}

	return unread;
};

const isSameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
	a.size === b.size && a.isSubsetOf(b);

/**
Finds all that the store has of a person. Reads every history, so it takes as long as a search, if the same was not
searched for before.
*/
export const findPerson = async (looking: Looking, search: PersonSearch): Promise<FoundPerson> => {
	const {readings, earlier, also} = search;
	const all: Session[] = [];
	let counting = readings.length;
	await eachSession(sessionsIn(looking), session => {
		all.push(session);
		const likelier = readings.slice(0, counting).findIndex(reading => isCustomer(reading, session));
		if (likelier !== -1) counting = likelier;
	});
	const person = readings[counting] ?? readings[0]!;
	const theirs: Session[] = [];
	const others: Session[] = [];
	await eachSession(all, session => (isCustomer(person, session) ? theirs : others).push(session));
	const finding = new Finding(person, looking.table.country, search);
	for (const session of theirs) finding.learn(session.customer, session);
	// Those that are damaged go all the same.
	const damaged = await eachHistory(looking, theirs, (session, history) => {
		finding.takeTheirs(session, history);
	});
	const clear = new Map<number, Clear>();
	const takeOther = (session: Session, history: History): void => {
		// The mark is taken first, so that it is never newer than what is read.
		const mark = markOf(looking, session);
		const mentions = finding.takeOther(session, history);
		if (mentions !== undefined) clear.set(session.id, {mark, mentions});
	};

	// Those that somebody named come first: they may tell more names, which the others are looked through for.
	const named = new Set(also);
	const damagedOfNamed = await eachHistory(
		looking,
		others.filter(({id}) => named.has(id)),
		takeOther,
	);
	const soughtNames = new Set(finding.names);
	const isSameSearch = earlier?.person === person && isSameSet(earlier.soughtNames, soughtNames);
	const known = isSameSearch ? earlier.clear : clear;
	const anew: Session[] = [];
	await eachSession(others, session => {
		if (named.has(session.id)) return;
		const before = known.get(session.id);
		if (before?.mark === markOf(looking, session)) {
			clear.set(session.id, before);
			finding.mentions += before.mentions;
		} else {
			anew.push(session);
		}
	});
	const unread = await eachHistory(looking, anew, takeOther, search.onProgress);
	const {whole, messages, mentions, candidates, forms, names, parties} = finding;
	return {
		person,
		sessions: [...whole, ...damaged],
		messages,
		mentions,
		candidates,
		forms,
		names,
		parties,
		soughtNames,
		clear,
		unread: [...damagedOfNamed, ...unread],
	};
};
