import {counted} from '../../text/count.js';
import {type Change} from '../change.js';
import {type Facts} from '../facts.js';
import {handlerLabel} from '../handler.js';
import {unlistedBlocker} from '../outbox/for-pbx.js';
import {deliveriesTo, pbxTarget} from '../outbox/target.js';

/** Whether the act was carried out on the connected PBX for that session, or may have been. */
const isSent = (facts: Facts, id: number, change: Change): boolean => {
	const state = facts.pbxState?.(id, change);
	return state === 'done' || state === 'unknown';
};

/** The sessions for which the PBX did not carry the change out: here, that was taken back. */
const droppedIn = (facts: Facts, {n}: Change): ReadonlySet<number> => {
	const dropped = new Set<number>();
	for (const change of facts.changes()) {
		if (change.n <= n) break;
		for (const {of, sessions, failure, isStopped} of deliveriesTo(pbxTarget, change).deliveries ?? [])
			if (of === n && failure !== undefined && !isStopped) for (const id of sessions) dropped.add(id);
	}

	return dropped;
};

/**
The sessions to which nobody on the connected PBX could do what takes the change back, each with the reason: to take back
what was carried out there is another act there.
*/
export const stayingOnPbx = (facts: Facts, change: Change): ReadonlyMap<number, string> => {
	const staying = new Map<number, string>();
	if (!facts.connection || !change.forPbx) return staying;
	for (const {from, sessions} of change.moves ?? []) {
		const isNobody = from.kind === 'none';
		if (!isNobody && !facts.directory.isDeleted(from)) continue;
		const reason = isNobody
			? 'moved on the PBX, which cannot give it back to nobody'
			: `moved on the PBX, where ${handlerLabel(from)} was deleted`;
		for (const id of sessions) if (isSent(facts, id, change)) staying.set(id, reason);
	}

	// What looks as the change left it was done by others.
	for (const id of droppedIn(facts, change)) staying.set(id, 'not carried out on the PBX');
	for (const effect of ['archived', 'unarchived'] as const)
		for (const id of change[effect] ?? []) {
			const session = facts.session(id);
			const reason = session && unlistedBlocker(facts, session, effect);
			if (reason !== undefined && isSent(facts, id, change)) staying.set(id, reason);
		}

	return staying;
};

/** A remark for so many sessions that come back here alone; `undefined` for none. */
export const goneOnPbxRemark = (gone: number): string | undefined =>
	gone === 0
		? undefined
		: `${counted(gone, 'session')} ${gone === 1 ? 'was' : 'were'} deleted on the PBX already: what comes back here can be read, and nobody can answer in it.`;

/** A remark for an undo, if the PBX's copies of sessions that come back are gone. */
export const goneRemark = (
	facts: Facts,
	change: Change,
	restored: readonly number[] = [],
): string | undefined => {
	if (!facts.connection || !change.forPbx) return undefined;
	return goneOnPbxRemark(restored.filter(id => isSent(facts, id, change)).length);
};
