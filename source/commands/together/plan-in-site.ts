import {createHash} from 'node:crypto';
import {type Act, planAct} from '../../domain/act/act.js';
import {type Actor} from '../../domain/change.js';
import {Refusal} from '../../domain/refusal.js';
import {isSameStore} from '../../domain/site.js';
import {marksOf} from '../../storage/site-in-use.js';
import {type Store} from '../../storage/store.js';
import {skippedTexts, splitSkipped} from '../tell-plan.js';
import {type AgreedPlan, type SitePlan} from './site-plan.js';

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Plans the act in a store. */
export const sitePlan = (
	{actor}: {readonly actor: Actor},
	store: Store,
	act: Act,
	askedAt: number,
): SitePlan => {
	const plan = planAct(store, actor, act);
	const {alreadySo, refused} = splitSkipped(plan);
	return {
		kind: act.kind,
		marks: marksOf(store),
		askedAt,
		digest: digestOf(plan.draft),
		hits: plan.hits.length,
		alreadySo: alreadySo.length,
		refused: skippedTexts(refused, Infinity),
		remark: plan.remark,
		isFinal: plan.isFinal === true,
	};
};

/**
The act, as long as it is what was agreed to for that store.
@throws Refusal if it is not
*/
export const asAgreed = (
	context: {readonly actor: Actor},
	store: Store,
	act: Act,
	{marks, askedAt, digest}: AgreedPlan,
): Act => {
	const now = sitePlan(context, store, act, askedAt);
	if (!isSameStore(now.marks, marks))
		throw new Refusal('Nothing was changed: the store became another, or that of another PBX, meanwhile.');
	if (digest !== undefined && now.digest !== digest)
		throw new Refusal('Nothing was changed: somebody else changed these sessions meanwhile. Look again.');
	return act;
};
