import {counted} from './count.js';
import {day, hour, minute} from './time.js';

const units = [
	[day, 'day'],
	[hour, 'hour'],
	[minute, 'minute'],
	[1, 'second'],
] as const;

/** Seconds in words, to the second largest unit: `2 days 3 hours`, `1 hour`, `45 seconds`. */
export const durationText = (seconds: number): string => {
	const largest = units.findIndex(([length]) => seconds >= length);
	const [[length, unit], smaller] =
		largest === -1 ? [units.at(-1)!, undefined] : [units[largest]!, units[largest + 1]];
	const text = counted(Math.floor(seconds / length), unit);
	const rest = smaller ? Math.floor((seconds % length) / smaller[0]) : 0;
	return rest === 0 ? text : `${text} ${counted(rest, smaller![1])}`;
};
