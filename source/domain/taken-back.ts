import {type Change} from './change.js';
import {alteredSessions, touchedSessions} from './effects.js';

/** A change, and how far it is taken back at present. */
export interface Standing {
	readonly change: Change;
	/** Whether it was taken back as a whole, though some of its sessions may have been skipped. */
	readonly isTakenBack: boolean;
	/** Whether anything of it is still there to be taken back. */
	readonly hasRest: boolean;
	/** The sessions in which undos or redos took it back. */
	readonly undone: ReadonlySet<number>;
}

const none: ReadonlySet<number> = new Set();

/** The sessions in which the change takes back what a target refused, each with the number of what was refused. */
function* refusalsIn(change: Change): Generator<readonly [session: number, of: number]> {
	const altered = change.kind === 'delivery' ? alteredSessions(change) : undefined;
	if (!altered || altered.size === 0) return;
	for (const {of, sessions, failure} of change.deliveries ?? [])
		for (const session of sessions) if (failure !== undefined && altered.has(session)) yield [session, of];
}

/** `undone`, or nothing where it is not. */
export const standingText = ({hasRest, undone}: Standing): string =>
	hasRest ? (undone.size === 0 ? '' : 'undone in part') : 'undone';

const addAll = (sessionsOf: Map<number, Set<number>>, n: number, ids: Iterable<number>): void => {
	const known = sessionsOf.get(n) ?? new Set();
	for (const id of ids) known.add(id);
	sessionsOf.set(n, known);
};

/**
Each change, newest first as given, and how far it is taken back at present: an act by undos, an undo by redos, each of
them also where targets refused it.
@param session whose changes these are, where they are of one alone
*/
export function* withTakenBack(newestFirst: Iterable<Change>, session?: number): Generator<Standing> {
	/** The numbers of changes that were taken back as a whole. */
	const whole = new Set<number>();
	/** By the number of a change, the sessions in which it was refused. */
	const refused = new Map<number, Set<number>>();
	/** By the number of a change, the sessions in which an undo or redo took it back. */
	const undone = new Map<number, Set<number>>();
	const those = (of: (change: Change) => ReadonlySet<number>, change: Change): ReadonlySet<number> =>
		session === undefined ? of(change) : new Set([session]);

	for (const change of newestFirst) {
		const {n, of} = change;
		for (const [id, other] of refusalsIn(change)) addAll(refused, other, [id]);
		const back = new Set([...(refused.get(n) ?? []), ...(undone.get(n) ?? [])]);
		const hasRest = back.size === 0 || !those(touchedSessions, change).isSubsetOf(back);
		const isTakenBack = whole.has(n) || !hasRest;
		if (of !== undefined) {
			if (!isTakenBack && !change.isPartial) whole.add(of);
			addAll(undone, of, those(alteredSessions, change).difference(back));
		}

		yield {change, isTakenBack, hasRest, undone: undone.get(n) ?? none};
	}
}
