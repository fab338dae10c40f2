import test from 'ava';
import stringWidth from 'string-width';
import {cutText, displayWidth, fitCell, graphemesOf, roomFor, wrapText} from '../../source/text/fit.js';
import {isPlain, isShape} from '../../source/text/plain-signs.js';
import {safeLine, safeLines} from '../../source/text/safe-text.js';
import {hostileText} from '../helpers/hostile-text.js';
import {fc, trials} from '../helpers/random.js';

const cells: readonly (readonly [text: string, width: number, align: 'left' | 'right', cell: string])[] = [
	['Ann', 5, 'left', 'Ann  '],
	['Ann', 5, 'right', '  Ann'],
	['Ann Lee', 7, 'left', 'Ann Lee'],
	['Ann Lee', 6, 'left', 'Ann L…'],
	['12482', 4, 'right', '124…'],
	['Ann', 1, 'left', '…'],
	['Ann', 0, 'left', ''],
	['', 3, 'left', ' '.repeat(3)],
	['李雷', 4, 'left', '李雷'],
	['李雷', 5, 'right', ' 李雷'],
	['李雷', 3, 'left', '李…'],
	['李雷', 2, 'left', '… '],
	['李雷', 2, 'right', ' …'],
	['👨‍👩‍👧‍👦👍🏽', 3, 'left', '👨‍👩‍👧‍👦…'],
	['Jose\u0301s', 5, 'left', 'Jose\u0301s'],
	['Jose\u0301s', 4, 'left', 'Jos…'],
];

for (const [text, width, align, cell] of cells) {
	test(`fits “${text}” into ${width} cells, ${align}`, t => {
		t.is(fitCell(text, width, align), cell);
	});
}

test('cuts only what is too wide', t => {
	t.is(cutText('Ann Lee', 8), 'Ann Lee');
	t.is(cutText('Ann Lee', 4), 'Ann…');
	t.is(cutText('Ann Lee', 0), '');
});

test('a cell is exactly as wide as asked for, whatever is in it', t => {
	fc.assert(
		fc.property(
			hostileText,
			fc.integer({min: 1, max: 40}),
			fc.constantFrom('left', 'right'),
			(text, width, align) => {
				t.is(stringWidth(fitCell(safeLine(text), width, align)), width);
			},
		),
		{numRuns: trials(1000)},
	);
});

test('no character joins with the blanks beside it', t => {
	const shown: string[] = [];
	for (let code = 0x21; code <= 0x10_ff_ff; code++) {
		const character = String.fromCodePoint(code);
		if (safeLine(character) === character) shown.push(character);
	}

	const graphemes = new Intl.Segmenter().segment(shown.join(' '));
	const joined = Array.from(graphemes, ({segment}) => segment).filter(grapheme => / .|. /u.test(grapheme));
	t.deepEqual(
		joined.filter(grapheme => stringWidth(grapheme) !== stringWidth(grapheme.trim()) + 1),
		[],
	);
});

test('letters, signs and dashes that need no look at graphemes are as wide as any', t => {
	for (let code = 0x20; code <= 0xff_ff; code++) {
		const pair = String.fromCharCode(code, code);
		const isShown = safeLine(pair) === pair && stringWidth(pair) > 0;
		if (isShown) t.is(displayWidth(pair), stringWidth(pair), code.toString(16));
	}
});

const wrapped: readonly (readonly [what: string, text: string, width: number, lines: readonly string[]])[] = [
	['leaves a line that fits', 'hello you', 9, ['hello you']],
	['breaks between words', 'hello dear world', 10, ['hello dear', 'world']],
	['lets spaces hang over the edge', 'hello     world', 6, ['hello', 'world']],
	['keeps line breaks and empty lines', 'a\n\nb', 5, ['a', '', 'b']],
	['keeps the indentation of a line', '  a bcd', 4, ['  a', 'bcd']],
	['breaks a word that is longer than a line', 'ab abcdefgh', 4, ['ab', 'abcd', 'efgh']],
	['breaks between ideographs', '你好世界', 5, ['你好', '世界']],
	['breaks between Latin and ideographs', 'abc你好', 4, ['abc', '你好']],
	['does not begin a line with closing punctuation', '你好世界。', 8, ['你好世', '界。']],
	['does not end a line with opening punctuation', '你好「世界」', 6, ['你好', '「世', '界」']],
	['breaks before closing punctuation if nothing else fits', 'a好。', 3, ['a', '好', '。']],
	['does not break emoji', '👨‍👩‍👧‍👦👍🏽', 3, ['👨‍👩‍👧‍👦', '👍🏽']],
	['stands in for what is wider than a line', '李a', 1, ['…', 'a']],
	['makes one line of nothing', '', 3, ['']],
];

for (const [what, text, width, lines] of wrapped) {
	test(`wrapping ${what}`, t => {
		t.deepEqual(wrapText(text, width), lines);
	});
}

test('signs of a cell each are wrapped as graphemes of a cell each are', t => {
	const text = fc.string({unit: fc.constantFrom('a', 'bc', ' ', ' '.repeat(3), '-'), maxLength: 30});
	fc.assert(
		fc.property(text, fc.integer({min: 1, max: 12}), (signs, width) => {
			const accented = signs.replaceAll(/[a-c]/gu, letter => `${letter}\u0303`);
			t.deepEqual(
				wrapText(signs, width),
				wrapText(accented, width).map(line => line.replaceAll('\u0303', '')),
			);
		}),
		{numRuns: trials(2000)},
	);
});

const joining = [
	'a',
	'bcdef',
	' ',
	'李雷',
	'가',
	'\u0301',
	'\u11A8',
	'\u0600',
	'\u200D',
	'👨‍👩‍👧',
	'│',
	'क्',
	'ष',
	'\uFE0F',
];

test('what is measured at a glance is as wide as where it is looked up', t => {
	for (let code = 0; code <= 0xff_ff; code++) {
		const sign = String.fromCodePoint(code);
		if (isPlain(sign) || isShape(sign)) t.is(displayWidth(sign), stringWidth(sign), code.toString(16));
	}
});

test('a row of plain signs is as wide as its graphemes, whatever stands beside it', t => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom(...joining), {maxLength: 20}), pieces => {
			const text = pieces.join('');
			t.is(
				displayWidth(text),
				[...graphemesOf(text)].reduce((sum, {width}) => sum + width, 0),
				text,
			);
		}),
		{numRuns: trials(2000)},
	);
});

const dense = (text: string): string => text.replaceAll(/\s/gu, '');

test('wrapping loses nothing but spaces, and no line is too wide', t => {
	fc.assert(
		fc.property(hostileText, fc.integer({min: 2, max: 30}), (text, width) => {
			const safe = safeLines(text);
			const lines = wrapText(safe, width);
			for (const line of lines) t.true(stringWidth(line) <= width, line);
			if (!lines.join('').includes('…')) t.is(dense(lines.join('')), dense(safe));
		}),
		{numRuns: trials(1000)},
	);
});

test('syllables of Indic scripts are cut and wrapped as if each letter had a cell, as in tmux and xterm', t => {
	// A blank, seven letters, and two vowel signs beside them, of which Ink counts none.
	const name = 'विक्रम शर्मा';
	t.is(stringWidth(name), 8);
	t.is(roomFor(name), 10);
	t.is(cutText(`${name} +1555`, 16), `${name} +1555`);
	t.is(cutText(`${name} +1555`, 15), `${name} +15…`);
	t.is(stringWidth(fitCell(`${name} +1555`, 15)), 15);
	t.deepEqual(wrapText(`${name} ${name}`, 20), [`${name} विक्रम`, 'शर्मा']);
	t.deepEqual(wrapText(`${name} ${name}`, 21), [`${name} ${name}`]);
	t.is(roomFor('한국'), 4);
	t.is(roomFor('\u1112\u1161\u11AB'), stringWidth('\u1112\u1161\u11AB'));
});
