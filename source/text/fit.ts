import stringWidth from 'string-width';

/**
Text fitted to the cells of a terminal, by display width over graphemes. The text that comes in is safe already.

Text from right to left: no bidi control is sent along. Terminals without bidi print some of them as boxes, and Ink
takes them out. So every field keeps its number of cells everywhere; a terminal that reorders may swap digits beside a
name in Hebrew or Arabic script within the row, never beyond it.
*/

const graphemes = new Intl.Segmenter();

/** Letters and signs of Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic: always a grapheme of one cell each. */
const narrowSigns = String.raw` -~\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0482\u048A-\u058F\u05D0-\u05EA\u0620-\u064A\u0671-\u06D3\u2010-\u2027`;
/** Chinese, Japanese and Korean signs: always a grapheme of two cells each. */
const wideSigns = String.raw`\u3001-\u3029\u3041-\u3096\u309B-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF60`;
const narrow = new RegExp(`^[${narrowSigns}]*$`);
const narrowOrWide = new RegExp(`^[${narrowSigns}${wideSigns}]*$`);
const wide = new RegExp(`[${wideSigns}]`, 'g');
const disputed = new RegExp(String.raw`[^\u001B${narrowSigns}${wideSigns}]`);

/** Looking a width up is many times faster than working it out, and most of a screen is made of few graphemes. */
const knownWidths = new Map<string, number>();
const knownWidthsLimit = 4096;

const graphemeWidth = (grapheme: string): number => {
	const known = knownWidths.get(grapheme);
	if (known !== undefined) return known;
	const width = stringWidth(grapheme);
	if (knownWidths.size === knownWidthsLimit) knownWidths.clear();
	knownWidths.set(grapheme, width);
	return width;
};

export interface MeasuredText {
	readonly text: string;
	/** In cells. */
	readonly width: number;
}

/** The graphemes of a text, one by one, so that only those that are looked at cost anything. */
export function* graphemesOf(text: string): Generator<MeasuredText> {
	for (const {segment} of graphemes.segment(text)) yield {text: segment, width: graphemeWidth(segment)};
}

/** In cells. Splitting a text into graphemes is many times slower than finding that there is no need to. */
export const displayWidth = (text: string): number => {
	if (narrow.test(text)) return text.length;
	if (narrowOrWide.test(text)) return text.length + text.match(wide)!.length;
	let width = 0;
	for (const grapheme of graphemesOf(text)) width += grapheme.width;
	return width;
};

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
	let start = '';
	let startWidth = 0;
	for (const grapheme of graphemesOf(text)) {
		used += grapheme.width;
		if (used > width) return {text: start + ellipsis, width: startWidth + 1};
		// A character that reaches the edge stays only if nothing follows: the ellipsis needs a cell.
		if (used < width) {
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

const closing = /^[\p{Pe}\p{Pf}\p{Po}]/u;
const opening = /^[\p{Ps}\p{Pi}]/u;

/** Between wide characters a line may break anywhere, but not before 。 or after 「. */
const mayBreakBetween = (left: MeasuredText, right: MeasuredText): boolean =>
	(left.text === ' ' && right.text !== ' ') ||
	((left.width > 1 || right.width > 1) &&
		right.text !== ' ' &&
		!closing.test(right.text) &&
		!opening.test(left.text));

const widthOf = (line: readonly MeasuredText[]): number => line.reduce((sum, {width}) => sum + width, 0);

const textOf = (line: readonly MeasuredText[]): string => line.map(({text}) => text).join('');

const wrapLine = (text: string, width: number): string[] => {
	if (displayWidth(text) <= width) return [text];
	const lines: string[] = [];
	let line: MeasuredText[] = [];
	let used = 0;
	let breakAt = 0;
	for (const found of graphemesOf(text)) {
		const grapheme = found.width > width ? {text: ellipsis, width: 1} : found;
		if (line.length > 0 && mayBreakBetween(line.at(-1)!, grapheme)) breakAt = line.length;
		// Spaces at the end of a line may hang over its edge: they are taken off.
		while (used + grapheme.width > width && grapheme.text !== ' ') {
			const at = breakAt === 0 ? line.length : breakAt;
			lines.push(textOf(line.slice(0, at)).trimEnd());
			line = line.slice(at);
			used = widthOf(line);
			breakAt = 0;
		}

		line.push(grapheme);
		used += grapheme.width;
	}

	return [...lines, textOf(line).trimEnd()];
};

/**
Lines of at most `width` cells (one or more): broken at line ends, then between words, between wide characters,
and inside a word only where it is longer than a line.
*/
export const wrapText = (text: string, width: number): string[] =>
	text.split('\n').flatMap(line => wrapLine(line, width));
