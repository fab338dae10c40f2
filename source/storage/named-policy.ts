import {type NamedPolicy, type Policy} from '../domain/keep/policy.js';
import {type WordOf} from './named-hold.js';

/** The policy with its words; without a filter if that is missing or altered. */
export const namedPolicy = (policy: Policy, wordOf: WordOf): NamedPolicy => ({
	...policy,
	name: wordOf(policy.words.policyName ?? '') ?? `policy ${policy.id}, whose name is damaged`,
	filter: wordOf(policy.words.policyFilter ?? ''),
});
