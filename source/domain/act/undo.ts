import {type Actor, type Change, type Draft, isAct, isSameActor, withTakenBack} from '../change.js';
import {transferRemark, undoRemark} from '../outbox/remark.js';
import {type Facts} from '../facts.js';
import {managementBlocker} from '../pbx.js';
import {type Plan} from './plan.js';
import {Refusal, refuseIf} from '../refusal.js';
import {takeBack} from './take-back.js';

export const undoBlocker = (facts: Pick<Facts, 'pbx'>): string | undefined => managementBlocker(facts.pbx);

/** The actor's newest transfer or deletion that is not undone; `undefined` if there is none. */
export const newestUndoable = (facts: Pick<Facts, 'changes'>, actor: Actor): Change | undefined => {
	for (const {change, isTakenBack} of withTakenBack(facts.changes())) {
		if (isAct(change) && isSameActor(change, actor) && !isTakenBack) return change;
	}

	return undefined;
};

/** The actor's newest undo, if the actor changed nothing since but by redoing; else `undefined`. */
export const newestRedoable = (facts: Pick<Facts, 'changes'>, actor: Actor): Change | undefined => {
	for (const {change, isTakenBack} of withTakenBack(facts.changes())) {
		if (!isSameActor(change, actor)) continue;
		if (isAct(change)) return undefined;
		if (change.kind === 'undo' && !isTakenBack) return change;
	}

	return undefined;
};

const findChange = (
	facts: Pick<Facts, 'changes'>,
	n: number,
): {change: Change; isTakenBack: boolean} | undefined => {
	for (const found of withTakenBack(facts.changes())) {
		if (found.change.n === n) return found;
	}

	return undefined;
};

const planTakingBack = (facts: Facts, change: Change, kind: 'undo' | 'redo'): Plan => {
	refuseIf(undoBlocker(facts));
	const {effects, hits, skipped} = takeBack(facts, change);
	const draft: Draft = {kind, of: change.n, ...effects};
	const remark = kind === 'undo' ? undoRemark(facts, draft) : transferRemark(facts, draft);
	return {draft, hits, skipped, ...(remark && {remark})};
};

/**
Takes back the change with that number, else the actor's newest. Each session goes back if it is still as the
change left it, also to a deleted owner or to or from a closed `api`: it is not a transfer.
*/
export const planUndo = (facts: Facts, actor: Actor, n?: number): Plan => {
	if (n === undefined) {
		const newest = newestUndoable(facts, actor);
		if (newest === undefined)
			throw new Refusal(
				'There is no transfer or deletion of yours to undo. The list of changes names those of others.',
			);
		return planTakingBack(facts, newest, 'undo');
	}

	const found = findChange(facts, n);
	if (found === undefined) throw new Refusal(`There is no change ${n}.`);
	if (!isAct(found.change))
		throw new Refusal(`Change ${n} is no transfer or deletion, so it cannot be undone.`);
	if (found.isTakenBack) throw new Refusal(`Change ${n} is undone already.`);
	return planTakingBack(facts, found.change, 'undo');
};

/** Does again what the actor's newest undo took back. */
export const planRedo = (facts: Facts, actor: Actor): Plan => {
	const undo = newestRedoable(facts, actor);
	if (undo === undefined)
		throw new Refusal('There is nothing to redo: redo follows directly on an undo of yours.');
	return planTakingBack(facts, undo, 'redo');
};
