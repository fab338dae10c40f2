import test from 'ava';
import {cellWriter, csvText} from '../../../source/exchange/export/csv.js';
import {excelCsv} from '../../../source/exchange/export/excel-csv.js';

const style = excelCsv({});
const printed = (value: unknown): string => cellWriter(['a'], style)({a: value});

const asText = (number: string): string => `"=""${number}"""`;

const cells: readonly (readonly [value: unknown, cell: string])[] = [
	['+15550100', asText('+15550100')],
	['0012', asText('0012')],
	['00491701234567', asText('00491701234567')],
	['123456789012', asText('123456789012')],
	[9_007_199_254_740_991, asText('9007199254740991')],
	['+1 (555) 010-0101', asText('+1 (555) 010-0101')],
	['1-2', asText('1-2')],
	['3/4', asText('3/4')],
	['12:30', asText('12:30')],
	['1E5', asText('1E5')],
	['1,5', asText('1,5')],
	['１２３４', asText('１２３４')],
	['1'.repeat(255), asText('1'.repeat(255))],
	['12345678901', '12345678901'],
	[0, '0'],
	[3073, '3073'],
	['2025-11-12T03:23:00Z', '2025-11-12T03:23:00Z'],
	['=1+1', `'=1+1`],
	['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
	['+1&cmd', `'+1&cmd`],
	['1"&cmd', `"1""&cmd"`],
	['Süß 12', 'Süß 12'],
	['\u001B[2J', '^[[2J'],
	['-', `'-`],
];

for (const [value, cell] of cells)
	test(`writes ${JSON.stringify(value).slice(0, 40)} so that Excel shows it as it is`, t => {
		t.is(printed(value), cell);
	});

const separators: readonly (readonly [environment: Readonly<Record<string, string>>, separator: string])[] = [
	[{}, ','],
	[{LANG: 'C'}, ','],
	[{LANG: 'C.UTF-8'}, ','],
	[{LANG: 'POSIX'}, ','],
	[{LANG: 'de_DE.UTF-8'}, ';'],
	[{LANG: 'fr_FR@euro'}, ';'],
	[{LANG: 'pt_BR'}, ';'],
	[{LANG: 'en_GB.UTF-8'}, ','],
	[{LANG: 'zh_CN.UTF-8'}, ','],
	[{LANG: 'de_DE.UTF-8', LC_NUMERIC: 'en_US.UTF-8'}, ','],
	[{LANG: 'en_US.UTF-8', LC_NUMERIC: 'it_IT'}, ';'],
	[{LC_ALL: 'en_US', LC_NUMERIC: 'it_IT'}, ','],
	[{LC_ALL: '', LANG: 'sv_SE'}, ';'],
	[{LANG: 'no such locale'}, ','],
];

for (const [environment, separator] of separators)
	test(`separates by ${separator} for ${JSON.stringify(environment)}`, t => {
		t.is(excelCsv(environment).separator, separator);
	});

test('begins with a byte order mark, and separates titles as rows', t => {
	const german = excelCsv({LANG: 'de_DE'});
	const row = cellWriter(['a', 'b'], german)({a: 'x;y', b: '1,5'});
	t.deepEqual([...csvText(['a', 'b'], [row], german)], ['\uFEFFa;b\r\n', `"x;y";${asText('1,5')}\r\n`]);
});
