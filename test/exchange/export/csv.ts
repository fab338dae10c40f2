import test from 'ava';
import {cellWriter, csvText, plainCsv, rawCsv} from '../../../source/exchange/export/csv.js';
import {excelCsv} from '../../../source/exchange/export/excel-csv.js';
import {hostileText} from '../../helpers/hostile-text.js';
import {fc} from '../../helpers/random.js';

const printed = (value: unknown): string => cellWriter(['a.b'], plainCsv)({a: {b: value}});

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
	['\rx', '^Mx'],
	['\r\n=1', `"'\r\n=1"`],
	['\n=1', `"'\n=1"`],
	['    =1', "'    =1"],
	['\u00A0\u3000=1', "'\u00A0\u3000=1"],
	['＝1', "'＝1"],
	['＋1', "'＋1"],
	['－1', "'－1"],
	['＠x', "'＠x"],
	['\t ＝1', "'\t ＝1"],
	['\u200B=1', '<U+200B>=1'],
	['\uFE0F=1', '<U+FE0F>=1'],
	['a\u001B[2J\u009B2J\u0000', 'a^[[2J<9B>2J^@'],
	['\u202Ea\u2028b', '<U+202E>a<U+2028>b'],
	['👨‍👩‍👧 e\u0301 می‌خواهم\u00A0x', '👨‍👩‍👧 e\u0301 می‌خواهم\u00A0x'],
	[[{name: '\u009B2J'}], String.raw`"[{""name"":""\u009b2J""}]"`],
	['a;b', '"a;b"'],
	['=a,"b"', `"'=a,""b"""`],
	['two\nlines', '"two\nlines"'],
];

for (const [index, [value, cell]] of cells.entries()) {
	test(`cell ${index}: writes ${JSON.stringify(value)} as ${JSON.stringify(cell)}`, t => {
		t.is(printed(value), cell);
	});
}

test('leaves a cell empty whose path leads nowhere', t => {
	t.is(cellWriter(['a.b', 'c'], plainCsv)({c: 'x'}), ',x');
});

test('begins with a line of names', t => {
	t.deepEqual([...csvText(['a', 'b.c'], ['1,2'], plainCsv)], ['a,b.c\r\n', '1,2\r\n']);
});

/** What a reader of RFC 4180 makes of one row. */
const readRow = (row: string): string[] =>
	Array.from(`,${row}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g), ([, quoted, bare]) =>
		quoted === undefined ? bare! : quoted.replaceAll('""', '"'),
	);

const anyTexts = fc.array(fc.oneof(hostileText, fc.string()), {minLength: 1});

const rowOf = (texts: readonly string[], style: typeof plainCsv): string[] => {
	const record = Object.fromEntries(texts.map((text, index) => [`c${index}`, text]));
	return readRow(cellWriter(Object.keys(record), style)(record));
};

test('writes every text for programs as it came', t => {
	fc.assert(fc.property(anyTexts, texts => t.deepEqual(rowOf(texts, rawCsv), texts)));
});

/** What is read as a formula; not a number as a text, in which is nothing that could be reckoned. */
const isFormula = (cell: string): boolean =>
	/^(?:[\t\n]|[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠])/u.test(cell) &&
	!/^="[^"A-DF-Za-df-z]*"$/u.test(cell);

for (const [reader, style] of Object.entries({everybody: plainCsv, Excel: excelCsv({})}))
	test(`writes nothing that a terminal acts on, and no formula, for ${reader}`, t => {
		const separated = {...style, separator: ','};
		fc.assert(
			fc.property(anyTexts, texts => {
				for (const cell of rowOf(texts, separated)) {
					t.notRegex(cell.replaceAll(/\r?\n|\t/g, ''), /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
					t.false(isFormula(cell), cell);
				}
			}),
		);
	});
