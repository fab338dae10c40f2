import {type Change, type ForPbx, isFromPbx} from '../change.js';
import {type DeliveryOutcome} from './outcome.js';
import {type Handler} from '../handler.js';
import {deliveriesTo, holds, outcomeFor, pbxTarget} from './target.js';

/** A request to the PBX about one session. */
export type PbxDeed =
	| {readonly kind: 'transfer'; readonly to: Handler}
	| {readonly kind: 'close'}
	| {readonly kind: 'archive'; readonly isArchived: boolean}
	| {readonly kind: 'delete'};

/** One act on one session that is carried out on the PBX, and how far that is. */
export interface PbxStep {
	readonly change: Change;
	readonly deed: PbxDeed;
	/** The highest message id that the PBX had told of when the act was written. */
	readonly seen: number;
	/** Whether it was sent, or may have been. */
	readonly hasBegun: boolean;
	readonly outcome?: DeliveryOutcome;
	/** Whether it was undone after it may have been sent. */
	readonly isTakenBack: boolean;
}

type Growing = {-readonly [Key in keyof PbxStep]: PbxStep[Key]};

const indexes = new WeakMap<ForPbx, ReadonlyMap<number, number>>();

/** Ten thousand sessions of one change are each asked for, so where they stand in its list is remembered. */
const indexIn = (forPbx: ForPbx, session: number): number | undefined => {
	let known = indexes.get(forPbx);
	if (known === undefined) {
		known = new Map(forPbx.sessions.map((id, index) => [id, index]));
		indexes.set(forPbx, known);
	}

	return known.get(session);
};

const deedIn = (change: Change, session: number): PbxDeed | undefined => {
	const move = change.moves?.find(({sessions}) => holds(sessions, session));
	if (move) return {kind: 'transfer', to: move.to};
	const isIn = (sessions: readonly number[] | undefined): boolean =>
		sessions !== undefined && holds(sessions, session);
	if (isIn(change.closed)) return {kind: 'close'};
	if (isIn(change.archived)) return {kind: 'archive', isArchived: true};
	if (isIn(change.unarchived)) return {kind: 'archive', isArchived: false};
	return isIn(change.deleted) ? {kind: 'delete'} : undefined;
};

const isNeverDone = ({hasBegun, outcome}: PbxStep): boolean =>
	outcome === undefined ? !hasBegun : outcome.failure !== undefined;

/** The step that the change takes back: a restoration the newest deletion, whoever deleted the session. */
const formerIn = (
	steps: ReadonlyMap<number, Growing>,
	change: Change,
	session: number,
): Growing | undefined => {
	if (change.of !== undefined) return steps.get(change.of);
	if (!change.restored || !holds(change.restored, session)) return undefined;
	return [...steps.values()].findLast(({deed}) => deed.kind === 'delete');
};

/**
The acts on a session for the PBX, oldest first. An act that was undone before it was sent, or that the PBX did not carry
out, is none any more, and neither is its undo.
@param changes those that touched the session since the store was connected, oldest first
*/
export const pbxStepsOf = (changes: readonly Change[], session: number): readonly PbxStep[] => {
	const begun = new Set<number>();
	const outcomes = new Map<number, DeliveryOutcome>();
	for (const change of changes) {
		const told = deliveriesTo(pbxTarget, change);
		for (const {of, sessions} of told.begun ?? []) if (holds(sessions, session)) begun.add(of);
		const outcome = outcomeFor(told, session);
		if (outcome) outcomes.set(outcome.of, outcome);
	}

	const steps = new Map<number, Growing>();
	for (const change of changes) {
		if (isFromPbx(change) || change.kind === 'delivery') continue;
		if (change.purged?.some(({sessions}) => holds(sessions, session))) steps.clear();
		const former = formerIn(steps, change, session);
		if (former && isNeverDone(former)) {
			steps.delete(former.change.n);
			continue;
		}

		if (former) former.isTakenBack = true;
		const index = change.forPbx && indexIn(change.forPbx, session);
		const deed = index === undefined ? undefined : deedIn(change, session);
		if (deed === undefined) continue;
		const outcome = outcomes.get(change.n);
		steps.set(change.n, {
			change,
			deed,
			seen: change.forPbx!.seen[index!]!,
			hasBegun: begun.has(change.n),
			isTakenBack: false,
			...(outcome && {outcome}),
		});
	}

	return [...steps.values()];
};

/** Whether what the change did to the session is so on the PBX, too, as far as it is to be carried out there at all. */
export const isDoneOnPbx = (changes: readonly Change[], session: number, {n, forPbx}: Change): boolean => {
	if (forPbx === undefined || indexIn(forPbx, session) === undefined) return true;
	return changes.some(change => {
		const {deliveries = []} = deliveriesTo(pbxTarget, change);
		return deliveries.some(
			({of, sessions, failure}) => of === n && failure === undefined && holds(sessions, session),
		);
	});
};
