import {driftingTerms} from '../domain/keep/hold-filter.js';
import {unusableTerms} from '../domain/keep/policy-filter.js';
import {parseFilter} from '../domain/language/parse.js';
import {type Problem, type Query} from '../domain/language/query.js';
import {UsageRefusal} from '../domain/refusal.js';

const refuseProblems = (text: string, problems: readonly Problem[], what: string): void => {
	if (problems.length === 0) return;
	const mistakes = problems.map(({at, end, message}) => {
		const stop = message.endsWith('?') ? '' : '.';
		return `At character ${at + 1}, “${text.slice(at, end)}”: ${message}${stop}`;
	});
	throw new UsageRefusal(`${what} ${[...new Set(mistakes)].join(' ')}`);
};

/** @throws UsageRefusal that names each part that cannot be understood */
export const readFilter = (text: string): Query => {
	const query = parseFilter(text);
	refuseProblems(text, query.problems, 'The filter cannot be understood.');
	return query;
};

/** @throws UsageRefusal that names each part that a hold cannot use */
export const readHoldFilter = (text: string): void =>
	refuseProblems(
		text,
		driftingTerms(readFilter(text)),
		'A hold cannot use this filter, since it has to find the same sessions tomorrow.',
	);

/** @throws UsageRefusal that names each part that a policy cannot use */
export const readPolicyFilter = (text: string): void => {
	const query = readFilter(text);
	if (query.terms.length === 0)
		throw new UsageRefusal('The filter is empty, so it means every session, which no policy may take.');
	refuseProblems(text, unusableTerms(query), 'A policy cannot use this filter.');
};
