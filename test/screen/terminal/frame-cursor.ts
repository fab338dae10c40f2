import test from 'ava';
import {takeCursor} from '../../../source/screen/terminal/frame-cursor.js';

for (const [what, marked, cursor] of [
	['none without a mark', ['one', '\u001B[7mtwo\u001B[27m'], undefined],
	['at the chosen row', ['one', '\u001B[7m\u001B[3m two\u001B[23m\u001B[27m'], {row: 1, column: 0}],
	[
		'at the caret, behind wide characters',
		['\u001B[1m李雷\u001B[22m \u001B[9mx\u001B[29m'],
		{row: 0, column: 5},
	],
	[
		'at the caret before a chosen row',
		['\u001B[3mrow\u001B[23m', 'ab\u001B[9mc\u001B[29m'],
		{row: 1, column: 2},
	],
] as const) {
	test(`the cursor is ${what}`, t => {
		const taken = takeCursor(marked);
		t.deepEqual(taken.cursor, cursor);
		t.notRegex(taken.lines.join(''), /\u001B\[(?:9|29|3|23)m/);
	});
}

test('other styles stay', t => {
	t.deepEqual(takeCursor(['\u001B[33m\u001B[9mx\u001B[29m\u001B[39m']).lines, ['\u001B[33mx\u001B[39m']);
});
