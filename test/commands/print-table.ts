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

test('fits a terminal, as far as what may shrink allows', t => {
	fc.assert(
		fc.property(rowsOf, fc.integer({min: 60, max: 120}), (rows, width) => {
			const named = rows.map(row => ['3001', ...row.slice(1)]);
			for (const line of printed(named, width)) t.true(displayWidth(line) <= width);
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
