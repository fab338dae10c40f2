import {cutText, wrapText} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';

/** The text on so many lines at most, safe for the terminal; the last one is cut. */
export const fewLines = (text: string, columns: number, most: number): readonly string[] => {
	const lines = wrapText(safeLine(text), columns);
	return lines.length <= most
		? lines
		: [...lines.slice(0, most - 1), cutText(lines.slice(most - 1).join(' '), columns)];
};
