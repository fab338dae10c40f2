import {safeLine} from '../../text/safe-text.js';

/** Styles that the theme has, and their ends. Any other is not ours. */
const style = /(\u001B\[(?:0|[1-47]|9|2[2-479]|3[1-367]|39)m)/;

/** Lines of which most need no more than one look: letters, numbers, signs and our styles. */
const plain = /^(?:[^\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\uFFFC]| |\u001B\[[\d;]+m)*$/u;
const foreignStyle = /\u001B\[(?!(?:0|[1-47]|9|2[2-479]|3[1-367]|39)m)/;

const isSafe = (line: string): boolean => plain.test(line) && !foreignStyle.test(line);

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
