import fc from 'fast-check';
import test from 'ava';
import {cellWriter, csvText, inertCell} from '../../../source/exchange/export/csv.js';
import {hostileText} from '../../helpers/hostile-text.js';

const printed = (value: unknown): string => cellWriter(['a.b'], inertCell)({a: {b: value}});

const cells: readonly [value: unknown, cell: string][] = [
	['plain', 'plain'],
	['', ''],
	[null, ''],
	[undefined, ''],
	[12, '12'],
	[-1, "'-1"],
	[false, 'false'],
	['a,b', '"a,b"'],
	['say "hi"', '"say ""hi"""'],
	['=1+1', "'=1+1"],
	['+15550100', "'+15550100"],
	['-1', "'-1"],
	['@SUM(A1)', "'@SUM(A1)"],
	["'quoted", "''quoted"],
	['\tx', "'\tx"],
	['\rx', `"'\rx"`],
	['=a,"b"', `"'=a,""b"""`],
	['two\nlines', '"two\nlines"'],
];

for (const [value, cell] of cells) {
	test(`writes ${JSON.stringify(value)} as ${JSON.stringify(cell)}`, t => {
		t.is(printed(value), cell);
	});
}

test('leaves a cell empty whose path leads nowhere', t => {
	t.is(cellWriter(['a.b', 'c'], inertCell)({c: 'x'}), ',x');
});

test('begins with a line of names', t => {
	t.deepEqual([...csvText(['a', 'b.c'], ['1,2'])], ['a,b.c\r\n', '1,2\r\n']);
});

/** What a reader of RFC 4180 makes of one row. */
const readRow = (row: string): string[] =>
	Array.from(`,${row}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g), ([, quoted, bare]) =>
		quoted === undefined ? bare! : quoted.replaceAll('""', '"'),
	);

test('gives every text back that loses its first apostrophe, and none that a spreadsheet reckons with', t => {
	fc.assert(
		fc.property(fc.array(fc.oneof(hostileText, fc.string()), {minLength: 1}), texts => {
			const record = Object.fromEntries(texts.map((text, index) => [`c${index}`, text]));
			const read = readRow(cellWriter(Object.keys(record), inertCell)(record));
			for (const cell of read) t.notRegex(cell, /^[=+\-@\t\r]/);
			t.deepEqual(
				read.map(cell => cell.replace(/^'/, '')),
				texts,
			);
		}),
	);
});
