import stringWidth from 'string-width';
import {segmentsOf} from './graphemes.js';
import {isPlain, isShape, narrowSigns, wideSigns} from './plain-signs.js';
import {lazily} from './lazily.js';

/**
Text fitted to the cells of a terminal, by display width over graphemes. The text that comes in is safe already.

Text from right to left: no bidi control is sent along. Terminals without bidi print some of them as boxes, and Ink
takes them out. So every field keeps its number of cells everywhere; a terminal that reorders may swap digits beside a
name in Hebrew or Arabic script within the row, never beyond it.
*/

const narrow = new RegExp(`^[${narrowSigns}]*$`);
const wide = new RegExp(`[${wideSigns}]`, 'g');
/** Long enough to be worth looking for. */
const plainRows = new RegExp(`[${narrowSigns}${wideSigns}]{4,}`, 'g');
const disputed = new RegExp(String.raw`[^\u001B${narrowSigns}${wideSigns}]`);

export interface MeasuredText {
	readonly text: string;
	/** In cells. */
	readonly width: number;
}

interface Grapheme extends MeasuredText {
	/** In cells of the terminal that gives it most. */
	readonly most: number;
}

const hangul = lazily(() => /\p{Script=Hangul}/u);
/** Letters, and the marks of Chinese and Japanese, which are as wide as they if what they stand on is not. */
const letters = lazily(() => /[\p{L}\p{Mc}\u302A-\u302D\u3099\u309A]/gu);
/** Marks without a width that came with Unicode 14 or later, and all of rare scripts. */
const newMarks = lazily(
	() => /[[\u0890-\u089F\u08CA-\u08D2\u0C3C\u0ECE\u1AC1-\u1AFF\u1DFA\u{10000}-\u{1FFFF}]&&\p{Mn}]/gv,
);

/**
Some terminals draw a syllable of an Indic script in one or two cells; tmux, xterm and others give each of its letters a
cell. So a text gets as many cells as Ink counts, but is cut and wrapped as if each letter had one: else it would run into
what stands behind it, and letters or digits would be lost. The letters of a Hangul syllable share its two cells anywhere.
A mark that a terminal does not know yet gets a cell there, too.
*/
const mostCells = (text: string, width: number): number => {
	const most = hangul().test(text) ? width : Math.max(width, text.match(letters())?.length ?? 0);
	return most + (text.match(newMarks())?.length ?? 0);
};

/** Looking a grapheme up is many times faster than measuring it, and most of a screen is made of few. */
const known = new Map<string, Grapheme>();
const knownLimit = 4096;

/** Cells of a text whose signs are all plain. */
const plainWidth = (text: string): number =>
	narrow.test(text) ? text.length : text.length + text.match(wide)!.length;

const measured = (text: string): Grapheme => {
	const before = known.get(text);
	if (before !== undefined) return before;
	const agreed = isPlain(text) ? plainWidth(text) : isShape(text) ? 1 : undefined;
	const width = agreed ?? stringWidth(text);
	const grapheme = {text, width, most: agreed ?? mostCells(text, width)};
	if (known.size === knownLimit) known.clear();
	known.set(text, grapheme);
	return grapheme;
};

/** The graphemes of a text, one by one, so that only those that are looked at cost anything. */
export function* graphemesOf(text: string): Generator<Grapheme> {
	// Each sign of a plain text is a grapheme.
	if (isPlain(text)) for (const sign of text) yield measured(sign);
	else for (const {segment} of segmentsOf(text)) yield measured(segment);
}

const graphemesWidth = (text: string, measure: 'width' | 'most'): number => {
	let width = 0;
	for (const grapheme of graphemesOf(text)) width += grapheme[measure];
	return width;
};

/**
In cells. Splitting a text into graphemes is many times slower than finding that there is no need to. Only the first and
the last plain sign of a row of them can be part of a grapheme with what stands beside the row.
*/
const cellsOf = (text: string, measure: 'width' | 'most'): number => {
	if (isPlain(text)) return plainWidth(text);
	let width = 0;
	let at = 0;
	for (const {0: row, index} of text.matchAll(plainRows)) {
		width += graphemesWidth(text.slice(at, index + 1), measure) + plainWidth(row.slice(1, -1));
		at = index + row.length - 1;
	}

	return width + graphemesWidth(text.slice(at), measure);
};

/** In cells, as Ink counts them. */
export const displayWidth = (text: string): number => cellsOf(text, 'width');

/** In cells of the terminal that gives it most: the room that a text needs so that nothing of it is cut anywhere. */
export const roomFor = (text: string): number => cellsOf(text, 'most');

/**
Whether every terminal gives a text, which may have styles, the same cells. Terminals disagree on emoji, on the
syllables of Indic scripts, and on much that is new or rare.
*/
export const hasCertainWidth = (styled: string): boolean => !disputed.test(styled);

const ellipsis = '…';

/** The text, or its beginning and an ellipsis, and how wide that is: at most `width` cells, one or more. */
const cut = (text: string, width: number): MeasuredText => {
	if (narrow.test(text)) {
		return text.length <= width
			? {text, width: text.length}
			: {text: text.slice(0, width - 1) + ellipsis, width};
	}

	let used = 0;
	let most = 0;
	let start = '';
	let startWidth = 0;
	for (const grapheme of graphemesOf(text)) {
		used += grapheme.width;
		most += grapheme.most;
		if (most > width) return {text: start + ellipsis, width: startWidth + 1};
		// A character that reaches the edge stays only if nothing follows: the ellipsis needs a cell.
		if (most < width) {
			start += grapheme.text;
			startWidth = used;
		}
	}

	return {text, width: used};
};

/** At most `width` cells: the text, or its beginning and an ellipsis. */
export const cutText = (text: string, width: number): string => (width <= 0 ? '' : cut(text, width).text);

/** Exactly `width` cells. A wide character that would be cut in half becomes a space. */
export const fitCell = (text: string, width: number, align: 'left' | 'right' = 'left'): string => {
	if (width <= 0) return '';
	const part = cut(text, width);
	const padding = ' '.repeat(width - part.width);
	return align === 'left' ? part.text + padding : padding + part.text;
};

const closing = lazily(() => /^[\p{Pe}\p{Pf}\p{Po}]/u);
const opening = lazily(() => /^[\p{Ps}\p{Pi}]/u);

const syllable = lazily(() => /\p{L}\p{M}+\p{L}|\p{Mc}/u);

/** Whether it is a wide character, and not a syllable of several letters. */
const isWide = ({text, width}: Grapheme): boolean => width > 1 && !syllable().test(text);

/** Between wide characters a line may break anywhere, but not before 。 or after 「. */
const mayBreakBetween = (left: Grapheme, right: Grapheme): boolean =>
	(left.text === ' ' && right.text !== ' ') ||
	((isWide(left) || isWide(right)) &&
		right.text !== ' ' &&
		!closing().test(right.text) &&
		!opening().test(left.text));

const mostOf = (line: readonly Grapheme[]): number => line.reduce((sum, {most}) => sum + most, 0);

const textOf = (line: readonly MeasuredText[]): string => line.map(({text}) => text).join('');

/** The first sign from there on that is no blank: those may hang over the edge of their line. */
const overEdge = (text: string, edge: number): number => {
	let over = edge;
	while (text[over] === ' ') over++;
	return over;
};

/** As `wrapLine`, where each sign is a cell: most lines are so, and a pane wraps hundreds of them for each key. */
const wrapNarrow = (text: string, width: number): string[] => {
	const lines: string[] = [];
	let start = 0;
	for (let over = overEdge(text, width); over < text.length; over = overEdge(text, start + width)) {
		let end = over;
		while (end > start && !(text[end - 1] === ' ' && text[end] !== ' ')) end--;
		if (end === start) end = over;
		lines.push(text.slice(start, end).trimEnd());
		start = end;
	}

	return [...lines, text.slice(start).trimEnd()];
};

const wrapLine = (text: string, width: number): string[] => {
	if (roomFor(text) <= width) return [text];
	if (narrow.test(text)) return wrapNarrow(text, width);
	const lines: string[] = [];
	let line: Grapheme[] = [];
	let used = 0;
	let breakAt = 0;
	for (const found of graphemesOf(text)) {
		const grapheme = found.most > width ? {text: ellipsis, width: 1, most: 1} : found;
		if (line.length > 0 && mayBreakBetween(line.at(-1)!, grapheme)) breakAt = line.length;
		// Spaces at the end of a line may hang over its edge: they are taken off.
		while (used + grapheme.most > width && grapheme.text !== ' ') {
			const at = breakAt === 0 ? line.length : breakAt;
			lines.push(textOf(line.slice(0, at)).trimEnd());
			line = line.slice(at);
			used = mostOf(line);
			breakAt = 0;
		}

		line.push(grapheme);
		used += grapheme.most;
	}

	return [...lines, textOf(line).trimEnd()];
};

/**
Lines of at most `width` cells (one or more): broken at line ends, then between words, between wide characters,
and inside a word only where it is longer than a line.
*/
export const wrapText = (text: string, width: number): string[] =>
	text.split('\n').flatMap(line => wrapLine(line, width));
