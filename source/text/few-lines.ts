import {cutText, wrapText} from './fit.js';
import {safeLine} from './safe-text.js';

/** The texts, each from a line of its own on, on so many lines at most, safe for the terminal; the last one is cut. */
export const fewLines = (
	text: string | readonly string[],
	columns: number,
	most: number,
): readonly string[] => {
	const lines = [text].flat().flatMap(each => wrapText(safeLine(each), columns));
	return lines.length <= most
		? lines
		: [...lines.slice(0, most - 1), cutText(lines.slice(most - 1).join(' '), columns)];
};
