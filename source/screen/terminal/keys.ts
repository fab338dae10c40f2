import {segmentsOf} from '../../text/graphemes.js';
import {type Key} from '../../state/key.js';

const controls: Readonly<Record<string, string>> = {
	'\r': 'enter',
	'\n': 'enter',
	'\r\n': 'enter',
	'\t': 'tab',
	'\b': 'backspace',
	'\u007F': 'backspace',
	'\u0000': 'ctrl-space',
	'\u001B': 'escape',
};

const controlName = (character: string): string | undefined => {
	const code = character.codePointAt(0)!;
	// C0 codes are Ctrl and a character, whose code is 0x40 higher. C1 codes are not keys.
	return (
		controls[character] ??
		(code < 0x20 ? `ctrl-${String.fromCodePoint(code + 0x40).toLowerCase()}` : undefined)
	);
};

/** The keys of typed text without escape sequences. */
export const typedKeys = (text: string): Key[] =>
	[...segmentsOf(text)].flatMap(({segment}): Key[] => {
		if (!/^\p{Cc}/u.test(segment)) return [{name: segment === ' ' ? 'space' : segment, text: segment}];
		const name = controlName(segment);
		return name === undefined ? [] : [{name}];
	});

/** Keys by the last letter of their sequence, or by the number before `~`: xterm, VT220, Linux console and rxvt. */
const byEnd: Readonly<Record<string, string>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	F: 'end',
	H: 'home',
};
const byNumber: Readonly<Record<string, string>> = {
	1: 'home',
	3: 'delete',
	4: 'end',
	5: 'page-up',
	6: 'page-down',
	7: 'home',
	8: 'end',
};

/** The bits that xterm adds to 1 for held modifiers; Meta is Alt. */
const held = {shift: 1, alt: 2, ctrl: 4, super: 8, hyper: 16, meta: 32} as const;

/** The characters that rxvt sends instead of `~` for held modifiers. */
const rxvtHeld: Readonly<Record<string, number>> = {
	'~': 0,
	$: held.shift,
	'^': held.ctrl,
	'@': held.shift | held.ctrl,
};

const heldKey = (name: string | undefined, bits: number): Key[] => {
	if (name === undefined) return [];
	const names = [
		bits & held.hyper && 'hyper-',
		bits & held.super && 'super-',
		bits & held.ctrl && 'ctrl-',
		bits & (held.alt | held.meta) && 'alt-',
		bits & held.shift && 'shift-',
	];
	return [{name: names.filter(Boolean).join('') + name}];
};

/** A key by its character code, as sent by terminals that can tell all keys apart. */
const codedKey = (code: number, bits: number): Key[] => {
	if (!(code <= 0x10_ff_ff)) return [];
	const character = String.fromCodePoint(code);
	const [key] = typedKeys(bits & held.shift ? character.toUpperCase() : character);
	if (key?.text === undefined) return heldKey(key?.name, bits);
	return (bits & ~held.shift) === 0 ? [key] : heldKey(key.name, bits & ~held.shift);
};

const isReleased = (event: string | undefined): boolean => event === '3';

/** `CSI number ; held : event end`, in which everything but the end may be missing. */
const pressed = /^\u001B(?:\[|O)(?:(\d+)(?::\d*)*)?(?:;(\d+)(?::(\d))?)?(?:;([\d:]+))?([A-Za-z~^$@])$/;

const sequenceKey = (sequence: string): Key[] => {
	const [, number = '1', modifier = '1', event, third, end] = pressed.exec(sequence) ?? [];
	if (end === undefined || isReleased(event)) return [];
	const bits = Number(modifier) - 1;
	if (end === 'u') return codedKey(Number(number), bits);
	if (number === '27' && end === '~') return codedKey(Number(third), bits);
	if (end in rxvtHeld) return heldKey(byNumber[number], bits | rxvtHeld[end]!);
	if (number !== '1' || third !== undefined) return [];
	if (end === 'Z') return heldKey('tab', held.shift);
	// In rxvt, CSI means Shift and SS3 means Ctrl.
	if (/[a-d]/.test(end))
		return heldKey(byEnd[end.toUpperCase()], sequence[1] === '[' ? held.shift : held.ctrl);
	return heldKey(byEnd[end], bits);
};

/**
The keys of a whole escape sequence: none for reports of mice, focus and devices, and two for two quick presses of
Escape.
*/
export const keysOfSequence = (sequence: string): Key[] => {
	if (/^\u001B*$/.test(sequence)) return Array.from(sequence, () => ({name: 'escape'}));
	if (/^\u001B[[O]./s.test(sequence)) return sequenceKey(sequence);
	// Alt is sent as an ESC before the key; in rxvt also before a key that is a sequence itself.
	const inner = sequence.slice(1);
	const [key] = inner.startsWith('\u001B') ? keysOfSequence(inner) : typedKeys(inner);
	if (key === undefined) return [];
	const [, ctrl = '', name = ''] = /^(ctrl-)?(.+)$/su.exec(key.name)!;
	return [{name: `${ctrl}alt-${name}`}];
};
