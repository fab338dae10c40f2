import {broughtBy} from '../describe-change.js';
import {type Change} from '../change.js';
import {touchedSessions} from '../effects.js';
import {hasId} from '../id-ranges.js';

/** By the number of a change: whether it touched a session. */
export type TouchedBy = ReadonlyMap<number, (session: number) => boolean>;

const testOf = (change: Change): ((session: number) => boolean) => {
	const touched = touchedSessions(change);
	const brought = broughtBy(change) ?? [];
	return session => touched.has(session) || brought.some(([, ids]) => hasId(ids, session));
};

/**
Looks the changes up that a filter asks for; those that do not exist are missing. An import touched what it brought.
@param newestFirst read only as far as the oldest of them
*/
export const touchedBy = (newestFirst: Iterable<Change>, numbers: readonly number[]): TouchedBy => {
	const wanted = new Set(numbers);
	const oldest = Math.min(...numbers);
	const found = new Map<number, (session: number) => boolean>();
	for (const change of newestFirst) {
		if (change.n < oldest) break;
		if (wanted.has(change.n)) found.set(change.n, testOf(change));
		if (found.size === wanted.size) break;
	}

	return found;
};
