import {signs} from './signs.js';

/** Five signs of progress and the figure, such as `###.. 60 %`; `part` is from 0 to 1. */
export const progressBar = (part: number): string => {
	const full = Math.floor(part * 5);
	const bar = signs.full.repeat(full) + signs.empty.repeat(5 - full);
	return `${bar} ${Math.floor(part * 100)} %`.trimStart();
};
