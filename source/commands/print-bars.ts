import {cutText, displayWidth, fitCell} from '../domain/text/fit.js';
import {safeLine} from '../domain/text/safe-text.js';
import {formatCount} from '../domain/text/time.js';
import {type Output} from './command.js';
import {terminalWidth} from './output.js';

/** A number as people are shown it beside others. */
export interface Bar {
	readonly label: string;
	readonly count: number;
}

/** Cells before each line, and between label, bar and number. */
const gap = '  ';
const mostLabel = 32;

/** Prints label, number and bar, a line each, within the width of the terminal; the longest bar is the largest number. */
export const printBars = (output: Output, bars: readonly Bar[]): void => {
	const rows = bars.map(({label, count}) => ({
		label: cutText(safeLine(label), mostLabel),
		number: formatCount(count),
		count,
	}));
	const labels = Math.max(...rows.map(({label}) => displayWidth(label)));
	const numbers = Math.max(...rows.map(({number}) => number.length));
	const room = Math.max(1, terminalWidth(output) - labels - numbers - 3 * gap.length);
	const largest = Math.max(1, ...bars.map(({count}) => count));
	for (const {label, number, count} of rows) {
		// What is there at all can be seen.
		const length = Math.ceil((count / largest) * room);
		const cells = [fitCell(label, labels), number.padStart(numbers), '█'.repeat(length)];
		output.write(`${(gap + cells.join(gap)).trimEnd()}\n`);
	}
};
