import test from 'ava';
import {printCsv} from '../../source/commands/print-csv.js';

const printed = (value: unknown): string => {
	let text = '';
	printCsv({write: part => (text += part)}, ['a.b'], [{a: {b: value}}]);
	return text;
};

const cells: readonly [value: unknown, cell: string][] = [
	['plain', 'plain'],
	['', ''],
	[null, ''],
	[12, '12'],
	[false, 'false'],
	['a,b', '"a,b"'],
	['say "hi"', '"say ""hi"""'],
	['=1+1', "'=1+1"],
	['+15550100', "'+15550100"],
	['-1', "'-1"],
	['@SUM(A1)', "'@SUM(A1)"],
	["'quoted", "''quoted"],
	['\tx', "'^Ix"],
	['\rx', "'^Mx"],
	['=a,"b"', `"'=a,""b"""`],
	['two\nlines', 'two^Jlines'],
];

for (const [value, cell] of cells) {
	test(`writes ${JSON.stringify(value)} as ${cell}`, t => {
		t.is(printed(value), `a.b\r\n${cell}\r\n`);
	});
}
