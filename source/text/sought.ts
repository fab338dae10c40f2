import {comparable, comparableWithMarks, mark, withoutMarks} from './comparable.js';
import {segmentsOf} from './graphemes.js';
import {lazily} from './lazily.js';

/**
A word or phrase that is searched for, as it was typed. A letter typed with a mark asks for that mark; one typed
without accepts any.
*/
export interface Sought {
	/** Comparable, without marks: every comparable text with the word contains it. */
	readonly plain: string;
	/** Finds it in a comparable text with its marks; `undefined` if it asks for none. */
	readonly marked: RegExp | undefined;
}

const anyMarks = `${mark}*`;
const markedCharacter = lazily(() => new RegExp(`([^])(${anyMarks})`, 'gv'));

const markedPattern = (text: string): RegExp => {
	const pattern = text.replaceAll(markedCharacter(), (_, letter: string, marks: string) => {
		const wanted = Array.from(marks, each => `(?=${anyMarks}${each})`);
		return RegExp.escape(letter) + wanted.join('') + anyMarks;
	});
	return new RegExp(pattern, 'v');
};

export const soughtFor = (typed: string): Sought => {
	const text = comparableWithMarks(typed);
	const plain = withoutMarks(text);
	return {plain, marked: plain === text ? undefined : markedPattern(text)};
};

/** Whether the text contains it. */
export const standsIn = ({plain, marked}: Sought, text: string): boolean =>
	comparable(text).includes(plain) && (marked === undefined || marked.test(comparableWithMarks(text)));

/** Whether the text begins with it. */
export const beginsSo = (sought: Sought, text: string): boolean =>
	comparable(text).startsWith(sought.plain) && standsIn(sought, text);

/** Whether it is the whole text, apart from blanks around it. */
export const isWhole = (sought: Sought, text: string): boolean =>
	comparable(text).trim() === sought.plain.trim() && standsIn({...sought, plain: sought.plain.trim()}, text);

/** Where a word stands: from `at` up to, not including, `end`. */
interface Span {
	readonly at: number;
	readonly end: number;
}

/** The entries that are spelled exactly so; if there are none, those whose name is the same as names are compared. */
export const spelled = <Thing>(
	typed: string,
	things: readonly Thing[],
	namesOf: (thing: Thing) => readonly string[],
): readonly Thing[] => {
	const exactly = things.filter(thing => namesOf(thing).includes(typed));
	if (exactly.length > 0) return exactly;
	const sought = soughtFor(typed);
	return things.filter(thing => namesOf(thing).some(name => isWhole(sought, name)));
};

/** A comparable text, and for each of its characters where in the text it comes from. */
const comparableWithSpans = (text: string): {readonly form: string; readonly spans: readonly Span[]} => {
	let form = '';
	const spans: Span[] = [];
	for (const {segment, index: at} of segmentsOf(text)) {
		const part = comparable(segment);
		const end = at + segment.length;
		// One blank stands for any number of them, and a span has no gap before invisible characters.
		const goesOn = part === '' || (part === ' ' && form.endsWith(' '));
		if (goesOn && spans.length > 0) spans[spans.length - 1] = {at: spans.at(-1)!.at, end};
		if (goesOn) continue;
		form += part;
		spans.push(...Array.from({length: part.length}, () => ({at, end})));
	}

	return {form, spans};
};

/** Every occurrence of the word in the text, in whole characters, from the first to the last. */
export const spansIn = (sought: Sought, text: string): readonly Span[] => {
	if (sought.plain === '' || !standsIn(sought, text)) return [];
	const {form, spans} = comparableWithSpans(text);
	const found: Span[] = [];
	for (let from = form.indexOf(sought.plain); from !== -1;) {
		const span = {at: spans[from]!.at, end: spans[from + sought.plain.length - 1]!.end};
		const isMeant = span.at >= (found.at(-1)?.end ?? 0) && standsIn(sought, text.slice(span.at, span.end));
		if (isMeant) found.push(span);
		from = form.indexOf(sought.plain, from + (isMeant ? sought.plain.length : 1));
	}

	return found;
};
