import {formatExactTime} from '../../text/time.js';
import {type NumberRange} from './number-range.js';
import {type Query} from './query.js';

const rangeLabel = ({from, to}: NumberRange): string => {
	if (from === -Infinity) return `until ${formatExactTime(to)}`;
	if (to === Infinity) return `from ${formatExactTime(from)}`;
	return `${formatExactTime(from)} … ${formatExactTime(to)}`;
};

/** The meaning of the times in a query when it is now `now` (Unix seconds), a line for each such term. */
export const describeTimes = (query: Query, now: number): readonly string[] =>
	query.terms.flatMap(({negated, condition}) =>
		condition.kind === 'time'
			? [
					`${negated ? 'not ' : ''}${condition.field} ${condition.anyOf.map(range => rangeLabel(range(now))).join(' or ')}`,
				]
			: [],
	);
