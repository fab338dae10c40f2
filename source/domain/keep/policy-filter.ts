import {calendarOf} from '../language/calendar.js';
import {parseFilter} from '../language/parse.js';
import {type Condition, type Problem, type Query, type Term} from '../language/query.js';
import {type OwnTime} from '../language/terms.js';
import {type NamedPolicy, type PolicyText} from './policy.js';

const unusable = ({condition}: Term): string | undefined => {
	if (condition.kind === 'change') return 'what a change touched says nothing of how long to keep it';
	if (condition.kind === 'time' && condition.field === 'deleted')
		return 'leave it out: a purge looks at the trash, and --after says how long a session is kept there';
	if (condition.kind === 'state' && condition.anyOf.includes('deleted'))
		return 'leave it out: --then delete looks at the list, and --then purge at the trash';
	return undefined;
};

/** The terms that a policy cannot use, each with the reason. */
export const unusableTerms = ({terms}: Query): readonly Problem[] =>
	terms.flatMap(term => {
		const message = unusable(term);
		return message === undefined ? [] : [{at: term.at, end: term.end, message}];
	});

type TimeCondition = Extract<Condition, {readonly kind: 'time'}> & {readonly field: OwnTime};

/** A term that asks for a time, by whether it must hold or must not. */
export interface TimeTerm {
	readonly negated: boolean;
	readonly condition: TimeCondition;
}

const isTime = (term: Term): term is Term & TimeTerm =>
	term.condition.kind === 'time' && term.condition.field !== 'deleted';

/** A policy's filter, in which what follows the clock stands apart from what does not. */
export interface PolicyQuery {
	readonly timeless: Query;
	readonly times: readonly TimeTerm[];
}

/** `undefined` if the filter cannot be used: its words are lost, or it is empty. */
export const policyQuery = ({
	filter,
	zone,
}: Pick<PolicyText, 'zone'> & Pick<NamedPolicy, 'filter'>): PolicyQuery | undefined => {
	if (filter === undefined) return undefined;
	const query = parseFilter(filter, calendarOf(zone));
	if (query.problems.length > 0 || query.terms.length === 0 || unusableTerms(query).length > 0)
		return undefined;
	return {
		timeless: {...query, terms: query.terms.filter(term => !isTime(term))},
		times: query.terms.filter(term => isTime(term)),
	};
};

/** The times of a session in Unix seconds; 0 where there is none. */
export interface SessionTimes {
	readonly created: number;
	readonly active: number;
}

/**
A test whether the times of a session fit when it is `now`, in Unix seconds. A time that is not known fits no term, not
even a negated one: it does not prove that anything is old.
*/
export const timesFit = (times: readonly TimeTerm[], now: number): ((times: SessionTimes) => boolean) => {
	const terms = times.map(({negated, condition: {field, anyOf}}) => ({
		negated,
		field,
		ranges: anyOf.map(range => range(now)),
	}));
	return session =>
		terms.every(({negated, field, ranges}) => {
			const time = session[field];
			return time !== 0 && ranges.some(({from, to}) => time >= from && time <= to) !== negated;
		});
};
