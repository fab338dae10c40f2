import {planDeletion} from '../act/deletion.js';
import {type Plan} from '../act/plan.js';
import {planPurge} from '../act/purge.js';
import {type Facts} from '../facts.js';
import {Refusal} from '../refusal.js';
import {finish} from '../steps.js';
import {flag} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {type Due, dueFor, worldNow} from './due.js';
import {newsOf} from './policy-drafts.js';
import {tooFar} from './policy-guards.js';
import {type PolicyLook} from './policy-look.js';
import {type NamedPolicy, policyReason} from './policy.js';

/** The plan of a run that takes what is due: one change, also if that is nothing. */
export const planRun = (facts: Facts, policy: NamedPolicy, {ids, skipped}: Due): Plan => {
	const request = {sessions: ids, note: policyReason(policy.name)};
	const plan = policy.act === 'delete' ? planDeletion(facts, request) : planPurge(facts, request);
	const all = {...plan, skipped: [...skipped, ...plan.skipped]};
	return plan.hits.length === 0
		? {...all, draft: {kind: 'policy-run', policy: newsOf(policy)}}
		: {...all, draft: {...plan.draft, policy: {of: policy.id}}};
};

/** How many sessions the act of a policy could take at all. */
const reachable = ({blocks}: SessionTable, {act}: NamedPolicy): number => {
	const out = act === 'delete' ? flag.deleted | flag.purged : flag.purged;
	return blocks.reduce(
		(sum, block) =>
			sum + (block ? block.flags.subarray(0, block.count).filter(flags => (flags & out) === 0).length : 0),
		0,
	);
};

/**
Why the run must not do what is planned; `undefined` if it may.
@param expect how many sessions a person says that it takes
*/
export const runBlocker = (
	table: SessionTable,
	policy: NamedPolicy,
	hits: number,
	expect: number | undefined,
): string | undefined => {
	const {isSimulated, took, atMost} = policy;
	if (!isSimulated && expect === undefined)
		return 'Its text was not simulated yet. Look what it would take: chatlogs policy simulate';
	return tooFar({
		hits,
		all: reachable(table, policy),
		before: took,
		...(atMost !== undefined && {atMost}),
		...(expect !== undefined && {expect}),
	});
};

/** A run of a policy, as somebody asks for it. */
export interface PolicyRun {
	readonly policy: NamedPolicy;
	readonly look: PolicyLook;
	/** Its days are counted up to then, in Unix seconds. */
	readonly now: number;
	/** How many sessions a person says that it takes. */
	readonly expect?: number | undefined;
}

/**
The policy with the plan of its run, as the store is now.
@throws Refusal if the policy is another one now, or must not take so much
*/
export const planPolicyRun = ({
	policy: {id, n},
	look,
	now,
	expect,
}: PolicyRun): {readonly policy: NamedPolicy; readonly plan: Plan} => {
	const {facts} = look;
	const policy = facts.policies.find(each => each.id === id && each.n === n);
	if (policy === undefined) throw new Refusal('Somebody edited or removed it meanwhile.');
	const {candidates} = finish(look.seek(policy));
	const due = dueFor(policy, candidates, worldNow(facts, finish(look.past())), now);
	const plan = planRun(facts, policy, due);
	const blocker = runBlocker(facts.table, policy, plan.hits.length, expect);
	if (blocker !== undefined) throw new Refusal(blocker);
	return {policy, plan};
};
