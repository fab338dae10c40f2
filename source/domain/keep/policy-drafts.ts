import {type Draft} from '../change.js';
import {Refusal} from '../refusal.js';
import {type NamedPolicy, type PolicyNews, type PolicyText, usualAfter} from './policy.js';
import {withName} from './with-name.js';

type Policies = readonly NamedPolicy[];

/** @throws Refusal if there is no such policy */
export const findPolicy = (policies: Policies, name: string): NamedPolicy => {
	const policy = withName(policies, name);
	if (policy === undefined)
		throw new Refusal(`There is no policy “${name}”. Those that there are: chatlogs policy list`);
	return policy;
};

const filled = ({name, filter, act, after, atMost, zone}: PolicyText): PolicyText => ({
	name,
	filter,
	act,
	...(act === 'purge' && {after: after ?? usualAfter}),
	...(atMost !== undefined && {atMost}),
	zone,
});

const isSame = (policy: NamedPolicy, {name, filter, act, after, atMost, zone}: PolicyText): boolean =>
	policy.name === name &&
	policy.filter === filter &&
	policy.act === act &&
	policy.after === after &&
	policy.atMost === atMost &&
	policy.zone === zone;

/** The change that makes or edits a policy; `undefined` if it says that already. */
export const policyDraft = (policies: Policies, text: PolicyText): Draft | undefined => {
	const whole = filled(text);
	const known = withName(policies, text.name);
	if (known === undefined) return {kind: 'policy', policy: whole};
	return isSame(known, whole) ? undefined : {kind: 'policy', policy: {of: known.id, ...whole}};
};

/** How a change names the policy that it is about. */
export const newsOf = ({id, name}: NamedPolicy): PolicyNews => ({of: id, name});

/** @throws Refusal if there is no such policy */
export const policyRemoval = (policies: Policies, name: string): Draft => ({
	kind: 'policy-removed',
	policy: newsOf(findPolicy(policies, name)),
});

/** The change that tells that the policy's present text was simulated; `undefined` if that is known, or it is another text now. */
export const simulatedDraft = (policies: Policies, {id, n}: NamedPolicy): Draft | undefined => {
	const policy = policies.find(each => each.id === id && each.n === n && !each.isSimulated);
	return policy && {kind: 'policy-simulated', policy: newsOf(policy)};
};
