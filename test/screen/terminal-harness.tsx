import test, {type ExecutionContext} from 'ava';
import {render, Text, useApp, useInput, usePaste, useWindowSize} from 'ink';
import {useState} from 'react';
import {foreignSequences} from '../helpers/terminal-sequences.js';
import {Terminal} from '../helpers/terminal.js';

/** Shows what it is told: one line for keys, one for pastes, one for the size. */
function Echo() {
	const [inputs, setInputs] = useState<readonly string[]>([]);
	const [pasted, setPasted] = useState('');
	const {columns, rows} = useWindowSize();
	const {exit} = useApp();
	useInput((input, key) => {
		if (input === 'q') exit();
		setInputs(before => [...before, key.escape ? 'esc' : key.downArrow ? 'down' : JSON.stringify(input)]);
	});
	usePaste(setPasted);
	return (
		<Text>
			{`keys ${inputs.join(' ')}\npasted ${JSON.stringify(pasted)}\nsize ${columns}×${rows}\n李雷 x`}
		</Text>
	);
}

const open = async (t: ExecutionContext): Promise<{terminal: Terminal; app: ReturnType<typeof render>}> => {
	const terminal = new Terminal(60, 10);
	const app = render(<Echo />, {
		...terminal.streams,
		alternateScreen: true,
		incrementalRendering: true,
		// Between two frames is less than what is waited for.
		maxFps: 60,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	t.teardown(() => {
		app.unmount();
		terminal.close();
	});
	await terminal.shows('size 60×10');
	return {terminal, app};
};

test('sends each key alone, and typed text at once', async t => {
	const {terminal} = await open(t);
	await terminal.press('j', 'j', 'escape', 'down', 'G');
	await terminal.type('jjj');
	await terminal.shows('keys "j" "j" esc down "G" "jjj"');
	t.pass();
});

test('pastes as a terminal does', async t => {
	const {terminal} = await open(t);
	await terminal.paste('two\nlines');
	await terminal.shows(String.raw`pasted "two\nlines"`);
	await terminal.hides('keys "two');
	t.pass();
});

test('tells the app of another size', async t => {
	const {terminal} = await open(t);
	await terminal.resize(30, 8);
	t.true(terminal.screen().includes('size 30×8'));
	t.is(terminal.screen().length, 8);
});

test('knows the cells of wide characters', async t => {
	const {terminal} = await open(t);
	t.is(terminal.screen()[3], '李雷 x');
	t.deepEqual(
		[0, 1, 2, 3, 4, 5].map(column => [
			terminal.cell(3, column).getChars(),
			terminal.cell(3, column).getWidth(),
		]),
		[
			['李', 2],
			['', 0],
			['雷', 2],
			['', 0],
			[' ', 1],
			['x', 1],
		],
	);
});

test('is settled when the app has drawn all that the keys do', async t => {
	const {terminal} = await open(t);
	for (let count = 0; count < 20; count++) await terminal.press('j');
	await terminal.settled();
	t.is(terminal.screen()[0], `keys ${'"j" '.repeat(20).trim()}`.slice(0, 60).trimEnd());
});

test('sees what the app switches on, and off again', async t => {
	const {terminal, app} = await open(t);
	t.deepEqual(terminal.modes, {
		alternateScreen: true,
		autowrap: true,
		bracketedPaste: true,
		cursor: false,
		raw: true,
	});
	await terminal.press('q');
	await app.waitUntilExit();
	t.deepEqual(terminal.modes, {
		alternateScreen: false,
		autowrap: true,
		bracketedPaste: false,
		cursor: true,
		raw: false,
	});
	t.deepEqual(terminal.leaks, []);
});

const sequences: readonly (readonly [what: string, output: string, foreign: readonly string[]])[] = [
	[
		'nothing in plain text, colours and moves',
		'a\u001B[1;31mb\u001B[0m\r\n\u001B[2K\u001B[1A\u001B[?25l\u001B[?7l',
		[],
	],
	['the clipboard', 'a\u001B]52;c;aGk=\u0007b', ['\u001B]52;c;aGk=\u0007']],
	['a title ended by ESC \\', '\u001B]0;x\u001B\\b', ['\u001B]0;x\u001B\\']],
	['a link', '\u001B]8;;http://x\u0007', ['\u001B]8;;http://x\u0007']],
	['DCS', '\u001BP1$r\u001B\\', ['\u001BP1$r\u001B\\']],
	['other modes', '\u001B[?1000h\u001B[?1049h', ['\u001B[?1000h']],
	['a reset', '\u001Bc', ['\u001Bc']],
	['C1', '\u009B2J', ['\u009B2J']],
	['bell, backspace and tab', '\u0007\b\t', ['\u0007', '\b', '\t']],
	['an unfinished sequence', 'a\u001B]0;title', ['\u001B]0;title']],
];

for (const [what, output, foreign] of sequences) {
	test(`finds in output: ${what}`, t => {
		t.deepEqual(foreignSequences(output), foreign);
	});
}
