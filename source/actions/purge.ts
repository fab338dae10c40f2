import {type Act, isSamePlan, planAct} from '../domain/act/act.js';
import {copiesIn} from '../domain/act/copies.js';
import {type Deletions} from '../domain/act/purge.js';
import {type Plan} from '../domain/act/plan.js';
import {nothingToDo} from '../domain/act/sentences.js';
import {Refusal} from '../domain/refusal.js';
import {type App} from './app.js';

/** Purges what is deleted; copies on the connected PBX go first, where it can be reached from here. */
export const purgeOf = ({background}: App, deletions: Deletions): Act => ({
	kind: 'purge',
	...deletions,
	...(background.acting && {copies: 'go first'}),
});

/**
Deletes the copies on the connected PBX of what is purged, if the plan that was agreed to still fits.
@returns the act and its plan as they are then: what the PBX still has is not purged
@throws Refusal if nothing is left to purge
*/
export const withoutCopies = async (
	app: App,
	act: Act,
	agreed: Plan,
): Promise<{readonly act: Act; readonly plan: Plan}> => {
	const {background, store, actor} = app;
	const asAgreed = {act, plan: agreed};
	if (act.kind !== 'purge' || act.copies !== 'go first') return asAgreed;
	const sessions = copiesIn(store, agreed);
	if (sessions.length === 0 || !isSamePlan(planAct(store, actor, act), agreed)) return asAgreed;
	const copies = await background.acting!.deleteCopies(sessions);
	const now = {...act, copies};
	const plan = planAct(store, actor, now);
	if (plan.hits.length === 0) throw new Refusal(nothingToDo(plan));
	return {act: now, plan};
};
