import {type Change, type Draft} from '../change.js';
import {destroyedSessions} from '../effects.js';
import {type Policy, type PolicyNews, type PolicyWords, usualAfter} from './policy.js';

/** A change as its line tells it, as far as policies are concerned. */
export type PolicyLine = Draft &
	Partial<Pick<Change, 'n' | 'at' | 'by' | 'as'>> & {readonly words?: PolicyWords};

/** So many runs tell how often it usually runs. */
const keptRuns = 5;

const setBy = (
	{n = 0, at = 0, by = '', as, words = {}}: PolicyLine,
	{act = 'delete', after, atMost, zone = 'UTC'}: PolicyNews,
	known: Policy | undefined,
): Policy => ({
	id: known?.id ?? n,
	n,
	at,
	by,
	...(as !== undefined && {as}),
	words: {
		...(words.policyName !== undefined && {policyName: words.policyName}),
		...(words.policyFilter !== undefined && {policyFilter: words.policyFilter}),
	},
	act,
	...(act === 'purge' && {after: after ?? usualAfter}),
	...(atMost !== undefined && {atMost}),
	zone,
	isSimulated: false,
	runs: known?.runs ?? [],
	last: n,
	took: 0,
});

const ranBy = (policy: Policy, line: PolicyLine): Policy => ({
	...policy,
	runs: [...policy.runs, line.at ?? 0].slice(-keptRuns),
	took: destroyedSessions(line).size,
});

const altered = (policy: Policy, line: PolicyLine, news: PolicyNews): Policy => {
	const {kind, n: last = 0} = line;
	if (policy.id !== news.of || last <= policy.last) return policy;
	if (kind === 'policy') return setBy(line, news, policy);
	return kind === 'policy-simulated' ? {...policy, last, isSimulated: true} : {...ranBy(policy, line), last};
};

/** The policies after one more change; the same ones if it is about none. Taking a change in twice does no harm. */
export const policiesAfter = (
	policies: readonly Policy[] | undefined,
	line: PolicyLine,
): readonly Policy[] | undefined => {
	const {kind, policy: news, policies: found} = line;
	// A repair repeats them where the line of one was lost.
	if (found) return found;
	if (news === undefined) return policies;
	const known = policies ?? [];
	if (kind === 'policy-removed') return known.filter(({id}) => id !== news.of);
	if (news.of !== undefined) return known.map(each => altered(each, line, news));
	return known.some(({id}) => id === line.n) ? known : [...known, setBy(line, news, undefined)];
};
