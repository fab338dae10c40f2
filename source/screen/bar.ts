import {signs} from './signs.js';

/** A bar of at most `width` cells; `part` is from 0 to 1. Any part above 0 is visible. */
export const bar = (part: number, width: number): string => {
	const {full, parts} = signs.bar;
	const steps = Math.ceil(part * width * (parts.length + 1));
	const rest = steps % (parts.length + 1);
	return full.repeat(Math.floor(steps / (parts.length + 1))) + (rest === 0 ? '' : parts[rest - 1]!);
};
