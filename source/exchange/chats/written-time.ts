import {Refusal} from '../../domain/refusal.js';
import {shown} from '../yeastar/fields.js';
import {type Zone} from './zone.js';

export interface WrittenTime {
	/** Unix seconds. */
	readonly at: number;
	/** The seconds as written, as if in UTC, if no zone was written. */
	readonly stamp?: number;
}

/** Numbers above it are milliseconds: as seconds they would lie beyond the year 5000. */
const firstMilliseconds = 100_000_000_000;

/** Above it, times do not fit the store's column (the year 2106). */
const latestSecond = 0xff_ff_ff_ff;

const iso =
	/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;
const rfc2822 =
	/^(?:[a-z]{3}, *)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? ?(GMT|UTC?|Z|[+-]\d{4})$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const secondsOf = (parts: readonly (string | number | undefined)[]): number => {
	const [year, month, day, hour = 0, minute = 0, second = 0] = parts;
	const time = Date.UTC(
		Number(year),
		Number(month) - 1,
		Number(day),
		Number(hour),
		Number(minute),
		Number(second),
	);
	// Node would make 1 March of 30 February.
	return new Date(time).getUTCMonth() === Number(month) - 1 ? time / 1000 : Number.NaN;
};

const offsetOf = (zone: string): number => {
	const [, sign, hours, minutes = 0] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
	return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
};

const ofText = (text: string, zone: Zone): WrittenTime | undefined => {
	if (/^\d{9,14}(?:\.\d+)?$/.test(text)) return ofNumber(Number(text));
	const found = iso.exec(text);
	if (found) {
		const stamp = secondsOf(found.slice(1, 7));
		const written = found[7];
		if (Number.isNaN(stamp)) return undefined;
		return written === undefined ? {at: zone.at(stamp), stamp} : {at: stamp - offsetOf(written)};
	}

	const [, day, month = '', year, hour, minute, second, written = ''] = rfc2822.exec(text) ?? [];
	if (day === undefined) return undefined;
	const stamp = secondsOf([year, months.indexOf(month.toLowerCase()) + 1, day, hour, minute, second]);
	return {at: stamp - offsetOf(written)};
};

const ofNumber = (number: number): WrittenTime => ({
	at: Math.floor(number >= firstMilliseconds ? number / 1000 : number),
});

const isTime = (at: number): boolean => at > 0 && at <= latestSecond;

/**
A time as systems write it: Unix seconds or milliseconds, ISO 8601, RFC 2822, each also as text; `undefined` where
nothing is written.
@throws Refusal if it is none of them
*/
export const writtenTime = (value: unknown, name: string, zone: Zone): WrittenTime | undefined => {
	if ((value ?? '') === '') return undefined;
	const time =
		typeof value === 'number'
			? ofNumber(value)
			: typeof value === 'string'
				? ofText(value.trim(), zone)
				: undefined;
	if (time !== undefined && isTime(time.at)) return time;
	throw new Refusal(`its ${name} is ${shown(value)}, which is no time that is known`);
};
