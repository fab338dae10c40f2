import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {readPage, readTopics} from '../../source/manual/pages.js';
import {terminalText} from '../../source/manual/terminal-text.js';
import {displayWidth} from '../../source/text/fit.js';

const plain = (markdown: string, columns = 40): string => terminalText(markdown, {columns, isStyled: false});

const styled = (markdown: string, columns = 40): string => terminalText(markdown, {columns, isStyled: true});

const shown: readonly (readonly [what: string, markdown: string, text: string])[] = [
	['a heading', '## Loss', '## Loss\n'],
	['blocks apart', '# A\n\nb\n\n- c\n- d\n\ne', '# A\n\nb\n\n- c\n- d\n\ne\n'],
	['a paragraph of several lines', 'one\ntwo', 'one two\n'],
	['code in a line', 'Type `a  b`, or `|`.', 'Type `a b`, or `|`.\n'],
	[
		'bold, emphasis and what is neither',
		'**Bold** *so* 2 * 3 `+1555*` and (+1*, *01)',
		'Bold so 2 * 3 `+1555*` and (+1*, *01)\n',
	],
	['a link to a page', 'See [filter](filter.md).', 'See chatlogs help filter.\n'],
	['a link to a part of a page by other words', '[Loss](files.md#loss)', 'Loss (chatlogs help files)\n'],
	['a link elsewhere', '[Node](https://nodejs.org)', 'Node (https://nodejs.org)\n'],
	['a block of code', '```sh\na | b   # c\n\n# d\n```', '    a | b   # c\n\n    # d\n'],
	[
		'a table',
		'| a | b |\n| --- | --- |\n| long | `x\\|y` |\n| | z |',
		'a     b\n----  -----\nlong  `x|y`\n      z\n',
	],
];

for (const [what, markdown, text] of shown) {
	test(`shows ${what}`, t => {
		t.is(plain(markdown), text);
	});
}

test('wraps paragraphs, and items below their beginning', t => {
	t.is(plain('- one two three\n- four', 11), '- one two\n  three\n- four\n');
	t.is(plain('one two three', 9), 'one two\nthree\n');
	t.is(plain('a https://nodejs.org/en', 10), 'a\nhttps://no\ndejs.org/e\nn\n');
});

test('wraps the widest cells of a table that is too wide', t => {
	t.is(
		plain('| key | does |\n| --- | --- |\n| `a` | one two three four |\n| b | five |', 20),
		'key  does\n---  ---------------\n`a`  one two three\n     four\nb    five\n',
	);
});

test('styles headings and code where the terminal shows it, and takes the marks away', t => {
	t.is(styled('# Two words'), '\u001B[1mTwo\u001B[22m \u001B[1mwords\u001B[22m\n');
	t.is(styled('a `b`'), 'a \u001B[36mb\u001B[39m\n');
});

for (const {name} of readTopics()) {
	test(`all of the page on ${name} fits into a terminal, but for code`, t => {
		const page = readPage(name)!;
		t.false(page.includes('<!--'));
		for (const columns of [60, 80, 100]) {
			const lines = stripVTControlCharacters(styled(page, columns)).split('\n');
			const wide = lines.filter(line => displayWidth(line) > columns && !line.startsWith(' '.repeat(4)));
			t.deepEqual(wide, []);
			t.deepEqual(
				lines.filter(line => /^[#|]|\*\*/.test(line)),
				[],
			);
		}
	});
}

test('a topic is a name, never a path', t => {
	for (const name of ['', 'nonsense', '../manual/filter', 'filter.md', 'FILTER'])
		t.is(readPage(name), undefined);
});
