import {type Change, type ChangeKind} from '../change.js';
import {effectsOn} from '../effects.js';
import {finish, type Steps} from '../steps.js';

/** A session that somebody brought back from the trash. */
interface BroughtBack {
	/** Unix seconds. */
	readonly at: number;
	/** The policies that put it there before, by their ids. */
	readonly policies: ReadonlySet<number>;
}

/** What the journal tells of the trash. */
export interface TrashPast {
	/** When each session that is in the trash went there, in Unix seconds. */
	readonly since: ReadonlyMap<number, number>;
	/** Those that are not there any more because of a person. */
	readonly broughtBack: ReadonlyMap<number, BroughtBack>;
}

/** A session comes back by others as well: because a PBX refused its deletion, or on a connection. */
const byPersons: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['restore', 'undo', 'redo']);

/** Reads the whole journal once, a change a step. */
export function* trashPast(newestFirst: Iterable<Change>): Steps<TrashPast> {
	const since = new Map<number, number>();
	const broughtBack = new Map<number, {readonly at: number; readonly policies: Set<number>}>();
	/** Sessions whose newest step is known, and those that were purged: what was before is of another life. */
	const known = new Set<number>();
	const purged = new Set<number>();
	const isNewest = (id: number): boolean => !known.has(id) && known.add(id).has(id);
	for (const {kind, at, policy, ...effects} of newestFirst) {
		yield undefined;
		for (const effect of effectsOn(effects)) {
			const those = effect.sessions.filter(id => !purged.has(id));
			if (effect.kind === 'purged') for (const id of those) purged.add(id);
			if (effect.kind === 'restored')
				for (const id of those.filter(isNewest))
					if (byPersons.has(kind)) broughtBack.set(id, {at, policies: new Set()});
			if (effect.kind === 'deleted') {
				for (const id of those) {
					if (isNewest(id)) since.set(id, at);
					else if (policy?.of !== undefined) broughtBack.get(id)?.policies.add(policy.of);
				}
			}
		}
	}

	return {since, broughtBack};
}

/** When each session in the trash went there, in Unix seconds. Reads the whole journal at once. */
export const trashTimes = (newestFirst: Iterable<Change>): ReadonlyMap<number, number> =>
	finish(trashPast(newestFirst)).since;
