import {type Key as InkKey} from 'ink';
import {type Key} from '../../state/key.js';

/** Turns what Ink's `useInput` tells into keys, in order. */
export type KeyReader = (input: string, key: InkKey) => readonly Key[];

const special: readonly (readonly [flag: keyof InkKey, name: string])[] = [
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'page-up'],
	['pageDown', 'page-down'],
	['home', 'home'],
	['end', 'end'],
];

const graphemes = new Intl.Segmenter();

const controls: Readonly<Record<string, string>> = {
	'\r': 'enter',
	'\n': 'enter',
	'\r\n': 'enter',
	'\t': 'tab',
	'\b': 'backspace',
	'\u007F': 'backspace',
	'\u0000': 'ctrl-space',
};

const controlKey = (character: string): Key[] => {
	const code = character.codePointAt(0)!;
	if (controls[character] !== undefined) return [{name: controls[character]}];
	// C0 are the codes of Ctrl and a character, 0x40 below it. C1 are no keys.
	return code < 0x20 ? [{name: `ctrl-${String.fromCodePoint(code + 0x40).toLowerCase()}`}] : [];
};

/** The keys of typed text: Ink hands over all that came in one read, `jjj` or `j\r`. */
const typedKeys = (text: string): Key[] =>
	[...graphemes.segment(text)].flatMap(({segment}) => {
		if (/^\p{Cc}/u.test(segment)) return controlKey(segment);
		return [{name: segment === ' ' ? 'space' : segment, text: segment}];
	});

const modifiers = (key: InkKey): string =>
	[key.hyper && 'hyper-', key.super && 'super-', key.ctrl && 'ctrl-', key.meta && 'alt-']
		.filter(Boolean)
		.join('');

const keysOf = (input: string, key: InkKey): Key[] => {
	if (key.eventType === 'release') return [];
	const found = special.find(([flag]) => key[flag]);
	// Two quick presses of Escape come together, and Ink takes them for Alt-Escape.
	if (found?.[1] === 'escape' && key.meta) return [{name: 'escape'}, {name: 'escape'}];
	if (found !== undefined) return [{name: `${modifiers(key)}${key.shift ? 'shift-' : ''}${found[1]}`}];
	const held = modifiers(key);
	// Function keys and Insert come without any input.
	if (input === '') return [];
	return held === '' ? typedKeys(input) : [{name: `${held}${input === ' ' ? 'space' : input}`}];
};

/** What is left of an arrow key, say, when its ESC came so much earlier that Ink took it for Escape. */
const sequenceTail = /^\[[\d;]*[A-Za-z~]/;

/** How a terminal's answer goes on after its introducer, which Ink takes for Alt and a character. */
const answers: Readonly<Record<string, RegExp>> = {
	'alt-]': /^\d+;/,
	'alt-P': /^[\d;]*[$+!>|]/,
};

/**
A reader that remembers the key before, for input that is no typing: the tail of a split sequence after a lone
Escape, and answers of the terminal to somebody's question (`ESC ] 11;rgb:… BEL`), which Ink lets through as text.
An answer ends with BEL or ESC \, and at the latest with any key that is no character.
*/
export const createKeyReader = (): KeyReader => {
	let previous = '';
	let isAnswer = false;
	return (input, key) => {
		const keys = keysOf(input, key);
		const isTyped = keys.some(({text}) => text !== undefined);
		let rest = input;
		if (isTyped && previous === 'escape') rest = rest.replace(sequenceTail, '');
		isAnswer = isTyped && (isAnswer || (answers[previous]?.test(input) ?? false));
		previous = keys.at(-1)?.name ?? '';
		if (isAnswer) {
			const end = rest.indexOf('\u0007');
			isAnswer = end === -1;
			rest = isAnswer ? '' : rest.slice(end + 1);
		}

		return rest === input ? keys : typedKeys(rest);
	};
};
