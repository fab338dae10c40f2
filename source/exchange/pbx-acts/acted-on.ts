import {actedSince} from '../../domain/outbox/acted-since.js';
import {type Store} from '../../storage/store.js';

/**
Tells whether an act on a session was sent to the PBX, or settled, after the change of that number. It is asked of one
session after the other, so the journal is walked again only when it has grown.
*/
export const actedOn = (
	store: Pick<Store, 'changes' | 'newestChange'>,
): ((session: number, change: number) => boolean) => {
	let known = {change: -1, newest: -1, sessions: new Set<number>() as ReadonlySet<number>};
	return (session, change) => {
		const newest = store.newestChange;
		if (known.change !== change || known.newest !== newest)
			known = {change, newest, sessions: actedSince(store.changes(), change)};
		return known.sessions.has(session);
	};
};
