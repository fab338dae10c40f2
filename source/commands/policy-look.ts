import {Candidates} from '../domain/keep/candidates.js';
import {inOrder, type Seeking} from '../domain/keep/due.js';
import {findPolicy} from '../domain/keep/policy-drafts.js';
import {policyQuery} from '../domain/keep/policy-filter.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {type TrashPast, trashPast} from '../domain/keep/trash-past.js';
import {storeContext} from '../domain/find/store-context.js';
import {wordsInMessages} from '../domain/language/query.js';
import {Refusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {type Output} from './command.js';
import {inMessagesAnywhere} from './find-then.js';

/** The policies that the command line means, in the order in which they run: the named one, or all. */
export const policiesMeant = (store: Store, name: string | undefined): readonly NamedPolicy[] =>
	name === undefined ? inOrder(store.policies) : [findPolicy(store.policies, name)];

/** What policies find in a store, as it is whenever that is asked. Messages are searched once, before. */
export interface PolicyLook {
	/** @throws Refusal if its filter cannot be used */
	seeking(policy: NamedPolicy): Seeking;
	past(): TrashPast;
}

export const lookFor = async (
	store: Store,
	policies: readonly NamedPolicy[],
	{now, stderr}: {readonly now: number; readonly stderr: Output},
): Promise<PolicyLook> => {
	const words = policies.flatMap(policy => {
		const query = policyQuery(policy);
		return query ? wordsInMessages(query.timeless) : [];
	});
	const inMessages = await inMessagesAnywhere(store, [...new Set(words)], {now, stderr});
	let past: {readonly at: number; readonly told: TrashPast} | undefined;
	return {
		seeking(policy) {
			const query = policyQuery(policy);
			if (query === undefined)
				throw new Refusal(
					`The filter of the policy “${policy.name}” cannot be read any more. Set it anew: chatlogs policy set`,
				);
			const context = {inMessages, ...storeContext(store, query.timeless)};
			return {policy, candidates: new Candidates(query, store.table, context)};
		},
		past() {
			// It reads the whole journal.
			if (past?.at !== store.newestChange) past = {at: store.newestChange, told: trashPast(store.changes())};
			return past.told;
		},
	};
};
