import {type Condition, type Problem, type Query, type Term} from '../language/query.js';
import {type NumberRange} from '../language/number-range.js';
import {type TimeRange} from '../language/time-range.js';
import {type FixedTime} from './hold.js';

/** Two times that no range which follows the clock has in common. */
const clocks = [0, 1_000_000_000] as const;

const isFixed = (range: TimeRange): boolean => {
	const [a, b] = clocks.map(now => range(now));
	return a!.from === b!.from && a!.to === b!.to;
};

/** Why what a condition finds would change without anybody's doing, or by other acts; `undefined` if it does not. */
const driftOf = (condition: Condition): string | undefined => {
	switch (condition.kind) {
		case 'channel':
		case 'party':
		case 'text': {
			return undefined;
		}

		case 'count': {
			return condition.field === 'id' ? undefined : `the number of ${condition.field} changes`;
		}

		case 'time': {
			if (condition.field === 'deleted') return 'the state of a session changes';
			return condition.anyOf.every(isFixed)
				? undefined
				: 'it means another time tomorrow; write dates, as in 2026-01-01..2026-06-30';
		}

		case 'own-id': {
			return 'ids of other systems are not looked at when something comes in; use the numbers that chatlogs list shows';
		}

		case 'word': {
			return 'a bare word also looks at who has the session, which changes; name the field, as in customer:';
		}

		case 'handler': {
			return 'who has a session changes';
		}

		case 'state': {
			return 'the state of a session changes';
		}

		case 'change': {
			return 'it looks at what was done, not at what a session is';
		}
	}
};

/** The terms that a hold cannot use because what they find drifts, each with the reason. */
export const driftingTerms = ({terms}: Query): readonly Problem[] =>
	terms.flatMap(({at, end, condition}) => {
		const drift = driftOf(condition);
		return drift === undefined ? [] : [{at, end, message: drift}];
	});

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const rangeOf = ([from, to]: FixedTime): NumberRange => ({from: from ?? -Infinity, to: to ?? Infinity});

/** The times of a filter that a hold may use: another process may be in another zone. */
export const fixedTimes = ({terms}: Query): readonly FixedTime[] =>
	terms.flatMap(({condition}) =>
		condition.kind === 'time'
			? condition.anyOf.map((range): FixedTime => {
					const {from, to} = range(0);
					return [finite(from), finite(to)];
				})
			: [],
	);

/** The filter with its times as they were fixed. */
export const withFixedTimes = (query: Query, times: readonly FixedTime[]): Query => {
	const left = [...times];
	const fixed = (term: Term): Term => {
		const {condition} = term;
		if (condition.kind !== 'time') return term;
		const anyOf = condition.anyOf.map((range): TimeRange => {
			const time = left.shift();
			return time === undefined ? range : () => rangeOf(time);
		});
		return {...term, condition: {...condition, anyOf}};
	};

	return {...query, terms: query.terms.map(fixed)};
};

/** The same filter for the trash. */
export const inTrash = (query: Query): Query => ({
	...query,
	terms: [...query.terms, {at: 0, end: 0, negated: false, condition: {kind: 'state', anyOf: ['deleted']}}],
});

/** The filter without words in messages, which take longest to look for. */
export const withoutText = (query: Query): Query => ({
	...query,
	terms: query.terms.filter(({condition}) => condition.kind !== 'text'),
});
