import {type Change} from './change.js';
import {alteredSessions, touchedSessions} from './effects.js';

/** The sessions in which the change takes back what a target refused, each with the number of what was refused. */
function* refusalsIn(change: Change): Generator<readonly [session: number, of: number]> {
	const altered = change.kind === 'delivery' ? alteredSessions(change) : undefined;
	if (!altered || altered.size === 0) return;
	for (const {of, sessions, failure} of change.deliveries ?? [])
		for (const session of sessions) if (failure !== undefined && altered.has(session)) yield [session, of];
}

const addAll = (sessionsOf: Map<number, Set<number>>, n: number, ids: Iterable<number>): void => {
	const known = sessionsOf.get(n) ?? new Set();
	for (const id of ids) known.add(id);
	sessionsOf.set(n, known);
};

/**
Each change, newest first as given, and whether it is taken back at present: an act by an undo, an undo by a redo, each
of them also if targets refused it, or undos of a part took it back, for all its sessions.
@param session whose changes these are, where they are of one alone
*/
export function* withTakenBack(
	newestFirst: Iterable<Change>,
	session?: number,
): Generator<{readonly change: Change; readonly isTakenBack: boolean}> {
	const takenBack = new Set<number>();
	/** By the number of a change, the sessions in which it was refused. */
	const refused = new Map<number, Set<number>>();
	/** By the number of a change, the sessions for which undos of a part took it back. */
	const partly = new Map<number, Set<number>>();
	const isIn = (sessionsOf: typeof refused, change: Change): boolean => {
		const sessions = sessionsOf.get(change.n);
		if (sessions === undefined) return false;
		return session === undefined ? touchedSessions(change).isSubsetOf(sessions) : sessions.has(session);
	};

	for (const change of newestFirst) {
		for (const [id, of] of refusalsIn(change)) addAll(refused, of, [id]);
		const isTakenBack = takenBack.has(change.n) || isIn(refused, change) || isIn(partly, change);
		const {of, isPartial} = change;
		if (of !== undefined && !isTakenBack) {
			if (isPartial) addAll(partly, of, alteredSessions(change));
			else takenBack.add(of);
		}

		yield {change, isTakenBack};
	}
}
