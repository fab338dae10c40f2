import {endsBeforeItBegins, type NumberRange} from './number-range.js';
import {Mistake} from './mistake.js';
import {type TimeName} from './terms.js';

/** The range, in Unix seconds, that is meant when it is now `now` (Unix seconds). */
export type TimeRange = (now: number) => NumberRange;

/** The seconds from the start of the first day up to the start of the day after the last, in the process's zone. */
const wholeDays = (first: Date, after: Date): NumberRange => ({
	from: first.getTime() / 1000,
	to: after.getTime() / 1000 - 1,
});

const daysBefore = (date: Date, days: number): Date =>
	new Date(date.getFullYear(), date.getMonth(), date.getDate() - days);

/** Today and the days before it, `count` in all. */
const lastDays = (now: Date, count: number): NumberRange =>
	wholeDays(daysBefore(now, count - 1), daysBefore(now, -1));

const named: Readonly<Record<TimeName, (now: Date) => NumberRange>> = {
	today: now => lastDays(now, 1),
	yesterday: now => wholeDays(daysBefore(now, 1), daysBefore(now, 0)),
	'last-7-days': now => lastDays(now, 7),
	'last-30-days': now => lastDays(now, 30),
	'this-month': now =>
		wholeDays(new Date(now.getFullYear(), now.getMonth()), new Date(now.getFullYear(), now.getMonth() + 1)),
};

const isTimeName = (text: string): text is TimeName => Object.hasOwn(named, text);

const secondsOf: Readonly<Record<string, number>> = {d: 86_400, h: 3600};

const datePattern = /^([12]\d{3})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$|^([12]\d{3})(\d{2})(\d{2})$/;

/** Reads a day (`2026-11-22`, `2026/11/22`, `2026.11.22`, `20261122`), a month (`2026-11`) or a year (`2026`). */
const readDate = (text: string): NumberRange | Mistake | undefined => {
	const match = datePattern.exec(text);
	if (!match) return undefined;
	const year = Number(match[1] ?? match[5]);
	const month = match[3] ?? match[6];
	if (month === undefined) return wholeDays(new Date(year, 0), new Date(year + 1, 0));
	const index = Number(month) - 1;
	const isMonth = index >= 0 && index < 12;
	const day = match[4] ?? match[7];
	if (day === undefined) {
		return isMonth
			? wholeDays(new Date(year, index), new Date(year, index + 1))
			: new Mistake(`there is no month ${text}`);
	}

	const daysInMonth = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
	return isMonth && Number(day) >= 1 && Number(day) <= daysInMonth
		? wholeDays(new Date(year, index, Number(day)), new Date(year, index, Number(day) + 1))
		: new Mistake(`there is no day ${text}`);
};

const readDates = (text: string): NumberRange | Mistake | undefined => {
	const [first, last, ...more] = text.split('..');
	if (last === undefined) return readDate(text);
	if (more.length > 0 || text === '..') return undefined;
	const begin = first === '' ? {from: -Infinity, to: -Infinity} : readDate(first!);
	const end = last === '' ? {from: Infinity, to: Infinity} : readDate(last);
	if (begin === undefined || begin instanceof Mistake) return begin;
	if (end === undefined || end instanceof Mistake) return end;
	return begin.from > end.from ? endsBeforeItBegins : {from: begin.from, to: end.to};
};

/**
Reads days, ranges of them that may be open at one end, the last days or hours (`7d`: 7 × 24 hours up to now),
or a name such as `today`; `undefined` if it is none of them. Whole days are those of the process's zone.
*/
export const readTimeRange = (text: string): TimeRange | Mistake | undefined => {
	const word = text.toLowerCase();
	if (isTimeName(word)) return now => named[word](new Date(now * 1000));
	const last = /^([1-9]\d{0,4})([dh])$/.exec(word);
	if (last) return now => ({from: now - Number(last[1]) * secondsOf[last[2]!]!, to: now});
	const range = readDates(text);
	return range === undefined || range instanceof Mistake ? range : () => range;
};
