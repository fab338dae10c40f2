import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';

export type Pairs = readonly (readonly [name: string, value: string])[];

/** Names and values, a line each, the values below each other. */
export const pairsText = (pairs: Pairs): string => {
	const width = Math.max(...pairs.map(([name]) => name.length));
	return pairs.map(([name, value]) => `${fitCell(name, width)}  ${safeLine(value) || '—'}\n`).join('');
};
