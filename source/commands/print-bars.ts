import {cutText, displayWidth, fitCell} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type ShownBars} from '../domain/find/statistics-report.js';
import {formatCount} from '../text/count.js';
import {type Output} from './streams.js';
import {terminalWidth} from './output.js';

/** Cells before each line, and between label, bar and number. */
const gap = '  ';
const mostLabel = 32;

/**
Prints one line each with label, number and bar, within the width of the terminal. The largest number has the longest
bar. The rest has none, since it could be longer than all others.
*/
export const printBars = (output: Output, {bars, rest}: ShownBars): void => {
	const all = rest === undefined ? bars : [...bars, rest];
	const rows = all.map(bar => ({
		bar,
		label: cutText(safeLine(bar.label), mostLabel),
		number: formatCount(bar.count),
	}));
	const labels = Math.max(...rows.map(({label}) => displayWidth(label)));
	const numbers = Math.max(...rows.map(({number}) => number.length));
	const room = Math.max(1, terminalWidth(output) - labels - numbers - 3 * gap.length);
	const largest = Math.max(1, ...bars.map(({count}) => count));
	for (const {bar, label, number} of rows) {
		// Rounds up, so that even the smallest count is visible.
		const length = bar === rest ? 0 : Math.ceil((bar.count / largest) * room);
		const cells = [fitCell(label, labels), number.padStart(numbers), '█'.repeat(length)];
		output.write(`${(gap + cells.join(gap)).trimEnd()}\n`);
	}
};
