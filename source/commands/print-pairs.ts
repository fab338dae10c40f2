import {type Output} from './command.js';
import {safeLine} from '../domain/text/safe-text.js';
import {fitCell} from '../domain/text/fit.js';

/** Names and values, a line each, the values below each other. */
export const printPairs = (
	output: Output,
	pairs: readonly (readonly [name: string, value: string])[],
): void => {
	const width = Math.max(...pairs.map(([name]) => name.length));
	for (const [name, value] of pairs) output.write(`${fitCell(name, width)}  ${safeLine(value) || '—'}\n`);
};
