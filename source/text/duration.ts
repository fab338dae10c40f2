import {counted, formatCount} from './count.js';
import {day, hour, minute} from './time.js';

const units = [
	[day, 'day', 'd'],
	[hour, 'hour', 'h'],
	[minute, 'minute', 'min'],
	[1, 'second', 's'],
] as const;

type Unit = (typeof units)[number];

/** Seconds to the second largest unit, each part written by `write`. */
const inUnits = (seconds: number, write: (count: number, unit: Unit) => string): string => {
	const largest = units.findIndex(([length]) => seconds >= length);
	const [unit, smaller] = largest === -1 ? [units.at(-1)!, undefined] : [units[largest]!, units[largest + 1]];
	const rest = smaller ? Math.floor((seconds % unit[0]) / smaller[0]) : 0;
	const text = write(Math.floor(seconds / unit[0]), unit);
	return rest === 0 ? text : `${text} ${write(rest, smaller!)}`;
};

/** Seconds in words, to the second largest unit: `2 days 3 hours`, `1 hour`, `45 seconds`. */
export const durationText = (seconds: number): string =>
	inUnits(seconds, (count, [, name]) => counted(count, name));

/** The same for a table: `2 d 3 h`, `1 h`, `45 s`. */
export const shortDuration = (seconds: number): string =>
	inUnits(seconds, (count, unit) => `${formatCount(count)} ${unit[2]}`);
