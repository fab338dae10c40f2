import test from 'ava';
import {comparableKey} from '../../../source/domain/find/haystack.js';
import {caseless, singleLine} from '../../../source/text/comparable.js';
import {fc, trials} from '../../helpers/random.js';

test('keys that are quickly made comparable are so as all others', t => {
	const plain = fc.string({unit: 'grapheme-ascii'});
	const other = fc.constantFrom('', '\t', '\n', '\r', 'İ', 'ß', 'Σ', 'É', 'ｆ', '\u007F');
	fc.assert(
		fc.property(plain, other, plain, (before, between, after) => {
			const key = before + between + after;
			t.is(comparableKey(key), caseless(singleLine(key)));
		}),
		{numRuns: trials(500)},
	);
});
