import test from 'ava';
import {driftingTerms, fixedTimes, withFixedTimes} from '../../../source/domain/keep/hold-filter.js';
import {parseFilter} from '../../../source/domain/language/parse.js';

const drifting = (text: string): readonly string[] =>
	driftingTerms(parseFilter(text)).map(({at, end}) => text.slice(at, end));

for (const text of [
	'id:3000..3100',
	'channel:sms,whatsapp -channel:facebook',
	'number:+15550100 sender:Ann recipient:+1555* customer:*0101',
	'created:2026-01-01..2026-06-30 active:..2026-06 -active:2025',
	'text:"refund please" -text:spam',
	'customer:ann sort:-active',
])
	test(`a hold may use ${text}`, t => {
		t.deepEqual(parseFilter(text).problems, []);
		t.deepEqual(drifting(text), []);
	});

for (const text of [
	'ann',
	'"ann lee"',
	'handler:1003',
	'handler:queue:Support',
	'status:open',
	'is:orphaned',
	'is:deleted',
	'-is:held',
	'has:file',
	'messages:>20',
	'transfers:0',
	'active:7d',
	'deleted:2026-01-01..2026-02-01',
	'created:..180d',
	'created:today',
	'active:this-month',
	'active:2026-01-01..today',
	'active:2026-01-01,12h',
])
	test(`a hold may not use ${text}`, t => {
		t.deepEqual(parseFilter(text).problems, []);
		t.deepEqual(drifting(`customer:ann ${text}`), [text]);
	});

test('times mean what they meant when the hold began, in whatever zone that was', t => {
	const query = parseFilter('active:2026-01-01..,..2026-02-01 channel:sms -created:2026-03-01');
	const [first, second, third] = fixedTimes(query);
	t.is(first![1], null);
	t.is(second![0], null);
	t.is(third![1]! - third![0]!, 24 * 3600 - 1);
	const times = [
		[1, null],
		[null, 2],
		[3, 4],
	] as const;
	t.deepEqual(fixedTimes(withFixedTimes(query, times)), times);
});
