import {type Actor, type Change, type Draft} from '../change.js';
import {type Facts} from '../facts.js';
import {withForPbx} from '../outbox/for-pbx.js';
import {type Act, type ActFacts, isSamePlan, planAct} from './act.js';
import {isNothing, type Plan} from './plan.js';

/** A store as acts are carried out on it. */
export type Committer = ActFacts & {
	commit(actor: Actor, drafting: (facts: Facts) => Draft | undefined): Promise<Change | undefined>;
};

interface Done {
	/** The change that was made; if none was (it hits nothing, or is not what was agreed to), what it would be now. */
	readonly plan: Plan;
	readonly change: Change | undefined;
}

/**
Plans anew and writes, both under the store's lock, so that nothing comes between.
@param ask for the act, as the store is under the lock
@param accept whether to write that plan; it may throw a Refusal instead
@param clock of the connected PBX in Unix seconds, if it is known
@throws StoreRefusal if it could not be written; then nothing is changed
*/
export const carryOut = async (
	store: Committer,
	actor: Actor,
	ask: () => Act,
	accept: (plan: Plan) => boolean,
	clock: () => number | undefined = () => undefined,
): Promise<Done> => {
	let plan!: Plan;
	const change = await store.commit(actor, () => {
		plan = planAct(store, actor, ask());
		// Asked first: that nothing is hit any more may be what is refused.
		return accept(plan) && !isNothing(plan) ? withForPbx(store, plan.draft, clock()) : undefined;
	});
	return {plan, change};
};

/** Accepts only the plan that was agreed to. */
export const agreedTo =
	(agreed: Plan) =>
	(plan: Plan): boolean =>
		isSamePlan(agreed, plan);
