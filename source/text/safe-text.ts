import {isHarmless} from './plain-signs.js';
import {special, unsafePieces} from './unsafe-pieces.js';
import {lazily} from './lazily.js';

/**
Text of strangers made safe to print. All that a person would not see, or that would act on the terminal, is
shown by a sign of plain ASCII, and nothing else is touched:

- C0 controls and DEL in caret notation (`^[`, `^M`), as `cat -v`, less and vim do. The Unicode control pictures
  are missing from many fonts and from the Linux console.
- C1 controls as `<9B>`, every other hidden character as `<U+202E>`: format and bidi characters, default
  ignorables, line and paragraph separators, lone surrogates, private use, and what Unicode does not assign,
  since no two terminals agree on its width.
- Combining marks beyond `markLimit` on one base, and marks without a base, as `<+12 marks>`. So are
  the few letters and skin tones that join with a neighbour, where that is none of theirs: they would join with the
  blank beside a cell, and no two terminals agree on their width.
- Blanks that have a width (no-break space and its kin) become a plain space: they look the same and measure alike.

Joiners, variation selectors and tags stay where they do what they are meant for: inside an emoji, in words of
scripts that need them, after an ideograph.
*/

/** Nearly all text is plain, so that one cheap test is all it costs. */
const isSafe = (text: string): boolean => isHarmless(text) || !special().test(text);

const blank = lazily(() => /[\p{Zs}\u2800]/gv);

/** `U+202E`. */
export const codePointLabel = (character: string): string =>
	`U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

const hiddenSign = (character: string): string => {
	const code = character.codePointAt(0)!;
	if (code < 0x20 || code === 0x7f) return `^${String.fromCodePoint(code ^ 0x40)}`;
	return code < 0xa0 ? `<${code.toString(16).toUpperCase()}>` : `<${codePointLabel(character)}>`;
};

const marksSign = (marks: string): string => {
	const count = marks.match(/./gsu)!.length;
	return count === 1 ? `<${codePointLabel(marks)}>` : `<+${count} marks>`;
};

/** A line in which every blank is a plain space and every hidden character has been replaced. */
const replaceHidden = (
	line: string,
	ofMarks: (marks: string) => string,
	ofHidden: (character: string) => string,
): string =>
	line
		.replaceAll(blank(), ' ')
		.replaceAll(unsafePieces(), (kept, marks: string | undefined, character: string | undefined) =>
			marks === undefined ? (character === undefined ? kept : ofHidden(character)) : ofMarks(marks),
		);

/** One line, safe to print. A line break shows as `^J`. */
export const safeLine = (text: string): string =>
	isSafe(text) ? text : replaceHidden(text, marksSign, hiddenSign);

const asLines = (text: string): string[] => text.replaceAll('\t', ' '.repeat(4)).split(/\r?\n/);

/** Text of any number of lines, safe to print: `\n` ends a line, a tab becomes four spaces. */
export const safeLines = (text: string): string =>
	isSafe(text) ? text : asLines(text).map(safeLine).join('\n');

/**
Text for a file that somebody may print: what a terminal would act on, or what is hidden, is shown by a sign. Line
breaks, tabs, blanks and marks stay as they are.
*/
export const visibleText = (text: string): string =>
	isSafe(text)
		? text
		: text
				.split(/(\r?\n|\t)/)
				.map((part, index) =>
					index % 2 === 1
						? part
						: part.replaceAll(unsafePieces(), (kept, _marks, character?: string) =>
								character === undefined ? kept : hiddenSign(character),
							),
				)
				.join('');

/** Whether anything but line breaks, tabs and blanks has to be shown by a sign: somebody may want to deceive. */
export const isSuspicious = (text: string): boolean =>
	!isSafe(text) && asLines(text).some(line => safeLine(line) !== line.replaceAll(blank(), ' '));

const isControl = (character: string): boolean => /\p{Cc}/v.test(character);

/** One line for a text field: controls, line breaks too, become spaces; what else is hidden is left out. */
export const typedLine = (text: string): string =>
	isSafe(text)
		? text
		: replaceHidden(
				text,
				() => '',
				character => (isControl(character) ? ' ' : ''),
			);

/** All of a text if it can be typed; else the longest part of it in which nothing is hidden. */
export const typeablePart = (text: string): string => {
	if (isSafe(text)) return text;
	const parts = replaceHidden(
		text,
		() => '\n',
		() => '\n',
	).split('\n');
	return parts.reduce((longest, part) => (part.length > longest.length ? part : longest)).trim();
};
