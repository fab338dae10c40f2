import test, {type ExecutionContext} from 'ava';
import {segmentsOf} from '../../source/text/graphemes.js';
import {anyCharacter, fc, trials} from '../helpers/random.js';

const bySegmenter = (text: string) =>
	[...new Intl.Segmenter().segment(text)].map(({segment, index}) => ({segment, index}));

const found = (text: string) => [...segmentsOf(text)].map(({segment, index}) => ({segment, index}));

test('every character of the basic plane is told apart from others as Unicode does', t => {
	const wrong = Array.from({length: 0xd8_00}, (_, code) => String.fromCodePoint(code)).filter(character => {
		const text = ['a', '✔', '한', '\n', '\u001B', ''].join(character) + character;
		return JSON.stringify(found(text)) !== JSON.stringify(bySegmenter(text));
	});
	t.deepEqual(wrong, []);
});

const areThoseOfUnicode = (t: ExecutionContext, texts: fc.Arbitrary<string>, runs: number): void => {
	fc.assert(
		fc.property(texts, text => {
			t.deepEqual(found(text), bySegmenter(text));
		}),
		{numRuns: trials(runs)},
	);
};

test('graphemes are those of Unicode', t => {
	const character = fc.oneof(
		anyCharacter,
		fc.constantFrom(
			...'a é ─ │ ✓ ▲ 한 글 ㄱ ᄀ 각 न क ि ् ष ก ำ 中 、 。 \r \n \u001B \u200D \uFE0F \u0301 🇩 👩 🏽 👍'.split(
				' ',
			),
		),
	);
	areThoseOfUnicode(t, fc.string({unit: character, maxLength: 12}), 600);
});

test('so are letters with marks, Thai, flags and emoji, in whatever order', t => {
	const character = fc.constantFrom(
		...'a \n \u001B │ é 한 中 ก ์ ำ ั ☀ ❤ 👩 👨 🦰 🏽 🇩 🇪 # 1 \u200D \uFE0F \u20E3 \u0301 👩🏽‍🚀 👨‍👩‍👧 🇩🇪 ❤️ 1️⃣ ก็ é'.split(
			' ',
		),
	);
	areThoseOfUnicode(t, fc.string({unit: character, maxLength: 10}), 3000);
});
