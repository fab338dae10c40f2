import {type NumberRange} from './number-range.js';
import {type Query} from './query.js';

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Unix seconds as `2026-11-22 23:59:59` in the process's zone. */
const clockTime = (seconds: number): string => {
	const date = new Date(seconds * 1000);
	const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
	return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':')}`;
};

const rangeLabel = ({from, to}: NumberRange): string => {
	if (from === -Infinity) return `until ${clockTime(to)}`;
	if (to === Infinity) return `from ${clockTime(from)}`;
	return `${clockTime(from)} … ${clockTime(to)}`;
};

/** What the times in a query mean when it is now `now` (Unix seconds), a line for each such term. */
export const describeTimes = (query: Query, now: number): readonly string[] =>
	query.terms.flatMap(({negated, condition}) =>
		condition.kind === 'time'
			? [
					`${negated ? 'not ' : ''}${condition.field} ${condition.anyOf.map(range => rangeLabel(range(now))).join(' or ')}`,
				]
			: [],
	);
