import {isAccessible} from './accessible.js';

/** Whether the terminal's locale can show more than ASCII; POSIX: LC_ALL before LC_CTYPE before LANG. */
const isUnicode = ((): boolean => {
	const {LC_ALL: all, LC_CTYPE: type, LANG: language, TERM: terminal} = process.env;
	const locale = [all, type, language].find(Boolean) ?? '';
	// The Linux console's font lacks most of the signs.
	return terminal !== 'linux' && /utf-?8/i.test(locale);
})();

const unicode = {
	cursor: '▸',
	mark: '✓',
	chosen: '✓',
	done: '✓',
	nothingDone: '·',
	attention: '!',
	wrong: '!',
	deletedOwner: '! ',
	pending: '⇡ ',
	gone: '∅ ',
	'not visible': '? ',
	held: '§ ',
	overdue: '! overdue',
	open: '● ',
	closed: '○ ',
	failed: '!',
	above: '▲',
	below: '▼',
	to: '→',
	suspicious: '!',
	horizontal: '─',
	vertical: '│',
	full: '▓',
	empty: '░',
	levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	/** A full cell, and parts of one. */
	bar: {full: '█', parts: ['▏', '▎', '▍', '▌', '▋', '▊', '▉']},
	corners: ['╭', '╮', '╰', '╯'],
} as const;

const ascii = {
	cursor: '>',
	mark: '*',
	chosen: '*',
	done: '*',
	nothingDone: '-',
	attention: '!',
	wrong: '!',
	deletedOwner: '! ',
	pending: '^ ',
	gone: '~ ',
	'not visible': '? ',
	held: '# ',
	overdue: '! overdue',
	open: '+ ',
	closed: '- ',
	failed: '!',
	above: '^',
	below: 'v',
	to: '->',
	suspicious: '!',
	horizontal: '-',
	vertical: '|',
	full: '#',
	empty: '.',
	levels: ['_', '.', ':', '-', '=', '+', '*', '#'],
	bar: {full: '#', parts: []},
	corners: ['+', '+', '+', '+'],
} as const;

/** Words in place of signs, with a blank after those that stand before a text; nothing in place of drawings. */
const words = {
	cursor: ' ',
	mark: 'marked ',
	chosen: 'chosen ',
	done: '',
	nothingDone: '',
	attention: 'Attention:',
	wrong: ' not understood:',
	deletedOwner: 'deleted owner ',
	pending: 'pending ',
	gone: 'gone from the PBX ',
	'not visible': 'not visible by the API ',
	held: 'held ',
	overdue: 'overdue',
	open: '',
	closed: '',
	failed: 'failed, ',
	above: 'more above',
	below: 'more below',
	to: 'to',
	// Suspicious characters are spelled out anyway.
	suspicious: '',
	horizontal: ' ',
	vertical: ' ',
	full: '',
	empty: '',
	levels: [],
	bar: {full: '', parts: []},
	corners: [' ', ' ', ' ', ' '],
} as const;

/**
Everything that the screen draws besides text: signs of one cell, with a blank after those that stand before a text, or
the words in their place.
*/
export const signs = isAccessible ? words : isUnicode ? unicode : ascii;

/** Blanks in place of a sign that is not set. */
export const noSign = (sign: string): string => ' '.repeat(sign.length);
