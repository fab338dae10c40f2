import {
	type Actor,
	type Change,
	type Draft,
	invert,
	isAct,
	isSameActor,
	type MessageSet,
	type Move,
	withTakenBack,
} from '../change.js';
import {transferRemark, undoRemark} from '../outbox/remark.js';
import {type Facts, type Skipped} from '../facts.js';
import {handlerLabel, isSameHandler} from '../handler.js';
import {countMessages} from '../message.js';
import {blockerOf} from '../capabilities.js';
import {type Plan} from './plan.js';
import {Refusal, refuseIf} from '../refusal.js';

export const undoBlocker = (facts: Pick<Facts, 'capabilities'>): string | undefined =>
	blockerOf(facts.capabilities.manage);

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

const stillMoved = (facts: Facts, move: Move, skipped: Skipped[]): Move => ({
	...move,
	sessions: move.sessions.filter(id => {
		const session = facts.session(id);
		const reason =
			session === undefined
				? 'no longer in the store'
				: session.deleted
					? 'in the trash'
					: isSameHandler(session.handler, move.from)
						? undefined
						: `now with ${handlerLabel(session.handler)}`;
		if (reason !== undefined) skipped.push({id, reason});
		return reason === undefined;
	}),
});

const stillPresent = (facts: Facts, ids: readonly number[], deleted: boolean, skipped: Skipped[]): number[] =>
	ids.filter(id => {
		const session = facts.session(id);
		const fits = session?.deleted === deleted;
		if (!fits)
			skipped.push({
				id,
				reason:
					session === undefined ? 'no longer in the store' : deleted ? 'not in the trash' : 'in the trash',
			});
		return fits;
	});

const stillThere = (facts: Facts, set: MessageSet, deleted: boolean, skipped: Skipped[]): MessageSet => {
	const hidden = facts.deletedMessages(set.session);
	const wanted = new Set(set.ids.filter(id => hidden.has(id) === deleted));
	const messages = facts.history(set.session).messages.filter(message => wanted.has(message.id));
	if (messages.length < set.ids.length) {
		const fewer = `${set.ids.length - messages.length} of ${set.ids.length} messages are not as they were left`;
		skipped.push({id: set.session, reason: fewer});
	}

	return {session: set.session, ids: messages.map(message => message.id), ...countMessages(messages)};
};

const planTakingBack = (facts: Facts, change: Change, kind: 'undo' | 'redo'): Plan => {
	refuseIf(undoBlocker(facts));
	const effects = invert(change);
	const skipped: Skipped[] = [];
	const moves = effects.moves
		?.map(move => stillMoved(facts, move, skipped))
		.filter(move => move.sessions.length > 0);
	const deleted = effects.deleted && stillPresent(facts, effects.deleted, false, skipped);
	const restored = effects.restored && stillPresent(facts, effects.restored, true, skipped);
	const sets = (given: readonly MessageSet[] | undefined, areDeleted: boolean): MessageSet[] | undefined =>
		given?.map(set => stillThere(facts, set, areDeleted, skipped)).filter(set => set.ids.length > 0);
	const messagesDeleted = sets(effects.messagesDeleted, false);
	const messagesRestored = sets(effects.messagesRestored, true);
	const draft: Draft = {
		kind,
		of: change.n,
		...(moves && {moves}),
		...(deleted && {deleted}),
		...(restored && {restored}),
		...(messagesDeleted && {messagesDeleted}),
		...(messagesRestored && {messagesRestored}),
	};
	const hits = [
		...(moves ?? []).flatMap(move => move.sessions),
		...(deleted ?? []),
		...(restored ?? []),
		...[...(messagesDeleted ?? []), ...(messagesRestored ?? [])].map(set => set.session),
	];
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
