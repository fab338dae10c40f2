import test from 'ava';
import {isHarmless} from '../../source/text/plain-signs.js';
import {special} from '../../source/text/unsafe-pieces.js';
import {isSuspicious, safeLine, safeLines, typedLine} from '../../source/text/safe-text.js';
import {hostileText} from '../helpers/hostile-text.js';
import {fc, trials} from '../helpers/random.js';

const shown: readonly (readonly [what: string, text: string, line: string])[] = [
	['an escape sequence', 'a\u001B[2Jb', 'a^[[2Jb'],
	['an unfinished escape sequence', 'a\u001B]', 'a^[]'],
	['a carriage return', 'paid\rowed', 'paid^Mowed'],
	['backspaces', 'a\bb', 'a^Hb'],
	['NUL and DEL', '\u0000\u007F', '^@^?'],
	['a line break in a name', 'Ann\nLee', 'Ann^JLee'],
	['a C1 control', '\u009B31m', '<9B>31m'],
	['a next-line control', 'a\u0085b', 'a<85>b'],
	['a bidi override', 'a\u202Etxt', 'a<U+202E>txt'],
	['a bidi isolate', '\u2066a\u2069', '<U+2066>a<U+2069>'],
	['a right-to-left mark', 'a\u200F', 'a<U+200F>'],
	['a zero-width space', 'a\u200Bb', 'a<U+200B>b'],
	['a byte order mark', '\uFEFFa', '<U+FEFF>a'],
	['a soft hyphen', 'a\u00ADb', 'a<U+00AD>b'],
	['a Hangul filler', '\u3164', '<U+3164>'],
	['a grapheme joiner', 'a\u034Fb', 'a<U+034F>b'],
	['tags that are no flag', '😀\u{E0041}', '😀<U+E0041>'],
	['an interlinear anchor', '\uFFF9a', '<U+FFF9>a'],
	['a stand-in for an object', '\uFFFC', '<U+FFFC>'],
	['a line separator', 'a\u2028b', 'a<U+2028>b'],
	['a lone surrogate', 'a\uD800b', 'a<U+D800>b'],
	['private use', '\uE0B0', '<U+E0B0>'],
	['a noncharacter', '\u{1FFFE}', '<U+1FFFE>'],
	['an unassigned code point', '\u0378', '<U+0378>'],
	['a joiner between Latin letters', 'a\u200Db', 'a<U+200D>b'],
	['a non-joiner at the end of a word', 'می\u200C', 'می<U+200C>'],
	['a second joiner', 'क्\u200D\u200Dष', 'क्<U+200D><U+200D>ष'],
	['a variation selector on a letter', 'a\uFE0F', 'a<U+FE0F>'],
	['a digit with an emoji selector that is no keycap', '1\uFE0F2', '1<U+FE0F>2'],
	['a second variation selector', '❤\uFE0F\uFE0F', '❤\uFE0F<U+FE0F>'],
	['a second ideograph variant', '葛\u{E0100}\u{E0101}', '葛\u{E0100}<U+E0101>'],
	[
		'the fourth joiner of an emoji',
		'👨\u200D👨\u200D👨\u200D👨\u200D👨',
		'👨\u200D👨\u200D👨\u200D👨<U+200D>👨',
	],
	['the seventh mark on a letter', 'e' + '\u0301'.repeat(7), `e${'\u0301'.repeat(6)}<U+0301>`],
	['a heap of marks', 'e' + '\u0301'.repeat(26), `e${'\u0301'.repeat(6)}<+20 marks>`],
	['a mark without a base', '\u0301a', '<U+0301>a'],
	['a mark on an emoji', '😀\u0301', '😀<U+0301>'],
	['a keycap on a flag', '🇩🇪\u20E3', '🇩🇪<U+20E3>'],
	['a mark on a control', '\u001B\u0301', '^[<U+0301>'],
	['a vowel without a consonant', 'ำ', '<U+0E33>'],
	['a skin tone after a blank', 'ok 🏽', 'ok <U+1F3FD>'],
	['a skin tone on a letter', 'a🏽', 'a<U+1F3FD>'],
	['a vowel on a letter of another script', 'aำ', 'a<U+0E33>'],
	['a letter that joins with a letter of another script', 'ൎ李', '<U+0D4E>李'],
	['letters at the end that join with the next one', 'aൎൎ', 'a<U+0D4E><U+0D4E>'],
	['a letter before a blank that joins with the next one', 'ൎ a', '<U+0D4E> a'],
];

for (const [what, text, line] of shown) {
	test(`shows ${what}`, t => {
		t.is(safeLine(text), line);
		t.is(isSuspicious(text), !text.includes('\n'));
	});
}

test('what is harmless at a glance has nothing special', t => {
	for (let code = 0; code <= 0xff_ff; code++) {
		const character = String.fromCodePoint(code);
		if (isHarmless(character)) t.notRegex(character, special(), code.toString(16));
	}
});

const kept: readonly (readonly [what: string, text: string])[] = [
	['plain text', 'Ann Lee <ann@example.com> [1] ~^|'],
	['letters with accents', 'José Müller Ångström ßæø'],
	['letters with separate accents', 'Jose\u0301 Vie\u0323\u0302t'],
	['a letter that joins with the next one', 'ൎക'],
	['vowels with their consonants', 'กำ น้ำ ຄຳ'],
	['a skin tone on a hand', '👍🏽'],
	['pointed Hebrew', 'בְּרֵאשִׁ֖ית'],
	['Arabic', 'مُحَمَّد'],
	['a Persian non-joiner', 'می\u200Cخواهم'],
	['a Bengali joiner', 'র\u200D্য'],
	['a Hindi joiner', 'क्\u200Dष'],
	['an old Malayalam chillu', 'ന്\u200D'],
	['Thai', 'สวัสดีครับกำ'],
	['Chinese, Japanese, Korean', '李雷 こんにちは 안녕하세요'],
	['decomposed Hangul', '한글'.normalize('NFD')],
	['a variant of an ideograph', '葛\u{E0100}城'],
	['an emoji', '😀'],
	['a heart in emoji style', '❤\uFE0F'],
	['a warning sign in text style', '⚠\uFE0E'],
	['a skin tone', '👍🏽'],
	['a family', '👨‍👩‍👧‍👦'],
	['the longest emoji', '👩🏽‍❤️‍💋‍👨🏿'],
	['a joined emoji without selector', '🏃‍♂'],
	['a keycap', '1️⃣ #⃣'],
	['flags', '🇩🇪 🏴‍☠️ 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
	['symbols', '✓ ▸ € ™ ½ → ∑'],
];

for (const [what, text] of kept) {
	test(`leaves ${what}`, t => {
		t.is(safeLine(text), text);
		t.is(safeLines(text), text);
		t.is(typedLine(text), text);
		t.false(isSuspicious(text));
	});
}

for (const blank of ['\u00A0', '\u2007', '\u202F', '\u205F', '\u3000', '\u2800']) {
	test(`shows the blank U+${blank.codePointAt(0)!.toString(16)} as a space`, t => {
		t.is(safeLine(`a${blank}b`), 'a b');
		t.false(isSuspicious(`a${blank}b`));
	});
}

test('keeps the line breaks and tabs of a message', t => {
	t.is(safeLines('one\r\ntwo\n\tthree\rfour'), 'one\ntwo\n    three^Mfour');
	t.false(isSuspicious('one\r\ntwo\n\tthree'));
	t.true(isSuspicious('one\ntwo\u202E'));
});

test('does not let a mark climb over a line break', t => {
	t.is(safeLines('a\n\u0301'), 'a\n<U+0301>');
});

test('turns what is typed into a line, without what is hidden', t => {
	t.is(typedLine('+49\u00A0151\u202C\n200\t👍🏽\u001B[A'), '+49 151 200 👍🏽 [A');
});

const forbidden =
	/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Bidi_Control}\u00AD\u180E\u200B\u2060-\u2064\uFEFF\uFFF9-\uFFFC\u3164\u115F\u1160\uFFA0\u034F]|[\p{Zs}--[ ]]/v;

test('whatever comes in, nothing forbidden goes out, once is enough, and typing leaves no more', t => {
	fc.assert(
		fc.property(hostileText, text => {
			const line = safeLine(text);
			t.notRegex(line, forbidden);
			t.is(safeLine(line), line);
			t.false(isSuspicious(line));
			for (const part of safeLines(text).split('\n')) t.notRegex(part, forbidden);
			t.notRegex(typedLine(text), forbidden);
		}),
		{numRuns: trials(1000)},
	);
});

test('says that text is suspicious exactly if a sign stands in it', t => {
	fc.assert(
		fc.property(hostileText, text => {
			const innocent = text
				.replaceAll('\r\n', '\n')
				.replaceAll('\t', ' '.repeat(4))
				.replaceAll(/[\p{Zs}\u2800]/gv, ' ');
			t.is(isSuspicious(text), safeLines(text) !== innocent);
		}),
	);
});
