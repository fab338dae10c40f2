import {safeLine} from '../../text/safe-text.js';

/** The theme's styles and their ends; no other style is ours. */
const style = /(\u001B\[(?:0|[1-47]|9|2[2-479]|3[1-7]|39)m)/;

/** Letters of the most used scripts, digits, signs and box drawings: all that most lines contain besides styles. */
const plain =
	/^[\u001B -~\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0377\u0386-\u0482\u2010-\u2027\u2500-\u25FF\u3001-\u3029\u3041-\u3096\u30A0-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF60]*$/;
const foreign = /\u001B(?!\[(?:0|[1-47]|9|2[2-479]|3[1-7]|39)m)/;

const isSafe = (line: string): boolean => plain.test(line) && !foreign.test(line);

/**
The last check before a line reaches a terminal: leaves only our styles and safe text. It should find nothing, since all
code that shows foreign text makes it safe before it fits it.
*/
export const safeFrameLine = (line: string): string =>
	isSafe(line)
		? line
		: line
				.split(style)
				.map((part, index) => (index % 2 === 1 ? part : safeLine(part)))
				.join('');

/** Makes the lines of successive frames safe; reuses the result for lines that the previous frame had. */
export const createFrameGuard = (): ((lines: readonly string[]) => readonly string[]) => {
	let known = new Map<string, string>();
	return lines => {
		known = new Map(lines.map(line => [line, known.get(line) ?? safeFrameLine(line)]));
		return lines.map(line => known.get(line)!);
	};
};
