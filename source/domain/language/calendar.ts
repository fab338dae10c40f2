import {zoneClock} from '../../text/zone-clock.js';

/** A day of the calendar: month from 0, and month or day may lie beyond their ends, as in `Date`. */
export type Day = readonly [year: number, month: number, day: number];

/** When the days of a time zone begin. All times are Unix seconds. */
export interface Calendar {
	/** The first second of that day. */
	startOf(...day: Day): number;
	/** The day that the time is on. */
	dayAt(time: number): Day;
}

/** That of the process's own zone. */
export const ownCalendar: Calendar = {
	startOf: (year, month, day) => new Date(year, month, day).getTime() / 1000,
	dayAt(time) {
		const date = new Date(time * 1000);
		return [date.getFullYear(), date.getMonth(), date.getDate()];
	},
};

const secondsADay = 86_400;

const utc = (...[year, month, day]: Day): number => Date.UTC(year, month, day) / 1000;

/**
That of a zone by its IANA name, whatever the process's own zone is.
@throws RangeError if there is no such zone
*/
export const calendarOf = (zone: string): Calendar => {
	const format = zoneClock(zone);
	const fieldsAt = (time: number): Readonly<Record<string, number>> =>
		Object.fromEntries(format.formatToParts(time * 1000).map(({type, value}) => [type, Number(value)]));
	/** How far the zone's clock is ahead of UTC at that time. */
	const aheadAt = (time: number): number => {
		const {year, month, day, hour, minute, second} = fieldsAt(time);
		return utc(year!, month! - 1, day!) + hour! * 3600 + minute! * 60 + second! - Math.floor(time);
	};

	return {
		startOf(...day) {
			const midnight = utc(...day);
			// The clock may be set on that day, so both are tried: before it was set, and after.
			const [before, after] = [midnight - secondsADay, midnight + secondsADay].map(time => aheadAt(time));
			const begins = [midnight - before!, midnight - after!].toSorted((a, b) => a - b);
			// Where midnight is skipped, the day begins as the clock is set.
			return begins.find(time => time + aheadAt(time) === midnight) ?? midnight - before!;
		},
		dayAt(time) {
			const {year, month, day} = fieldsAt(time);
			return [year!, month! - 1, day!];
		},
	};
};

/** The name of the process's own zone, such as `Europe/Berlin`. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whether there is a zone of that name. */
export const isZone = (name: string): boolean => {
	try {
		calendarOf(name);
		return true;
	} catch (error) {
		if (error instanceof RangeError) return false;
		throw error;
	}
};
