import {inOrder} from '../domain/keep/due.js';
import {findPolicy} from '../domain/keep/policy-drafts.js';
import {PolicyLook, wordsOf} from '../domain/keep/policy-look.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {type Store} from '../storage/store.js';
import {inMessagesAnywhere} from './find-then.js';
import {type Asking} from './targets.js';

/** The policies that the command line means, in the order in which they run: the named one, or all. */
export const policiesMeant = (store: Store, name: string | undefined): readonly NamedPolicy[] =>
	name === undefined ? inOrder(store.policies) : [findPolicy(store.policies, name)];

/** Looks for policies; the messages are searched once, now. */
export const lookFor = async (
	store: Store,
	policies: readonly NamedPolicy[],
	asking: Asking,
): Promise<PolicyLook> => {
	const searchedAt = store.newestChange;
	return new PolicyLook(store, await inMessagesAnywhere(store, wordsOf(policies), asking), searchedAt);
};
