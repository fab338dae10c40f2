import test from 'ava';
import graphemes from '@xterm/addon-unicode-graphemes';
import xterm from '@xterm/headless';
import {fitCell, roomFor} from '../../../source/text/fit.js';
import {frameUpdate} from '../../../source/screen/terminal/frame-update.js';
import {fc, trials} from '../../helpers/random.js';

const columns = 30;
const rows = 8;

interface Measuring {
	/** Whether the terminal measures graphemes as we do, most often; or each code point by itself, as many do. */
	readonly byGraphemes: boolean;
}

/** What a terminal shows after all that: its cells with their styles. */
const shownAfter = async (
	{byGraphemes}: Measuring,
	...outputs: readonly string[]
): Promise<readonly string[]> => {
	const emulator = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
	if (byGraphemes) emulator.loadAddon(new graphemes.UnicodeGraphemesAddon());
	// What others have left there.
	for (const output of ['left\r\n'.repeat(rows), '\u001B[?7l', ...outputs])
		await new Promise<void>(resolve => emulator.write(output, resolve));
	const {active} = emulator.buffer;
	const shown = Array.from({length: rows}, (_, row) => {
		const line = active.getLine(row)!;
		return Array.from({length: columns}, (_each, column) => {
			const cell = line.getCell(column)!;
			return `${cell.getChars() || ' '}${cell.isBold()}${cell.isInverse()}${cell.getFgColor()}`;
		}).join('');
	});
	emulator.dispose();
	return shown;
};

const piece = fc.oneof(
	{weight: 4, arbitrary: fc.constantFrom('ann', 'lee', '1003', 'open', ' ', '  ')},
	fc.constantFrom('李雷', '📞', 'é', 'e\u0301', ' \u0301', '👩‍👩‍👧', 'กำ', 'क्षत्रिय', '🇩🇪', '❤️', 'ﾞ'),
	fc.constantFrom(
		'\u001B[7mann lee\u001B[27m',
		'\u001B[31m! \u001B[39m',
		'\u001B[1m \u001B[33m✓ \u001B[39m\u001B[22m',
	),
);
const pieces = fc.array(piece, {maxLength: 4}).map(texts => texts.join(''));
const start = fc.constantFrom(
	'',
	'ann',
	'bob',
	'\u001B[1mann\u001B[22m',
	'▸ ',
	'▸  ann',
	'李雷',
	'📞',
	'👩‍👩‍👧',
	'क्षत्रिय',
	'🇩🇪',
	'❤️',
	'กำ',
);
const line = fc.tuple(start, fc.constantFrom(' ', ' '.repeat(4)), pieces).map(texts => texts.join(''));
const frame = fc.array(line, {minLength: rows, maxLength: rows});

/** A frame, and one like it: some lines begin otherwise, some go on otherwise behind their start, some have moved. */
const frames = fc
	.record({
		before: frame,
		others: fc.array(fc.tuple(fc.nat(rows - 1), pieces), {maxLength: 3}),
		starts: fc.array(fc.tuple(fc.nat(rows - 1), start), {maxLength: 3}),
		first: fc.nat(rows - 1),
		last: fc.nat(rows - 1),
		by: fc.integer({min: -3, max: 3}),
	})
	.map(({before, others, starts, first, last, by}) => {
		const after = before.map((old, row) => (row < first || row > last ? old : (before[row + by] ?? '')));
		for (const [row, text] of others) after[row] = after[row]!.replace(/(?<=^\S* +)(?! ).*/u, text);
		for (const [row, text] of starts) after[row] = after[row]!.replace(/^\S*(?= )/u, text);
		return {before, after};
	});

for (const measuring of [{byGraphemes: true}, {byGraphemes: false}]) {
	const which = measuring.byGraphemes ? 'that measures graphemes' : 'that measures code points';

	test(`a terminal ${which} shows after an update what it shows of the frame when nothing was there`, async t => {
		await fc.assert(
			fc.asyncProperty(frames, async ({before, after}) => {
				const known = await shownAfter(measuring, frameUpdate(undefined, before), frameUpdate(before, after));
				t.deepEqual(known, await shownAfter(measuring, frameUpdate(undefined, after)));
			}),
			{numRuns: trials(40)},
		);
	});
}

for (const word of ['नेहा शर्मा', 'क्षत्रिय', '👩‍👩‍👧', '❤️', 'กำ', 'ﾞ']) {
	test(`the columns behind ${word} stand in their places, whatever the terminal makes of that`, async t => {
		const text = `${fitCell(word, 16)} open       36`;
		const end = Array.from(' open       36', sign => `${sign}00-1`).join('');
		for (const byGraphemes of [true, false]) {
			const [shown] = await shownAfter({byGraphemes}, frameUpdate(undefined, [text, ...list.slice(1, rows)]));
			t.true(shown!.endsWith(end), shown);
		}
	});
}

for (const byGraphemes of [true, false])
	test(`the blanks that fill a styled cell are left to a word that is wider ${byGraphemes ? 'for us' : 'there'}`, async t => {
		const name = 'क्षत्रिय';
		const line = `\u001B[36m${fitCell(name, roomFor(name))}\u001B[39m  1003`;
		const frame = [line, ...Array.from({length: rows - 1}, () => '')];
		const [row = ''] = await shownAfter({byGraphemes}, frameUpdate(undefined, frame));
		for (const sign of name) t.true(row.includes(sign), sign);
	});

test('nothing is written where nothing differs', t => {
	t.is(frameUpdate(['a', 'b'], ['a', 'b']), '');
});

const list = Array.from({length: 40}, (_, row) => `  ${row} ${'a session '.repeat(10)}`);

test('a list that scrolls by a line costs a line', t => {
	const update = frameUpdate(
		['heading', ...list.slice(0, 30), 'keys'],
		['heading', ...list.slice(1, 31), 'keys'],
	);
	t.true(update.length < 2 * list[0]!.length, JSON.stringify(update));
});

test('what differs at the end of a line costs no more than the end', t => {
	const update = frameUpdate(list, list.with(7, `${list[7]!}1`));
	t.true(update.length < 30, JSON.stringify(update));
});

const withCursor = (at: number): readonly string[] =>
	list.map((_, row) => {
		const head = row === at ? `\u001B[1m▸   ${row}\u001B[22m` : `    ${row}`;
		return `${head}   ${'a session '.repeat(10)}`;
	});

test('what differs at the start of a line costs no more than the start', t => {
	const update = frameUpdate(withCursor(7), withCursor(8));
	t.true(update.length < 80, JSON.stringify(update));
});

test('a terminal of another size is drawn anew', async t => {
	const small = list.slice(0, rows).map(text => text.slice(0, columns));
	const measuring = {byGraphemes: true};
	t.deepEqual(
		await shownAfter(measuring, frameUpdate(list, small)),
		await shownAfter(measuring, frameUpdate(undefined, small)),
	);
});
