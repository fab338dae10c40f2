import test from 'ava';
import {createInputReader} from '../../../source/screen/terminal/input-reader.js';
import {type Input, type Key} from '../../../source/state/key.js';
import {keyBytes} from '../../helpers/terminal-keys.js';

/** What the reader makes of chunks of text; `undefined` stands for so long a while that nothing is waited for any more. */
const inputsOf = (...chunks: readonly (string | undefined)[]): readonly Input[] => {
	const reader = createInputReader();
	return [...chunks, undefined].flatMap(chunk =>
		chunk === undefined ? reader.flush() : reader.read(Buffer.from(chunk).toString('latin1')),
	);
};

const keysOf = (...chunks: readonly (string | undefined)[]): readonly Key[] =>
	inputsOf(...chunks).flatMap(input => ('keys' in input ? input.keys : []));

const names: readonly (readonly [
	what: string,
	chunks: readonly (string | undefined)[],
	names: readonly string[],
])[] = [
	['a letter', ['j'], ['j']],
	['a capital', ['G'], ['G']],
	['a held key', ['jjj'], ['j', 'j', 'j']],
	['letters and Enter', ['j\rj'], ['j', 'enter', 'j']],
	['a line feed', ['j\n'], ['j', 'enter']],
	['Enter as two characters', ['j\r\n'], ['j', 'enter']],
	['letters and a tab', ['a\tb'], ['a', 'tab', 'b']],
	['letters and arrows', ['jj\u001B[Bk\u001B[A'], ['j', 'j', 'down', 'k', 'up']],
	['letters and Ctrl', ['j\u0004j'], ['j', 'ctrl-d', 'j']],
	['letters and Backspace', ['ab\u007F'], ['a', 'b', 'backspace']],
	['space and signs', ['! *'], ['!', 'space', '*']],
	['an emoji and a composed letter', ['👍🏽e\u0301李'], ['👍🏽', 'e\u0301', '李']],
	['C1 controls', ['a\u009Bb'], ['a', 'b']],
	['Escape', ['\u001B'], ['escape']],
	['Escape twice at once', ['\u001B\u001B'], ['escape', 'escape']],
	['Escape, then a letter', ['\u001B', 'j'], ['escape', 'j']],
	['Ctrl-Up and Alt-Up', ['\u001B[1;5A\u001B[1;3A'], ['ctrl-up', 'alt-up']],
	['Shift-Ctrl-Left', ['\u001B[1;6D'], ['ctrl-shift-left']],
	[
		'Home and End in three styles',
		['\u001B[H\u001B[1~\u001BOH\u001B[F\u001B[4~\u001BOF'],
		['home', 'home', 'home', 'end', 'end', 'end'],
	],
	['Alt and Ctrl with a letter', ['\u001B\u0004'], ['ctrl-alt-d']],
	['Alt-Enter', ['\u001B\r'], ['alt-enter']],
	['function keys and Insert', ['\u001BOP\u001B[15~\u001B[24~\u001B[2~j'], ['j']],
	['an arrow in two pieces', ['\u001B', '[B'], ['down']],
	['an arrow in three', ['\u001B', '[', 'B', 'j'], ['down', 'j']],
	['an SS3 arrow in pieces', ['\u001BO', 'A'], ['up']],
	['an Escape long before what would go on with it', ['\u001B', undefined, '[B'], ['escape', '[', 'B']],
	['a split Page Down with keys behind it', ['\u001B[6', '~jj'], ['page-down', 'j', 'j']],
	['a sequence that is never ended', ['\u001B[1;', undefined, 'j'], ['j']],
	['a bracket that somebody types', ['[', 'B'], ['[', 'B']],
	['Alt and a letter of two bytes', ['\u001Bä'], ['alt-ä']],
	[
		'arrows of rxvt',
		['\u001B[a\u001BOb\u001B[3$\u001B[3^\u001B\u001B[A'],
		['shift-up', 'ctrl-down', 'shift-delete', 'ctrl-delete', 'alt-up'],
	],
	[
		'keys by their codes',
		['\u001B[106u\u001B[106;5u\u001B[106;2u\u001B[27;5;13~\u001B[106;1:3u'],
		['j', 'ctrl-j', 'J', 'ctrl-enter'],
	],
	['function keys of the Linux console', ['\u001B[[Aj'], ['j']],
	[
		'a background colour that the terminal tells, ended by BEL',
		['\u001B]11;rgb:ffff/ffff/ffff\u0007j'],
		['j'],
	],
	['the same, ended by ESC \\', ['\u001B]11;rgb:ffff/ffff/ffff\u001B\\j'], ['j']],
	['the same in pieces', ['\u001B]', '11;rgb:ff', 'ff/ffff/ffff\u001B', '\\', 'j'], ['j']],
	['the name of the terminal', ['\u001BP>|xterm(388)\u001B\\'], []],
	['an answer without an end, until a sequence', ['\u001B]11;rgb:', 'dd', '\u001B[B', 'j'], ['down', 'j']],
	['an answer without an end, until nothing comes', ['\u001B]11;rgb:', 'dd', undefined, 'j'], ['j']],
	['Alt-P and a letter', ['\u001BP', undefined, 'j'], ['alt-P', 'j']],
	[
		'reports of a mouse (SGR, urxvt) and of focus',
		['\u001B[<0;3;4M\u001B[<0;3;4m\u001B[32;4;5M\u001B[I\u001B[Oj'],
		['j'],
	],
	['reports of a mouse (X10), whatever bytes they have', ['\u001B[M yy\u001B[M#qd\u001B[M \r\u001Bj'], ['j']],
	['reports of a mouse (X10) in pieces', ['\u001B', '[M', ' y', 'yj'], ['j']],
	[
		'reports of devices and of the cursor',
		['\u001B[?62;22c\u001B[>0;276;0c\u001B[24;80R\u001B[0n\u001B[?2026;2$y\u001B[8;24;80tj'],
		['j'],
	],
];

for (const [what, chunks, expected] of names) {
	test(`reads ${what}`, t => {
		t.deepEqual(
			keysOf(...chunks).map(({name}) => name),
			expected,
		);
	});
}

const single = [
	'enter',
	'tab',
	'shift-tab',
	'up',
	'down',
	'left',
	'right',
	'shift-up',
	'shift-down',
	'page-up',
	'page-down',
	'home',
	'end',
	'backspace',
	'delete',
	'space',
	'ctrl-space',
	'ctrl-a',
	'ctrl-c',
	'ctrl-d',
	'ctrl-r',
	'ctrl-z',
	'alt-d',
	'alt-D',
	'alt-space',
];

test('reads every key by the name that the bindings use', t => {
	t.deepEqual(
		keysOf(...single.map(keyBytes)).map(({name}) => name),
		single,
	);
});

test('gives text to what can be typed, and only to that', t => {
	t.deepEqual(keysOf('d 李\r', '\u0004', '\u001Bd', '\u001B[B'), [
		{name: 'd', text: 'd'},
		{name: 'space', text: ' '},
		{name: '李', text: '李'},
		{name: 'enter'},
		{name: 'ctrl-d'},
		{name: 'alt-d'},
		{name: 'down'},
	]);
});

test('a mouse beyond column 95 tells of itself in bytes that are no UTF-8', t => {
	const reader = createInputReader();
	t.deepEqual(reader.read('\u001B[M \u00C3\u00A4j'), [{keys: [{name: 'j', text: 'j'}]}]);
	t.deepEqual(reader.read('\u001B[M \u00E0'), []);
	t.deepEqual(reader.read('yj'), [{keys: [{name: 'j', text: 'j'}]}]);
});

test('takes a letter that comes in two pieces for one', t => {
	const reader = createInputReader();
	t.deepEqual(reader.read('\u00C3'), []);
	t.deepEqual(reader.read('\u00A4'), [{keys: [{name: 'ä', text: 'ä'}]}]);
});

test('what is pasted is no keys, in however many pieces it comes', t => {
	t.deepEqual(inputsOf('j\u001B[200~dy\ry\u001B[201~k'), [
		{keys: [{name: 'j', text: 'j'}]},
		{pasted: 'dy\ry'},
		{keys: [{name: 'k', text: 'k'}]},
	]);
	t.deepEqual(inputsOf('\u001B[20', '0~d', 'y\u001B[2', '01', '~'), [{pasted: 'd'}, {pasted: 'y'}]);
	t.deepEqual(inputsOf('\u001B[200~d\u001B[20', '5~y\u001B[201~'), [{pasted: 'd'}, {pasted: '\u001B[205~y'}]);
});

test('an end of a paste inside a paste does not end it', t => {
	t.deepEqual(inputsOf('\u001B[200~a\u001B[201~dy\r\u001B[201~'), [{pasted: 'a\u001B[201~dy\r'}]);
});

test('a paste whose end was lost ends when nothing comes', t => {
	t.deepEqual(inputsOf('\u001B[200~a', undefined, 'j'), [{pasted: 'a'}, {keys: [{name: 'j', text: 'j'}]}]);
});

test('waits for no longer than needed', t => {
	const reader = createInputReader();
	t.is(reader.patience, undefined);
	reader.read('\u001B');
	t.is(reader.patience, 100);
	reader.read('[B');
	t.is(reader.patience, undefined);
	reader.read('\u001B[200~a');
	t.is(reader.patience, 1000);
});
