import {safeLine} from '../../text/safe-text.js';

/** Styles that the theme has, and their ends. Any other is not ours. */
const style = /(\u001B\[(?:0|[1-47]|9|2[2-479]|3[1-367]|39)m)/;

/** Letters of the most used scripts, numbers, signs and the parts of boxes: all that is in most lines, beside styles. */
const plain =
	/^[\u001B -~\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0377\u0386-\u0482\u2010-\u2027\u2500-\u25FF\u3001-\u3029\u3041-\u3096\u30A0-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF60]*$/;
const foreign = /\u001B(?!\[(?:0|[1-47]|9|2[2-479]|3[1-367]|39)m)/;

const isSafe = (line: string): boolean => plain.test(line) && !foreign.test(line);

/**
The last thing that happens to a line before a terminal has it: nothing but styles of ours and text that is safe is
left. It should find nothing, since whatever shows a text of others makes it safe, and fits it then.
*/
export const safeFrameLine = (line: string): string =>
	isSafe(line)
		? line
		: line
				.split(style)
				.map((part, index) => (index % 2 === 1 ? part : safeLine(part)))
				.join('');

/** Makes the lines of frames safe, one frame after the other: of a line that the one before had is known what it is. */
export const createFrameGuard = (): ((lines: readonly string[]) => readonly string[]) => {
	let known = new Map<string, string>();
	return lines => {
		known = new Map(lines.map(line => [line, known.get(line) ?? safeFrameLine(line)]));
		return lines.map(line => known.get(line)!);
	};
};
