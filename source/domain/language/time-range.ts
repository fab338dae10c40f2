import {plainDigits} from '../../text/digits.js';
import {comparable} from '../../text/comparable.js';
import {endsBeforeItBegins, type NumberRange} from './number-range.js';
import {Mistake} from './mistake.js';
import {type TimeName} from './words.js';

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

/** With the year at the end, day and month may come in either order. */
const foreignDate = /^(\d{1,2})([.\/\-])(\d{1,2})\2(\d{4})$/;

const isoDate = (year: string, month: string, day: string): string =>
	`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

const readForeignDate = (text: string): Mistake | undefined => {
	const [, first, separator, second, year] = foreignDate.exec(text) ?? [];
	if (year === undefined) return undefined;
	const dayFirst = Number(second) <= 12 ? [isoDate(year, second!, first!)] : [];
	const monthFirst = Number(first) <= 12 && separator !== '.' ? [isoDate(year, first!, second!)] : [];
	const meant = [...new Set([...dayFirst, ...monthFirst])].join(' or ') || 'as in 2026-11-22';
	return new Mistake(`expected the year first: ${meant}`);
};

/** A day, month or year by its date, as a range of seconds; `undefined` if the text is none. */
export const readDays = (text: string): NumberRange | Mistake | undefined =>
	readDate(text) ?? readForeignDate(text);

/** One end of a range. Two of the same kind are in the order of their positions. */
interface Moment {
	readonly kind: 'day' | 'ago' | 'name';
	readonly position: number;
	readonly range: TimeRange;
}

const readMoment = (text: string): Moment | Mistake | undefined => {
	if (isTimeName(text)) return {kind: 'name', position: 0, range: now => named[text](new Date(now * 1000))};
	const [, count, unit] = /^([1-9]\d{0,4})([dh])$/.exec(text) ?? [];
	if (count !== undefined) {
		const seconds = Number(count) * secondsOf[unit!]!;
		return {kind: 'ago', position: -seconds, range: now => ({from: now - seconds, to: now - seconds})};
	}

	const day = readDays(text);
	return day === undefined || day instanceof Mistake
		? day
		: {kind: 'day', position: day.from, range: () => day};
};

/**
Reads days, the last days or hours (`7d`: 7 × 24 hours up to now), a name such as `today`, or a range of them, which may
be open at one end (`..180d`: 180 × 24 hours ago or earlier); `undefined` if it is none of them. Whole days are those of
the process's zone.
*/
export const readTimeRange = (text: string): TimeRange | Mistake | undefined => {
	const ends = plainDigits(comparable(text)).trim().split('..');
	if (ends.length > 2 || ends.every(end => end === '')) return undefined;
	const moments: (Moment | undefined)[] = [];
	for (const end of ends) {
		const moment = end === '' ? undefined : readMoment(end);
		if (moment instanceof Mistake || (moment === undefined && end !== '')) return moment;
		moments.push(moment);
	}

	const [first, last] = moments;
	if (ends.length === 1) {
		const {kind, range} = first!;
		return kind === 'ago' ? now => ({from: range(now).from, to: now}) : range;
	}

	if (first?.kind === last?.kind && first!.position > last!.position) return endsBeforeItBegins;
	return now => ({
		from: first?.range(now).from ?? -Infinity,
		to: last?.range(now).to ?? (first?.kind === 'ago' ? now : Infinity),
	});
};
