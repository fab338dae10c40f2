import {type Actor, type Change} from '../domain/change.js';
import {idsIn} from '../domain/id-ranges.js';
import {type HoldNews} from '../domain/keep/hold.js';
import {fixedTimes} from '../domain/keep/hold-filter.js';
import {parseFilter} from '../domain/language/parse.js';
import {Refusal, refuseIf} from '../domain/refusal.js';
import {sessionsToHold} from './held-sessions.js';
import {type NamedHold} from './named-hold.js';
import {type Store} from './store.js';

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
