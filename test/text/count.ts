import test from 'ava';
import {counted, formatCount, shareOf} from '../../source/text/count.js';

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

for (const [count, text] of [
	[0, '0 entries'],
	[1, '1 entry'],
	[1000, '1,000 entries'],
] as const) {
	test(`${text} are told with their noun`, t => {
		t.is(counted(count, 'entry', 'entries'), text);
		t.is(counted(count, 'session'), text.replace(/entr(?:y|ies)/, count === 1 ? 'session' : 'sessions'));
	});
}

test('a share has one decimal at most, and nothing is a share of nothing', t => {
	t.deepEqual(
		[shareOf(163, 2000), shareOf(1, 4), shareOf(0, 7), shareOf(0, 0)],
		['8.2 %', '25 %', '0 %', ''],
	);
});
