import {counted} from '../../text/count.js';
import {blockerOf} from '../capabilities.js';
import {type Facts, type Skipped} from '../facts.js';
import {refuseIf} from '../refusal.js';
import {type Plan} from './plan.js';

export interface RestoreRequest {
	readonly sessions: readonly number[];
	readonly note?: string | undefined;
}

/** Why nothing can be brought back from the trash, if so. */
export const restoreBlocker = (facts: Pick<Facts, 'capabilities'>): string | undefined =>
	blockerOf(facts.capabilities.manage);

/** Why a session stays where it is, if so. */
const stayingOf = (facts: Facts, id: number): Omit<Skipped, 'id'> | undefined => {
	const session = facts.session(id);
	if (session === undefined)
		return {
			reason: facts.isPurged(id) ? 'purged, so that nothing is left of it' : 'there is no such session',
		};
	return session.deleted ? undefined : {reason: 'not in the trash', isAlreadySo: true};
};

/** A remark on sessions that come back here and are gone on the connected PBX. */
export const goneOnPbxRemark = (gone: number): string | undefined =>
	gone === 0
		? undefined
		: `${counted(gone, 'session')} ${gone === 1 ? 'was' : 'were'} deleted on the PBX already: what comes back here can be read, and nobody can answer in it.`;

/** Brings sessions back from the trash, whoever put them there. */
export const planRestore = (facts: Facts, {sessions, note}: RestoreRequest): Plan => {
	refuseIf(restoreBlocker(facts));
	const skipped: Skipped[] = [];
	const restored: number[] = [];
	for (const id of new Set(sessions)) {
		const staying = stayingOf(facts, id);
		if (staying) skipped.push({id, ...staying});
		else restored.push(id);
	}

	const gone = facts.connection ? restored.filter(id => facts.isDeletedOnPbx?.(id)).length : 0;
	const remark = goneOnPbxRemark(gone);
	return {
		draft: {kind: 'restore', ...(note !== undefined && {note}), restored},
		hits: restored,
		skipped,
		...(remark !== undefined && {remark}),
	};
};
