import test from 'ava';
import {codePoints} from '../../source/text/code-points.js';

const cases: readonly (readonly [character: string, code: string, sign: string, kind: string])[] = [
	['A', 'U+0041', 'A', 'letter'],
	['李', 'U+674E', '李', 'letter'],
	['7', 'U+0037', '7', 'number'],
	['!', 'U+0021', '!', 'punctuation'],
	['😀', 'U+1F600', '😀', 'symbol'],
	['\u0301', 'U+0301', '\u25CC\u0301', 'mark'],
	['\u00A0', 'U+00A0', ' ', 'space'],
	['\u001B', 'U+001B', '^[', 'control'],
	['\u202E', 'U+202E', '<U+202E>', 'bidi control'],
	['\u200D', 'U+200D', '<U+200D>', 'invisible'],
	['\uFFF9', 'U+FFF9', '<U+FFF9>', 'format'],
	['\uD800', 'U+D800', '<U+D800>', 'lone surrogate'],
	['\uE000', 'U+E000', '<U+E000>', 'private use'],
	['\uFFFF', 'U+FFFF', '<U+FFFF>', 'not assigned'],
];

test('names every code point, its sign and its kind, in order', t => {
	t.deepEqual(
		codePoints(cases.map(([character]) => character).join('')),
		cases.map(([, code, sign, kind]) => ({code, sign, kind})),
	);
});
