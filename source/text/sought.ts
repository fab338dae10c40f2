import {fold, foldKeepingMarks, mark, withoutMarks} from './fold.js';

/**
A word or phrase that is searched for, as it was typed. A letter typed with a mark asks for that mark; one typed
without accepts any.
*/
export interface Sought {
	/** Folded, without marks: every folded text with the word contains it. */
	readonly plain: string;
	/** Finds it in a text that was folded with its marks; `undefined` if it asks for none. */
	readonly marked: RegExp | undefined;
}

const anyMarks = `${mark}*`;
const markedCharacter = new RegExp(`([^])(${anyMarks})`, 'gv');

const markedPattern = (folded: string): RegExp => {
	const source = folded.replaceAll(markedCharacter, (_, letter: string, marks: string) => {
		const wanted = Array.from(marks, each => `(?=${anyMarks}${each})`);
		return RegExp.escape(letter) + wanted.join('') + anyMarks;
	});
	return new RegExp(source, 'v');
};

export const soughtFor = (typed: string): Sought => {
	const folded = foldKeepingMarks(typed);
	const plain = withoutMarks(folded);
	return {plain, marked: plain === folded ? undefined : markedPattern(folded)};
};

/** Whether the text contains it. */
export const standsIn = ({plain, marked}: Sought, text: string): boolean =>
	fold(text).includes(plain) && (marked === undefined || marked.test(foldKeepingMarks(text)));

/** Whether the text begins with it. */
export const beginsSo = (sought: Sought, text: string): boolean =>
	fold(text).startsWith(sought.plain) && standsIn(sought, text);

/** Whether it is the whole text, apart from blanks around it. */
export const isWhole = (sought: Sought, text: string): boolean =>
	fold(text).trim() === sought.plain.trim() && standsIn({...sought, plain: sought.plain.trim()}, text);

/** Where a word stands: from `at` up to, not including, `end`. */
export interface Place {
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

const graphemes = new Intl.Segmenter();

/** A folded text, and for each of its characters where in the text it comes from. */
const foldedWithPlaces = (text: string): {readonly folded: string; readonly places: readonly Place[]} => {
	let folded = '';
	const places: Place[] = [];
	for (const {segment, index: at} of graphemes.segment(text)) {
		const part = fold(segment);
		const end = at + segment.length;
		// One blank stands for any number of them, and a span has no gap before invisible characters.
		const goesOn = part === '' || (part === ' ' && folded.endsWith(' '));
		if (goesOn && places.length > 0) places[places.length - 1] = {at: places.at(-1)!.at, end};
		if (goesOn) continue;
		folded += part;
		places.push(...Array.from({length: part.length}, () => ({at, end})));
	}

	return {folded, places};
};

/** Every occurrence of the word in the text, in whole characters, from the first to the last. */
export const placesIn = (sought: Sought, text: string): readonly Place[] => {
	if (sought.plain === '' || !standsIn(sought, text)) return [];
	const {folded, places} = foldedWithPlaces(text);
	const found: Place[] = [];
	for (let from = folded.indexOf(sought.plain); from !== -1;) {
		const place = {at: places[from]!.at, end: places[from + sought.plain.length - 1]!.end};
		const isMeant = place.at >= (found.at(-1)?.end ?? 0) && standsIn(sought, text.slice(place.at, place.end));
		if (isMeant) found.push(place);
		from = folded.indexOf(sought.plain, from + (isMeant ? sought.plain.length : 1));
	}

	return found;
};
