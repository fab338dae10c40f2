import {type Facts, type Skipped} from '../facts.js';
import {undoBlocker} from './undo.js';
import {type Plan} from './plan.js';
import {refuseIf} from '../refusal.js';
import {goneOnPbxRemark} from './undo-on-pbx.js';

/**
Brings sessions back from the trash, whoever deleted them and whenever. A deletion that waits for the connected PBX is
then none any more.
*/
export const planRestoration = (
	facts: Facts,
	{sessions, note}: {readonly sessions: readonly number[]; readonly note?: string | undefined},
): Plan => {
	refuseIf(undoBlocker(facts));
	const skipped: Skipped[] = [];
	const restored: number[] = [];
	for (const id of new Set(sessions)) {
		const session = facts.session(id);
		if (session === undefined) skipped.push({id, reason: 'there is no such session'});
		else if (session.deleted) restored.push(id);
		else skipped.push({id, reason: 'not in the trash', isAlreadySo: true});
	}

	const remark = goneOnPbxRemark(restored.filter(id => facts.isDeletedOnPbx?.(id)).length);
	return {
		draft: {kind: 'restore', ...(note !== undefined && {note}), restored},
		hits: restored,
		skipped,
		...(remark !== undefined && {remark}),
	};
};
