import {graphemesOf} from '../text/fit.js';
import {typeablePart} from '../text/safe-text.js';

/** Other spellings of a key's name, among them those that the screen shows. */
const spellings: Readonly<Record<string, string>> = {
	' ': 'space',
	'↑': 'up',
	'↓': 'down',
	'←': 'left',
	'→': 'right',
	pgup: 'page-up',
	pageup: 'page-up',
	pgdn: 'page-down',
	pagedown: 'page-down',
	return: 'enter',
	esc: 'escape',
	del: 'delete',
};

/** Keys whose sequence says which modifiers are held. */
const moving = new Set(['up', 'down', 'left', 'right', 'home', 'end', 'page-up', 'page-down', 'delete']);
const named = new Set([...moving, 'enter', 'escape', 'space', 'tab', 'backspace']);

const isCharacter = (text: string): boolean =>
	text.trim() === text &&
	typeablePart(text) === text &&
	[...graphemesOf(text)].length === 1 &&
	text.length <= 8;

/** Ctrl-H, I, J and M are Backspace, Tab and Enter to a terminal, and Ctrl with most signs is nothing. */
const isSentWithCtrl = (key: string): boolean =>
	moving.has(key) || key === 'space' || /^[a-gk-ln-z\\\]\^_]$/.test(key);

const isSent = (key: string, held: ReadonlySet<string>): boolean => {
	if (held.has('shift')) return moving.has(key) || (key === 'tab' && held.size === 1);
	if (held.has('ctrl')) return isSentWithCtrl(key);
	// Alt arrives as Escape before a character; a few keys in quick succession would look the same.
	return held.size === 0 || moving.has(key) || isCharacter(key);
};

const modifiers = ['ctrl', 'alt', 'shift'] as const;

/**
The name of a key as bindings spell it, from what a person wrote: `Ctrl-T` is `ctrl-t`, `PgUp` is `page-up`.
`undefined` if no terminal sends such a key.
*/
export const readKeyName = (written: string): string | undefined => {
	const text = written.normalize('NFC');
	const [, before = '', last = ''] = /^((?:(?:ctrl|alt|shift)-)*)(.+)$/isu.exec(text) ?? [];
	const held = new Set(before.toLowerCase().split('-').filter(Boolean));
	const lower = last.toLowerCase();
	const spelled = Object.hasOwn(spellings, lower) ? spellings[lower]! : lower;
	const key = named.has(spelled) ? spelled : held.has('ctrl') ? lower : last;
	if (!named.has(key) && !isCharacter(key)) return undefined;
	return isSent(key, held)
		? modifiers
				.filter(modifier => held.has(modifier))
				.map(modifier => `${modifier}-`)
				.join('') + key
		: undefined;
};
