import {keptByCopy} from '../act/copies.js';
import {type Facts, heldBlocker, type Skipped} from '../facts.js';
import {finish, type Steps} from '../steps.js';
import {isDeletableThere} from '../outbox/for-pbx.js';
import {type Candidates, stepSize} from './candidates.js';
import {type NamedPolicy} from './policy.js';
import {type TrashPast} from './trash-past.js';

/** What a run of a policy would take, and what it leaves alone although it is due. */
export interface Due {
	readonly ids: readonly number[];
	readonly skipped: readonly Skipped[];
}

/** The sessions as a run sees them: as they are, or as they will be. */
interface World {
	isInTrash(id: number): boolean;
	/** When each session that is in the trash went there, in Unix seconds, as far as it is known. */
	readonly trash: ReadonlyMap<number, number>;
	/** Why the policy leaves the session alone; `undefined` if it takes it. */
	blocker(policy: NamedPolicy, id: number): string | undefined;
}

const restoredReason = 'restored since by somebody, and nothing new came';

/** What tells how the sessions are. */
type WorldFacts = Pick<Facts, 'session' | 'holdOn' | 'connection' | 'isDeletedOnPbx'>;

/** The sessions as they are. */
export const worldNow = (facts: WorldFacts, {since, broughtBack}: TrashPast): World => {
	const isLeftAlone = ({id: policy}: NamedPolicy, id: number): boolean => {
		const back = broughtBack.get(id);
		return back?.policies.has(policy) === true && (facts.session(id)?.lastActiveAt ?? 0) <= back.at;
	};

	return {
		isInTrash: id => facts.session(id)?.deleted === true,
		trash: since,
		blocker(policy, id) {
			const held = heldBlocker(facts, id);
			if (held !== undefined) return held;
			if (policy.act === 'purge') return keptByCopy(facts, id, undefined);
			return isLeftAlone(policy, id) ? restoredReason : undefined;
		},
	};
};

/** What a policy would take from the world when it is `now`, in Unix seconds. */
export function* dueInSteps(
	policy: NamedPolicy,
	candidates: Candidates,
	world: World,
	now: number,
): Steps<Due> {
	const ids: number[] = [];
	const skipped: Skipped[] = [];
	const isDelete = policy.act === 'delete';
	/** Few are in the trash, and a purge has to look at no others. */
	const longInTrash = (): readonly number[] =>
		[...world.trash].flatMap(([id, since]) => (since <= now - policy.after! ? [id] : []));
	const fit = isDelete ? yield* candidates.at(now) : candidates.among(longInTrash(), now);
	for (const [index, id] of fit.entries()) {
		if (index % stepSize === stepSize - 1) yield undefined;
		if (world.isInTrash(id) === isDelete) continue;
		const reason = world.blocker(policy, id);
		if (reason === undefined) ids.push(id);
		else skipped.push({id, reason});
	}

	return {ids, skipped};
}

/** The same all at once. */
export const dueFor = (policy: NamedPolicy, candidates: Candidates, world: World, now: number): Due =>
	finish(dueInSteps(policy, candidates, world, now));

/** Those that purge come first: a run takes nothing out of the trash that it put there. */
export const inOrder = <Each extends NamedPolicy>(policies: readonly Each[]): readonly Each[] =>
	policies.toSorted((a, b) => Number(b.act === 'purge') - Number(a.act === 'purge'));

/** A policy with what its filter finds. */
export interface Seeking {
	readonly policy: NamedPolicy;
	readonly candidates: Candidates;
}

/** What the runs of a policy would take one after the other, and what they would leave alone. */
export interface Foreseen {
	readonly policy: NamedPolicy;
	/** Each with its time in Unix seconds. */
	readonly runs: readonly {readonly at: number; readonly ids: readonly number[]}[];
	/** Each once, by the reasons. */
	readonly skipped: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Remembers what a run would do. */
class Foreseeing implements Foreseen {
	readonly policy: NamedPolicy;
	readonly runs: {at: number; ids: readonly number[]}[] = [];
	readonly skipped = new Map<string, Set<number>>();

	constructor(policy: NamedPolicy) {
		this.policy = policy;
	}

	add(at: number, {ids, skipped}: Due): void {
		this.runs.push({at, ids});
		for (const {id, reason} of skipped) {
			const known = this.skipped.get(reason);
			if (known === undefined) this.skipped.set(reason, new Set([id]));
			else known.add(id);
		}
	}
}

/**
What runs of these policies, in the order in which they run, would take at these times, if nothing else happened. A
connected PBX is taken to carry out what it can be asked for.
*/
export function* foresee(
	facts: Facts,
	past: TrashPast,
	seeking: readonly Seeking[],
	times: readonly number[],
): Steps<readonly Foreseen[]> {
	const real = worldNow(facts, past);
	const deleted = new Set<number>();
	const trash = new Map(past.since);
	const world: World = {
		isInTrash: id => deleted.has(id) || real.isInTrash(id),
		trash,
		blocker: (policy, id) =>
			deleted.has(id) && isDeletableThere(facts, id) ? undefined : real.blocker(policy, id),
	};
	/** What is in the trash stays there until it is purged. */
	const leaveInTrash = (ids: readonly number[]): void => {
		for (const {policy, candidates} of seeking) if (policy.act === 'delete') candidates.leaveOut(ids);
	};

	const foreseen = seeking.map(({policy}) => new Foreseeing(policy));
	leaveInTrash([...trash.keys()].filter(id => real.isInTrash(id)));
	for (const [day, at] of times.entries()) {
		for (const [index, {policy, candidates}] of seeking.entries()) {
			const due = yield* dueInSteps(policy, candidates, world, at);
			yield undefined;
			if (policy.act === 'delete') {
				for (const id of due.ids) {
					deleted.add(id);
					trash.set(id, at);
				}

				leaveInTrash(due.ids);
			} else {
				for (const id of due.ids) trash.delete(id);
				for (const each of seeking) each.candidates.leaveOut(due.ids);
			}

			foreseen[index]!.add(at, due);
			yield (day + 1) / times.length;
		}
	}

	return foreseen;
}
