import test from 'ava';
import {rgiEmoji} from '../../.config/rgi-emoji.js';

const defined = /^\p{RGI_Emoji}$/v;

const hex = (text: string): string => Array.from(text, each => each.codePointAt(0)!.toString(16)).join(' ');

const differing = (texts: Iterable<string>): string[] => {
	const found: string[] = [];
	for (const text of texts) if (rgiEmoji.test(text) !== defined.test(text)) found.push(hex(text));
	return found;
};

function* codePoints(): Generator<string> {
	for (let code = 0; code <= 0x10_ff_ff; code++) yield String.fromCodePoint(code);
}

const endings = [
	'\uFE0F',
	'\uFE0E',
	'\u20E3',
	'\uFE0F\u20E3',
	'\u{1F3FB}',
	'\u{1F3FC}',
	'\u{1F3FD}',
	'\u{1F3FE}',
	'\u{1F3FF}',
	'\u0301',
	'\u{1F1E9}',
];

test('what is quick to ask is true of the same code points', t => {
	t.deepEqual(differing(codePoints()), []);
});

function* sequences(): Generator<string> {
	for (const first of codePoints()) {
		if (!/[\p{Emoji}\p{Regional_Indicator}]/u.test(first)) continue;
		for (const ending of endings) yield first + ending;
	}

	for (const region of ['gbeng', 'gbsct', 'gbwls', 'ustx']) {
		const tags = Array.from(region, letter => String.fromCodePoint(0xe_00_00 + letter.codePointAt(0)!));
		yield `🏴${tags.join('')}\u{E007F}`;
	}
}

test('and of the same sequences', t => {
	t.deepEqual(differing(sequences()), []);
});

/** What string-width finds wide by itself. */
const isWideAnyway = (grapheme: string): boolean =>
	grapheme.length <= 50 && (grapheme.match(/\p{Extended_Pictographic}/gu)?.length ?? 0) >= 2;

test('what is joined is left to string-width', t => {
	const families = ['👨‍👩‍👧‍👦', '👩🏽‍🚀', '🏳️‍🌈', '🏴‍☠️', '❤️‍🔥', '👨‍👨', '👩🏻‍❤️‍💋‍👩🏿'];
	t.deepEqual(
		families.filter(family => rgiEmoji.test(family) || !isWideAnyway(family)),
		[],
	);
	// What an element of such a sequence begins with is a pictograph: nothing else is an emoji that can stand alone.
	const others = [...codePoints()].filter(each => /[\p{Emoji}--\p{Extended_Pictographic}]/v.test(each));
	t.true(others.every(each => /[#*0-9\p{Regional_Indicator}\p{Emoji_Modifier}]/v.test(each)));
});
