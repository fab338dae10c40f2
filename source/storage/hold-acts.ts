import {type Actor, type Change} from '../domain/change.js';
import {holdDraft, releaseDraft} from '../domain/keep/hold-drafts.js';
import {fixedTimes} from '../domain/keep/hold-filter.js';
import {parseFilter} from '../domain/language/parse.js';
import {sessionsToHold} from './held-sessions.js';
import {type Store} from './store.js';

interface HoldRequest {
	readonly name: string;
	/** Where no filter says it. */
	readonly sessions?: readonly number[];
	readonly filter?: string | undefined;
	readonly note?: string | undefined;
}

/**
Begins a hold.
@param accept asked under the lock with the sessions that it would hold; it may throw a Refusal
@throws Refusal if nobody could see the name, or if there is a hold of that name
*/
export const addHold = async (
	store: Store,
	actor: Actor,
	{name, sessions = [], filter, note}: HoldRequest,
	accept: (sessions: readonly number[]) => void = () => undefined,
): Promise<Change> =>
	store.write(async writing => {
		const query = filter === undefined ? undefined : parseFilter(filter);
		const held = query
			? await sessionsToHold(writing, query)
			: sessions.filter(id => store.session(id) !== undefined);
		accept(held);
		const news = {name, ...(query && {filter: filter!, times: fixedTimes(query)})};
		const change = writing.number(actor, holdDraft(store.holds, news, held, note));
		await writing.append(change);
		return change;
	});

/** The sessions that a hold with that filter would hold now. */
export const sessionsFor = async (store: Store, filter: string): Promise<readonly number[]> =>
	store.write(async writing => sessionsToHold(writing, parseFilter(filter)));

/** @throws Refusal if there is no such hold */
export const releaseHold = async (store: Store, actor: Actor, name: string): Promise<Change> =>
	store.commit(actor, () => releaseDraft(store.holds, name));
