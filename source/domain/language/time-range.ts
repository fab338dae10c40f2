import {plainDigits} from '../../text/digits.js';
import {comparable} from '../../text/comparable.js';
import {type Calendar, type Day, ownCalendar} from './calendar.js';
import {endsBeforeItBegins, type NumberRange} from './number-range.js';
import {Mistake} from './mistake.js';
import {type TimeName} from './words.js';

/** The range, in Unix seconds, that is meant when it is now `now` (Unix seconds). */
export type TimeRange = (now: number) => NumberRange;

/** The seconds from the start of the first day up to the start of the day after the last. */
const wholeDays = (calendar: Calendar, first: Day, after: Day): NumberRange => ({
	from: calendar.startOf(...first),
	to: calendar.startOf(...after) - 1,
});

/** Today and the days before it, `count` in all. */
const lastDays = (calendar: Calendar, [year, month, day]: Day, count: number): NumberRange =>
	wholeDays(calendar, [year, month, day - count + 1], [year, month, day + 1]);

const named: Readonly<Record<TimeName, (calendar: Calendar, today: Day) => NumberRange>> = {
	today: (calendar, today) => lastDays(calendar, today, 1),
	yesterday: (calendar, [year, month, day]) =>
		wholeDays(calendar, [year, month, day - 1], [year, month, day]),
	'last-7-days': (calendar, today) => lastDays(calendar, today, 7),
	'last-30-days': (calendar, today) => lastDays(calendar, today, 30),
	'this-month': (calendar, [year, month]) => wholeDays(calendar, [year, month, 1], [year, month + 1, 1]),
};

const isTimeName = (text: string): text is TimeName => Object.hasOwn(named, text);

const secondsOf: Readonly<Record<string, number>> = {d: 86_400, h: 3600};

const datePattern = /^([12]\d{3})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$|^([12]\d{3})(\d{2})(\d{2})$/;

/** Reads a day (`2026-11-22`, `2026/11/22`, `2026.11.22`, `20261122`), a month (`2026-11`) or a year (`2026`). */
const readDate = (text: string, calendar: Calendar): NumberRange | Mistake | undefined => {
	const match = datePattern.exec(text);
	if (!match) return undefined;
	const year = Number(match[1] ?? match[5]);
	const month = match[3] ?? match[6];
	if (month === undefined) return wholeDays(calendar, [year, 0, 1], [year + 1, 0, 1]);
	const index = Number(month) - 1;
	const isMonth = index >= 0 && index < 12;
	const day = match[4] ?? match[7];
	if (day === undefined) {
		return isMonth
			? wholeDays(calendar, [year, index, 1], [year, index + 1, 1])
			: new Mistake(`there is no month ${text}`);
	}

	const daysInMonth = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
	return isMonth && Number(day) >= 1 && Number(day) <= daysInMonth
		? wholeDays(calendar, [year, index, Number(day)], [year, index, Number(day) + 1])
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
export const readDays = (text: string, calendar = ownCalendar): NumberRange | Mistake | undefined =>
	readDate(text, calendar) ?? readForeignDate(text);

/** One end of a range. Two of the same kind are in the order of their positions. */
interface Moment {
	readonly kind: 'day' | 'ago' | 'name';
	readonly position: number;
	readonly range: TimeRange;
}

const readMoment = (text: string, calendar: Calendar): Moment | Mistake | undefined => {
	if (isTimeName(text))
		return {kind: 'name', position: 0, range: now => named[text](calendar, calendar.dayAt(now))};
	const [, count, unit] = /^([1-9]\d{0,4})([dh])$/.exec(text) ?? [];
	if (count !== undefined) {
		const seconds = Number(count) * secondsOf[unit!]!;
		return {kind: 'ago', position: -seconds, range: now => ({from: now - seconds, to: now - seconds})};
	}

	const day = readDays(text, calendar);
	return day === undefined || day instanceof Mistake
		? day
		: {kind: 'day', position: day.from, range: () => day};
};

/**
Reads days, the last days or hours (`7d`: 7 × 24 hours up to now), a name such as `today`, or a range of them, which may
be open at one end (`..180d`: 180 × 24 hours ago or earlier); `undefined` if it is none of them. Whole days are those of
the calendar.
*/
export const readTimeRange = (text: string, calendar = ownCalendar): TimeRange | Mistake | undefined => {
	const ends = plainDigits(comparable(text)).trim().split('..');
	if (ends.length > 2 || ends.every(end => end === '')) return undefined;
	const moments: (Moment | undefined)[] = [];
	for (const end of ends) {
		const moment = end === '' ? undefined : readMoment(end, calendar);
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
