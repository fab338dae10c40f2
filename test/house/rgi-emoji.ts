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
	'\u{1F3FD}',
	'\u0301',
	'\u200D\u2642\uFE0F',
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

	const families = [
		'👨‍👩‍👧‍👦',
		'👩🏽‍🚀',
		'🏳️‍🌈',
		'🏴‍☠️',
		'❤️‍🔥',
		'🇩🇪',
		'🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
		'👨‍👨',
		'a\u200D',
	];
	yield* families;
}

test('and of the same sequences', t => {
	t.deepEqual(differing(sequences()), []);
});
