import test from 'ava';
import {render, Text, useInput} from 'ink';
import {useState} from 'react';
import {createKeyReader} from '../../../source/screen/terminal/keys.js';
import {type Key} from '../../../source/state/key.js';
import {keyBytes} from '../../helpers/terminal-keys.js';
import {Terminal} from '../../helpers/terminal.js';

function Listener({onKeys}: {readonly onKeys: (keys: readonly Key[]) => void}) {
	const [read] = useState(createKeyReader);
	useInput((input, key) => onKeys(read(input, key)));
	return <Text>ready</Text>;
}

/** The keys that the reader makes of chunks of bytes, with Ink's own parser between. */
const keysOf = async (...chunks: readonly string[]): Promise<readonly Key[]> => {
	const terminal = new Terminal();
	const keys: Key[] = [];
	const app = render(<Listener onKeys={found => keys.push(...found)} />, {
		...terminal.streams,
		exitOnCtrlC: false,
	});
	await terminal.settled();
	for (const chunk of chunks) {
		await terminal.type(chunk);
		// Ink waits a while for the rest of a sequence.
		await terminal.settled();
	}

	app.unmount();
	terminal.close();
	return keys;
};

const names: readonly (readonly [what: string, chunks: readonly string[], names: readonly string[]])[] = [
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
	['an arrow split after ESC', ['\u001B', '[B'], ['escape']],
	['a split Page Down with keys behind it', ['\u001B', '[6~jj'], ['escape', 'j', 'j']],
	['a bracket that somebody types', ['[', 'B'], ['[', 'B']],
	[
		'a background colour that the terminal tells, ended by BEL',
		['\u001B]11;rgb:ffff/ffff/ffff\u0007j'],
		['alt-]', 'j'],
	],
	['the same, ended by ESC \\', ['\u001B]11;rgb:ffff/ffff/ffff\u001B\\j'], ['alt-]', 'alt-\\', 'j']],
	['the same in two pieces', ['\u001B]11;rgb:ff', 'ff/ffff/ffff\u001B\\', 'j'], ['alt-]', 'alt-\\', 'j']],
	['the name of the terminal', ['\u001BP>|xterm(388)\u001B\\'], ['alt-P', 'alt-\\']],
	[
		'an answer without an end, until a key that is no character',
		['\u001B]11;rgb:', 'dd', '\u001B[B', 'j'],
		['alt-]', 'down', 'j'],
	],
	['Alt-P and a letter', ['\u001BP', 'j'], ['alt-P', 'j']],
	['mouse and focus reports', ['\u001B[<0;3;4M\u001B[<0;3;4m\u001B[I\u001B[Oj'], ['j']],
];

for (const [what, chunks, expected] of names) {
	test(`reads ${what}`, async t => {
		const keys = await keysOf(...chunks);
		t.deepEqual(
			keys.map(({name}) => name),
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

test('reads every key by the name that the bindings use', async t => {
	const keys = await keysOf(...single.map(keyBytes));
	t.deepEqual(
		keys.map(({name}) => name),
		single,
	);
});

test('gives text to what can be typed, and only to that', async t => {
	t.deepEqual(await keysOf('d 李\r', '\u0004', '\u001Bd', '\u001B[B'), [
		{name: 'd', text: 'd'},
		{name: 'space', text: ' '},
		{name: '李', text: '李'},
		{name: 'enter'},
		{name: 'ctrl-d'},
		{name: 'alt-d'},
		{name: 'down'},
	]);
});
