import {cutText, displayWidth, fitCell, graphemesOf} from '../text/fit.js';
import {typedLine} from '../text/safe-text.js';
import {type Key} from './key.js';

/** One line of text being edited. `caret` counts UTF-16 units and never lies inside a grapheme. */
export interface TextField {
	readonly text: string;
	readonly caret: number;
}

/** In UTF-16 units; longer than any filter or note that a user would type. */
export const textLimit = 1000;

export const emptyField: TextField = {text: '', caret: 0};

/** A field with that text and the caret at the end. */
export const fieldOf = (text: string): TextField => insertText(emptyField, text);

/** All positions where the caret may stand, from 0 to the end of the text. */
const boundaries = (text: string): number[] => {
	const found = [0];
	for (const grapheme of graphemesOf(text)) found.push(found.at(-1)! + grapheme.text.length);
	return found;
};

const before = ({text, caret}: TextField): number => boundaries(text).findLast(at => at < caret) ?? 0;

const after = ({text, caret}: TextField): number => boundaries(text).find(at => at > caret) ?? text.length;

/** A field with the caret there, or behind the grapheme around it, since an edit may have joined two graphemes. */
const fieldAt = (text: string, caret: number): TextField => ({
	text,
	caret: boundaries(text).find(at => at >= caret)!,
});

const remove = ({text}: TextField, from: number, to: number): TextField =>
	fieldAt(text.slice(0, from) + text.slice(to), from);

const wordBefore = ({text, caret}: TextField): number => {
	const start = text.slice(0, caret).search(/\S*\s*$/);
	return boundaries(text).findLast(at => at <= start)!;
};

/** Inserts typed or pasted text: line breaks and controls become spaces, and text beyond the limit is left out. */
export const insertText = ({text, caret}: TextField, inserted: string): TextField => {
	const rest = text.slice(caret);
	const start = typedLine(text.slice(0, caret) + inserted.slice(0, textLimit));
	const fitting = boundaries(start).findLast(at => at + rest.length <= textLimit) ?? caret;
	return fieldAt(start.slice(0, fitting) + rest, fitting);
};

/** Replaces the text from `from` up to `to`, and puts the caret behind the new text. */
export const replaceText = ({text}: TextField, from: number, to: number, by: string): TextField =>
	insertText({text: text.slice(0, from) + text.slice(to), caret: from}, by);

const toStart = (field: TextField): TextField => ({...field, caret: 0});

const toEnd = (field: TextField): TextField => ({...field, caret: field.text.length});

const edits: Readonly<Record<string, (field: TextField) => TextField>> = {
	left: field => ({...field, caret: before(field)}),
	right: field => ({...field, caret: after(field)}),
	home: toStart,
	'ctrl-a': toStart,
	end: toEnd,
	'ctrl-e': toEnd,
	backspace: field => remove(field, before(field), field.caret),
	delete: field => remove(field, field.caret, after(field)),
	'ctrl-u': field => remove(field, 0, field.caret),
	'ctrl-k': field => remove(field, field.caret, field.text.length),
	'ctrl-w': field => remove(field, wordBefore(field), field.caret),
};

/** The field after a key, or `undefined` if the key means nothing to a text field. */
export const editField = (field: TextField, key: Key): TextField | undefined =>
	key.text === undefined ? edits[key.name]?.(field) : insertText(field, key.text);

/** The visible part of a field, exactly as wide as asked. `under` lies beneath the caret, and is a space at the end. */
export interface FieldWindow {
	readonly before: string;
	readonly under: string;
	readonly after: string;
}

/** The end of a text, as much as fits into so many cells. */
const endOf = (text: string, width: number): string => {
	let used = displayWidth(text);
	let start = 0;
	for (const grapheme of graphemesOf(text)) {
		if (used <= width) break;
		used -= grapheme.width;
		start += grapheme.text.length;
	}

	return text.slice(start);
};

/** The part of a field to show in `width` cells (two or more); always shows the caret and a little of what follows. */
export const fieldWindow = (field: TextField, width: number): FieldWindow => {
	const next = after(field);
	const under = cutText(field.text.slice(field.caret, next), width) || ' ';
	const rest = field.text.slice(next);
	const reserved = Math.min(displayWidth(rest), Math.floor(width / 4));
	const shown = endOf(field.text.slice(0, field.caret), width - displayWidth(under) - reserved);
	const room = width - displayWidth(shown) - displayWidth(under);
	return {before: shown, under, after: fitCell(rest, room)};
};
