import {hasId, idsIn} from '../domain/id-ranges.js';
import {destroyedSessions} from '../domain/effects.js';
import {type Actor, type Change, type Effects} from '../domain/change.js';
import {heldReason, type Hold, holdOf, type HoldNews} from '../domain/keep/hold.js';
import {fixedTimes, withFixedTimes} from '../domain/keep/hold-filter.js';
import {parseFilter} from '../domain/language/parse.js';
import {type Query} from '../domain/language/query.js';
import {Refusal, refuseIf} from '../domain/refusal.js';
import {sessionsToHold} from './held-sessions.js';
import {holdName, type NamedHold, type WordOf} from './named-hold.js';
import {type Store} from './store.js';
import {type Writing} from './writing.js';

/**
Refuses a change, of whatever kind, that would take something from a session that is held.
@throws Refusal
*/
export const refuseDestroying = (
	holds: readonly Hold[] | undefined,
	effects: Effects,
	wordOf: WordOf,
): void => {
	if (holds === undefined || holds.length === 0) return;
	for (const id of destroyedSessions(effects)) {
		const hold = holdOf(holds, id);
		refuseIf(
			hold &&
				`Nothing was changed: session ${id} is ${heldReason(holdName(hold, wordOf))}. What is held: chatlogs hold list`,
		);
	}
};

/** The filter of a hold; `undefined` if it has none, or if that cannot be read any more. */
const queryOf = ({words, times = []}: Hold, wordOf: WordOf): Query | undefined => {
	const text = words.holdFilter === undefined ? undefined : wordOf(words.holdFilter);
	if (text === undefined) return undefined;
	const query = parseFilter(text);
	return query.problems.length > 0 ? undefined : withFixedTimes(query, times);
};

/** A hold takes in what comes later in the name of the person who began it. */
const actorOf = ({by, as}: Hold): Actor => ({by, ...(as !== undefined && {as})});

/**
Lets the holds with a filter take in what came in since they were last applied: a change for each that finds anything.
@param tell called with a notice about a hold that cannot take in anything
*/
export const holdArrivals = async (
	writing: Writing,
	wordOf: WordOf,
	tell: (notice: string) => void,
): Promise<void> => {
	const {replica} = writing;
	const {arrivals} = replica;
	if (arrivals.isEmpty) return;
	for (const hold of replica.facts.holds ?? []) {
		if (hold.words.holdFilter === undefined) continue;
		const name = holdName(hold, wordOf);
		const query = queryOf(hold, wordOf);
		if (query === undefined) {
			tell(
				`The filter of the hold “${name}” cannot be read, so it holds nothing that comes from now on. Run: chatlogs check`,
			);
			continue;
		}

		const found = await sessionsToHold(writing, query, arrivals);
		const held = found.filter(id => !hasId(hold.sessions, id));
		if (held.length > 0)
			await writing.append(writing.number(actorOf(hold), {kind: 'hold', hold: {of: hold.n, name}, held}));
	}

	arrivals.clear();
};

export interface HoldRequest {
	readonly name: string;
	/** Where no filter says it. */
	readonly sessions?: readonly number[];
	readonly filter?: string | undefined;
	readonly note?: string | undefined;
}

/**
Begins a hold.
@param accept asked under the lock with the sessions that it would hold; it may throw a Refusal
@throws Refusal if there is a hold of that name
*/
export const addHold = async (
	store: Store,
	actor: Actor,
	{name, sessions = [], filter, note}: HoldRequest,
	accept: (sessions: readonly number[]) => void = () => undefined,
): Promise<Change> =>
	store.write(async writing => {
		refuseIf(store.hold(name) && `There is a hold “${name}” already. Choose another name.`);
		const query = filter === undefined ? undefined : parseFilter(filter);
		const held = query
			? await sessionsToHold(writing, query)
			: sessions.filter(id => store.session(id) !== undefined);
		accept(held);
		const news: HoldNews = {
			name,
			...(query && {filter: filter!, times: fixedTimes(query)}),
		};
		const change = writing.number(actor, {
			kind: 'hold',
			...(note !== undefined && {note}),
			hold: news,
			held,
		});
		await writing.append(change);
		return change;
	});

/** The sessions that a hold with that filter would hold now. */
export const sessionsFor = async (store: Store, filter: string): Promise<readonly number[]> =>
	store.write(async writing => sessionsToHold(writing, parseFilter(filter)));

/** @throws Refusal if there is no such hold */
export const findHold = (store: Pick<Store, 'hold'>, name: string): NamedHold => {
	const hold = store.hold(name);
	if (hold === undefined)
		throw new Refusal(`There is no hold “${name}”. Those that there are: chatlogs hold list`);
	return hold;
};

/** @throws Refusal if there is no such hold */
export const releaseHold = async (store: Store, actor: Actor, name: string): Promise<Change> =>
	store.commit(actor, () => {
		const {n, name: given, sessions} = findHold(store, name);
		return {kind: 'release', hold: {of: n, name: given}, released: idsIn(sessions)};
	});
