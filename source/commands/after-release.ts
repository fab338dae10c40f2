import {dueFor, inOrder, worldNow} from '../domain/keep/due.js';
import {type NamedHold} from '../domain/keep/hold.js';
import {policyQuery} from '../domain/keep/policy-filter.js';
import {hasId} from '../domain/id-ranges.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {type Context} from './command.js';
import {lookFor} from './policy-look.js';

/** What the policies would take next of a hold's sessions once it is released, a line each. */
export const goesNext = async (
	{machine, stderr}: Pick<Context, 'machine' | 'stderr'>,
	store: Store,
	{n, sessions}: NamedHold,
): Promise<readonly string[]> => {
	const policies = inOrder(store.policies).filter(policy => policyQuery(policy) !== undefined);
	if (policies.length === 0) return [];
	const now = machine.now();
	const look = await lookFor(store, policies, {now, stderr});
	const others = store.holds.filter(hold => hold.n !== n);
	const released = {
		connection: store.connection,
		session: (id: number) => store.session(id),
		isDeletedOnPbx: (id: number) => store.isDeletedOnPbx(id),
		holdOn: (id: number) => others.find(hold => hasId(hold.sessions, id))?.name,
	};
	return policies.flatMap(policy => {
		const {candidates} = look.seeking(policy);
		const due = dueFor(policy, candidates, worldNow(released, look.past()), now);
		const count = due.ids.filter(id => hasId(sessions, id)).length;
		return count === 0
			? []
			: [
					`The next run of the policy “${policy.name}” would then ${policy.act} ${counted(count, 'session')} of them.`,
				];
	});
};
