import {type Change} from './change.js';
import {alteredSessions, touchedSessions} from './effects.js';

/** The sessions in which the change takes back what a target refused, each with the number of what was refused. */
function* refusalsIn(change: Change): Generator<readonly [session: number, of: number]> {
	const altered = change.kind === 'delivery' ? alteredSessions(change) : undefined;
	if (!altered || altered.size === 0) return;
	for (const {of, sessions, failure} of change.deliveries ?? [])
		for (const session of sessions) if (failure !== undefined && altered.has(session)) yield [session, of];
}

/**
Each change, newest first as given, and whether it is taken back at present: an act by an undo, an undo by a redo, each
of them also if undos of a part, or targets that refused it, have taken it back for all its sessions.
@param session whose changes these are, where they are of one alone
*/
export function* withTakenBack(
	newestFirst: Iterable<Change>,
	session?: number,
): Generator<{readonly change: Change; readonly isTakenBack: boolean}> {
	const takenBack = new Set<number>();
	/** By the number of a change, the sessions in which it was refused, or taken back by itself. */
	const undoneIn = new Map<number, Set<number>>();
	const note = (session: number, of: number): void => {
		undoneIn.set(of, (undoneIn.get(of) ?? new Set()).add(session));
	};

	const isUndoneInAll = (change: Change): boolean => {
		const sessions = undoneIn.get(change.n);
		if (sessions === undefined) return false;
		return session === undefined ? touchedSessions(change).isSubsetOf(sessions) : sessions.has(session);
	};

	for (const change of newestFirst) {
		for (const [id, of] of refusalsIn(change)) note(id, of);
		const isTakenBack = takenBack.has(change.n) || isUndoneInAll(change);
		if (change.of !== undefined && !isTakenBack) {
			if (change.isPart) for (const id of alteredSessions(change)) note(id, change.of);
			else takenBack.add(change.of);
		}

		yield {change, isTakenBack};
	}
}
