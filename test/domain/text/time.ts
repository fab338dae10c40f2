import test from 'ava';
import {formatCount} from '../../../source/domain/text/time.js';

for (const [count, text] of [
	[0, '0'],
	[999, '999'],
	[1000, '1,000'],
	[12_482, '12,482'],
	[100_000, '100,000'],
	[1_234_567, '1,234,567'],
] as const) {
	test(`the count ${count} is written ${text}`, t => {
		t.is(formatCount(count), text);
	});
}
