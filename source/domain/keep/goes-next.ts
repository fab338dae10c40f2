import {counted} from '../../text/count.js';
import {hasId} from '../id-ranges.js';
import {type Steps} from '../steps.js';
import {dueInSteps, inOrder, worldNow} from './due.js';
import {type NamedHold} from './hold.js';
import {policyQuery} from './policy-filter.js';
import {type PolicyFacts, type PolicyLook} from './policy-look.js';
import {type NamedPolicy} from './policy.js';

/** The policies that could take something, in the order in which they run. */
export const usablePolicies = ({policies}: Pick<PolicyFacts, 'policies'>): readonly NamedPolicy[] =>
	inOrder(policies).filter(policy => policyQuery(policy) !== undefined);

/**
What the policies would take next of a hold's sessions once it is released, a sentence each.
@param now in Unix seconds
*/
export function* goesNext(
	look: PolicyLook,
	holds: readonly NamedHold[],
	{n, sessions}: NamedHold,
	now: number,
): Steps<readonly string[]> {
	const {facts} = look;
	const others = holds.filter(hold => hold.n !== n);
	const released = {
		connection: facts.connection,
		session: (id: number) => facts.session(id),
		isDeletedOnPbx: (id: number) => facts.isDeletedOnPbx?.(id) ?? false,
		holdOn: (id: number) => others.find(hold => hasId(hold.sessions, id))?.name,
	};
	const sentences: string[] = [];
	for (const policy of usablePolicies(facts)) {
		const {candidates} = yield* look.seek(policy);
		const world = worldNow(released, yield* look.past());
		const {ids} = yield* dueInSteps(policy, candidates, world, now);
		const count = ids.filter(id => hasId(sessions, id)).length;
		if (count > 0)
			sentences.push(
				`The next run of the policy “${policy.name}” would then ${policy.act} ${counted(count, 'session')} of them.`,
			);
	}

	return sentences;
}
