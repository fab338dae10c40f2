import {comparable} from '../../text/comparable.js';
import {plainDigits} from '../../text/digits.js';
import {Mistake} from './mistake.js';
import {readDays} from './time-range.js';

const clock = /^(.+?)[t ] ?(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?(z|[+\-](?:0\d|1[0-4]):?[0-5]\d))?$/;

const minutesOf = (zone: string): number => {
	if (zone === 'z') return 0;
	const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
	return zone.startsWith('-') ? -minutes : minutes;
};

/** The second at that time of a day, in the process's zone unless another is named. */
const secondOf = (day: Date, [hour, minute, second]: readonly number[], zone?: string): number => {
	const parts = [day.getFullYear(), day.getMonth(), day.getDate(), hour!, minute!, second!] as const;
	return zone === undefined
		? new Date(...parts).getTime() / 1000
		: Date.UTC(...parts) / 1000 - minutesOf(zone) * 60;
};

/**
Reads a day, a month or a year as filters take them, or a time of a day (`2026-11-22T14:30`, with seconds and a zone if
need be), as its last second in Unix seconds; `undefined` if the text is none of them.
*/
export const readPointInTime = (text: string): number | Mistake | undefined => {
	const plain = plainDigits(comparable(text)).trim();
	const [, date, hour, minute, second, zone] = clock.exec(plain) ?? [];
	const days = readDays(date ?? plain);
	if (days === undefined || days instanceof Mistake) return days;
	if (date === undefined) return days.to;
	const time = [Number(hour), Number(minute), second === undefined ? 59 : Number(second)];
	if (time[0]! > 23 || time[1]! > 59 || time[2]! > 59)
		return new Mistake(`there is no time ${hour}:${minute}`);
	const first = new Date(days.from * 1000);
	// Days of 23 or 25 hours are days, too; months are not.
	return days.to - days.from > 26 * 3600 ? undefined : secondOf(first, time, zone);
};
