import test from 'ava';
import {type Column, printTable} from '../../source/commands/print-table.js';
import {displayWidth} from '../../source/text/fit.js';
import {hostileText} from '../helpers/hostile-text.js';
import {fc, trials} from '../helpers/random.js';

type Row = readonly string[];

const columns: readonly Column<Row>[] = [
	{title: 'First', cell: row => row[0]!},
	{title: 'Second', cell: row => row[1]!, canShrink: true},
	{title: 'Third', cell: row => row[2]!, canShrink: true},
];

const printed = (rows: readonly Row[], terminal?: number): string[] => {
	let text = '';
	printTable(
		{
			...(terminal !== undefined && {isTTY: true, columns: terminal}),
			write(part) {
				text += part;
			},
		},
		columns,
		rows,
	);
	return text === '' ? [] : text.slice(0, -1).split('\n');
};

const rowsOf = fc.array(fc.tuple(hostileText, hostileText, hostileText), {minLength: 1, maxLength: 5});

test('keeps every row one line of as many cells as columns, whatever is in them', t => {
	fc.assert(
		fc.property(rowsOf, rows => {
			const lines = printed(rows);
			t.is(lines.length, rows.length);
			for (const line of lines) t.is(line.split(/ {2,}/).length, columns.length, JSON.stringify(line));
		}),
		{numRuns: trials(100)},
	);
});

test('fits a terminal', t => {
	fc.assert(
		fc.property(rowsOf, fc.integer({min: 1, max: 120}), (rows, width) => {
			for (const line of printed(rows, width)) t.true(displayWidth(line) <= width);
		}),
		{numRuns: trials(100)},
	);
});

test('prints nothing for no rows', t => {
	t.deepEqual(printed([]), []);
	t.deepEqual(printed([], 80), []);
});

test('lets one strange cell push only its own line', t => {
	const [first, second] = printed([
		['1', 'x'.repeat(300), 'end'],
		['2', 'y', 'end'],
	]);
	t.true(first!.endsWith(`${'x'.repeat(300)}  end`));
	t.is(second, `2  ${'y'.padEnd(40)}  end`);
});

test('starves no column on a terminal for the sake of one odd cell in another', t => {
	const rows = Array.from({length: 20}, (_, index) => [`${index}`, 'x'.repeat(20), 'z'.repeat(30)]);
	const [titles, odd, ...usual] = printed([['-', 'y'.repeat(500), 'short'], ...rows], 65);
	t.is(titles, `First  ${'Second'.padEnd(26)}  Third`);
	t.is(odd, `-      ${'y'.repeat(25)}…  short`);
	for (const [index, line] of usual.entries())
		t.is(line, `${String(index).padEnd(5)}  ${'x'.repeat(20).padEnd(26)}  ${'z'.repeat(30)}`);
});

test('shows the short form where the whole does not fit, and cuts it only then', t => {
	let text = '';
	printTable(
		{isTTY: true, columns: 12, write: (part: string) => (text += part)},
		[
			{title: 'A', cell: (row: Row) => row[0]!},
			{title: 'B', cell: row => row[1]!, shortCell: row => row[2]!, canShrink: true},
		],
		[
			['1', 'Ann Lee +15550100', 'Ann Lee'],
			['2', 'Bob', 'Bob'],
			['3', 'A very long name +1', 'A very long name'],
		],
	);
	t.is(text, 'A  B\n1  Ann Lee\n2  Bob\n3  A very l…\n');
});

test('leaves out columns that may be, the first first, where even cut ones have no room', t => {
	const all: readonly Column<Row>[] = [
		{title: 'A', cell: row => row[0]!},
		{title: 'B', cell: row => row[1]!, canShrink: true, leftOut: 2},
		{title: 'C', cell: row => row[2]!, canShrink: true, leftOut: 1},
		{title: 'D', cell: row => row[3]!, canShrink: true},
	];
	const titlesAt = (terminal: number): string[] => {
		let text = '';
		printTable({isTTY: true, columns: terminal, write: (part: string) => (text += part)}, all, [
			['1', 'b'.repeat(20), 'c'.repeat(20), 'd'.repeat(20)],
		]);
		const lines = text.trimEnd().split('\n');
		t.true(lines.every(line => displayWidth(line) <= terminal));
		return lines[0]!.split(/ {2,}/);
	};

	t.deepEqual(titlesAt(100), ['A', 'B', 'C', 'D']);
	t.deepEqual(titlesAt(31), ['A', 'B', 'C', 'D']);
	t.deepEqual(titlesAt(30), ['A', 'B', 'D']);
	t.deepEqual(titlesAt(20), ['A', 'D']);
	t.deepEqual(titlesAt(6), ['A', 'D']);
});

test('a last column that wraps goes on below itself, and loses nothing', t => {
	let text = '';
	printTable(
		{isTTY: true, columns: 20, write: (part: string) => (text += part)},
		[
			{title: 'A', cell: (row: Row) => row[0]!},
			{title: 'B', cell: row => row[1]!, canShrink: true, wraps: true},
		],
		[
			['2025-11-27', 'Picked up by Ann'],
			['2025-11-28', 'Closed'],
		],
	);
	t.is(text, 'A           B\n2025-11-27  Picked\n            up by\n            Ann\n2025-11-28  Closed\n');
});
