import {type Actor, type Change, type Draft, isAct, isSameActor} from '../change.js';
import {effectsIn, touchedSessions} from '../effects.js';
import {type Standing, withTakenBack} from '../taken-back.js';
import {transferRemark, undoRemark} from '../outbox/remark.js';
import {type Facts} from '../facts.js';
import {blockerOf} from '../capabilities.js';
import {type Plan} from './plan.js';
import {Refusal, refuseIf} from '../refusal.js';
import {takeBack} from './take-back.js';
import {goneRemark, stayingOnPbx} from './undo-on-pbx.js';

export const undoBlocker = (facts: Pick<Facts, 'capabilities'>): string | undefined =>
	blockerOf(facts.capabilities.remove);

const newestStanding = (facts: Pick<Facts, 'changes'>, actor: Actor): Standing | undefined =>
	withTakenBack(facts.changes()).find(
		({change, isTakenBack}) => isAct(change) && isSameActor(change, actor) && !isTakenBack,
	);

/**
The actor's newest act that is not undone; `undefined` if there is none. An undo is one step, also if it skipped
sessions: those are undone by the change's number.
*/
export const newestUndoable = (facts: Pick<Facts, 'changes'>, actor: Actor): Change | undefined =>
	newestStanding(facts, actor)?.change;

/** The actor's newest undo, if the actor changed nothing since but by redoing; else `undefined`. */
export const newestRedoable = (facts: Pick<Facts, 'changes'>, actor: Actor): Change | undefined => {
	for (const {change, isTakenBack} of withTakenBack(facts.changes())) {
		if (!isSameActor(change, actor)) continue;
		if (isAct(change)) return undefined;
		if (change.kind === 'undo' && !isTakenBack) return change;
	}

	return undefined;
};

const findChange = (facts: Pick<Facts, 'changes'>, n: number): Standing | undefined =>
	withTakenBack(facts.changes()).find(({change}) => change.n === n);

/** Why a change that is no act is not undone, as the rest of a sentence about it. */
const whyNotUndone = (facts: Pick<Facts, 'changes'>, {kind, of}: Change): string => {
	if (kind === 'undo') return `undid change ${of!}, and only redo takes that back.`;
	if (kind === 'redo') return `did change ${findChange(facts, of!)!.change.of!} again: undo that one.`;
	return 'is nothing that a user did to sessions, so it cannot be undone.';
};

const planTakingBack = (facts: Facts, change: Change, kind: 'undo' | 'redo'): Plan => {
	refuseIf(undoBlocker(facts));
	const staying = stayingOnPbx(facts, change);
	const {effects, hits, skipped} = takeBack(facts, {
		...change,
		...(staying.size > 0 && effectsIn(change, touchedSessions(change).difference(staying))),
	});
	const draft: Draft = {kind, of: change.n, ...effects};
	const remark = [
		kind === 'undo' ? undoRemark(facts, draft) : transferRemark(facts, draft),
		goneRemark(facts, change, effects.restored),
	]
		.filter(text => text !== undefined)
		.join(' ');
	return {
		draft,
		hits,
		skipped: [...skipped, ...Array.from(staying, ([id, reason]) => ({id, reason}))],
		...(remark && {remark}),
	};
};

/** On a connected PBX a close is taken back only while it waits: the API cannot reopen a session. */
const planUndoingAll = (facts: Facts, change: Change): Plan => {
	const {n, closed = []} = change;
	const isDone = (id: number): boolean =>
		facts.connection !== undefined && facts.pbxState?.(id, change) !== 'waiting';
	const done = closed.filter(id => isDone(id));
	if (done.length === 0) return planTakingBack(facts, change, 'undo');
	if (done.length === closed.length)
		throw new Refusal(
			`Change ${n} closed sessions, and the API of the PBX cannot reopen them, so it cannot be undone. Older changes can, by their numbers.`,
		);
	const plan = planTakingBack(facts, {...change, closed: closed.filter(id => !isDone(id))}, 'undo');
	const reason = 'closed on the PBX, the API of which cannot reopen it';
	return {...plan, skipped: [...plan.skipped, ...done.map(id => ({id, reason}))]};
};

const planUndoing = (facts: Facts, {change, undone}: Standing, only: readonly number[] | undefined): Plan => {
	if (only === undefined && undone.size === 0) return planUndoingAll(facts, change);
	const touched = touchedSessions(change);
	const meant = new Set(only ?? touched.difference(undone));
	// What was undone once may look as the change left it, but others did that.
	const plan = planUndoingAll(facts, {...change, ...effectsIn(change, meant.difference(undone))});
	const again = [...meant].filter(id => undone.has(id));
	const others = [...meant.difference(touched)];
	return {
		...plan,
		draft: {...plan.draft, isPartial: true},
		skipped: [
			...plan.skipped,
			...again.map(id => ({id, reason: 'already undone', isAlreadySo: true})),
			...others.map(id => ({id, reason: `change ${change.n} did nothing to it`})),
		],
	};
};

/**
Takes back the change with that number, or what is left of it; else the actor's newest. Each session goes back if it is
still as the change left it, also to a deleted owner or to or from a closed `api`: it is not a transfer.
@param only these of its sessions; the others can be taken back later
*/
export const planUndo = (facts: Facts, actor: Actor, n?: number, only?: readonly number[]): Plan => {
	if (n === undefined) {
		const newest = newestStanding(facts, actor);
		if (newest === undefined)
			throw new Refusal('There is nothing of yours to undo. The list of changes names what others did.');
		return planUndoing(facts, newest, only);
	}

	const found = findChange(facts, n);
	if (found === undefined) throw new Refusal(`There is no change ${n}.`);
	if (!isAct(found.change)) throw new Refusal(`Change ${n} ${whyNotUndone(facts, found.change)}`);
	if (!found.hasRest) throw new Refusal(`Change ${n} is undone already.`);
	return planUndoing(facts, found, only);
};

/** Does again what the actor's newest undo took back. */
export const planRedo = (facts: Facts, actor: Actor): Plan => {
	const undo = newestRedoable(facts, actor);
	if (undo === undefined)
		throw new Refusal('There is nothing to redo: redo follows directly on an undo of yours.');
	return {...planTakingBack(facts, undo, 'redo'), again: {n: undo.of!, isPartial: undo.isPartial}};
};
