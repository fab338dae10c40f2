import test from 'ava';
import {parseFilter} from '../../../source/domain/language/parse.js';
import {filterTerms} from '../../../source/domain/language/terms.js';
import {sortKeys} from '../../../source/domain/session-fields.js';
import {hostileText} from '../../helpers/hostile-text.js';
import {fc} from '../../helpers/random.js';

const party =
	'expected a number (+15550100), the beginning (+1555*) or end (*0100) of one, or a part of a name';
const count = 'expected a number (20), a comparison (>20, <=5) or a range (5..10, 5.., ..10)';
const time =
	'expected days (2026-11-01..2026-11-22, 2026-11-01.., 2026-11), the last days or hours (7d, 12h), what is older (..180d), today, yesterday, last-7-days, last-30-days or this-month';

/** The caret line shows where the problem is. */
const mistakes: readonly (readonly [text: string, place: string, message: string | RegExp])[] = [
	['chanel:sms', '^^^^^^^   ', 'unknown field chanel; did you mean channel?'],
	['ann -Stat:open', '     ^^^^^', 'unknown field stat; did you mean status?'],
	['ftp://x.org', '^^^^', /^unknown field ftp; expected id, channel, .*, sort, or quotes around it$/],
	['constructor:x', '^^^^^^^^^^^^', /^unknown field constructor; expected id/],
	['channel:', '^^^^^^^^', 'expected sms, whatsapp, facebook, livechat or another channel type'],
	['channel:sms,', '^^^^^^^^^^^^', 'expected sms, whatsapp, facebook, livechat or another channel type'],
	['status:opne', '       ^^^^', 'expected open or closed; did you mean open?'],
	['status:open,x', '            ^', 'expected open or closed'],
	[
		'is:orphan',
		'   ^^^^^^',
		'expected orphaned, archived, picked-up, deleted, pending, gone or held; did you mean orphaned?',
	],
	['is:deleted,archived', '^^^^^^^^^^^^^^^^^^^', 'expected is:deleted as a term of its own'],
	['has:image', '    ^^^^^', 'expected failed or file'],
	['id:abc', '   ^^^', count],
	['id:..', '   ^^', count],
	['id:9..3', '   ^^^^', 'the range ends before it begins'],
	['messages:many', '         ^^^^', count],
	['transfers:=>2', '          ^^^', count],
	['change:last', '       ^^^^', 'expected the number of a change (24)'],
	['change:1..3', '       ^^^^', 'expected the number of a change (24)'],
	['sender:""', '       ^^', party],
	['number:*', '       ^', party],
	['customer:', '^^^^^^^^^', party],
	['recipient:" "', '          ^^^', party],
	['number:\u202E', '       ^', party],
	['customer:ann,\u200B*', '             ^^', party],
	['sender:"\u200B \u00AD"', '       ^^^^^', party],
	['handler:\u2066', '        ^', /^expected a number, a part of a name/],
	[
		'handler:queue:',
		'        ^^^^^^',
		'expected a number, a part of a name, extension, queue, api, none, extension:1003 or queue:Support',
	],
	['created:soon', '        ^^^^', time],
	['created:0d', '        ^^', time],
	['created:..', '        ^^', time],
	['created:1..2..3', '        ^^^^^^^', time],
	['active:2026-02-30', '       ^^^^^^^^^^', 'there is no day 2026-02-30'],
	['active:2025-02-29..', '       ^^^^^^^^^^^^', 'there is no day 2025-02-29'],
	['active:..2026-13-01', '       ^^^^^^^^^^^^', 'there is no day 2026-13-01'],
	['active:2026-00', '       ^^^^^^^', 'there is no month 2026-00'],
	['active:22.11.2026', '       ^^^^^^^^^^', 'expected the year first: 2026-11-22'],
	['active:11/22/2026..', '       ^^^^^^^^^^^^', 'expected the year first: 2026-11-22'],
	['active:3/4/2026', '       ^^^^^^^^', 'expected the year first: 2026-04-03 or 2026-03-04'],
	['active:40.50.2026', '       ^^^^^^^^^^', 'expected the year first: as in 2026-11-22'],
	['active:7d..30d', '       ^^^^^^^', 'the range ends before it begins'],
	['active:30days', '       ^^^^^^', time],
	['active:2026-11-22 10:30', '                  ^^^^^', 'expected whole days, without a time of day'],
	['a OR b', '  ^^', /^commas list values .*channel:sms,whatsapp; quotes make it a word$/],
	['a or b', '  ^^', /^commas list values/],
	['a || b', '  ^^', /^commas list values/],
	['a AND b', '  ^^^', 'leave it out: all terms must hold; quotes make it a word'],
	['a && b', '  ^^', 'leave it out: all terms must hold; quotes make it a word'],
	['NOT a', '^^^', /^expected - right before what must not hold/],
	['status=open', '^^^^^^^^^^^', 'expected status:open'],
	['status!=open', '^^^^^^^^^^^^', 'expected -status:open'],
	['messages>=20', '^^^^^^^^^^^^', 'expected messages:>=20'],
	['(status:open', '^^^^^^^^^^^^', /^leave \( out: all terms must hold/],
	['!is:orphaned', '^^^^^^^^^^^^', 'expected - to negate: -is:orphaned'],
	['+is:orphaned', '^^^^^^^^^^^^', /^leave \+ out/],
	['status :open', '       ^^^^^', 'expected the name of a field right before the colon'],
	[
		'status:open ,closed',
		'            ^^^^^^^',
		'expected a list without blanks, as in channel:sms,whatsapp',
	],
	['2026-11-01..2026-11-22', '^^^^^^^^^^^^^^^^^^^^^^', /^expected a field before a range/],
	['mar*', '^^^^', 'leave * out: a word without a field is found anywhere'],
	['sort:active desc', '            ^^^^', 'expected sort:-active'],
	['messages:>1,000', '^^^^^^^^^^^^^^^', 'expected a number without commas: messages:>1000'],
	['messages:1,000', '^^^^^^^^^^^^^^', 'expected a number without commas: messages:1000'],
	['messages:>1 000', '            ^^^', 'expected a number without blanks: messages:>1000'],
	['messages:1.000', '         ^^^^^', count],
	[
		'customer:555 010 0101',
		'             ^^^',
		'expected quotes around a number with blanks, customer:"555 010", or id: before a number of its own',
	],
	['from:maria', '^^^^^', 'unknown field from; did you mean sender:?'],
	['статус:open', '^^^^^^^', /^unknown field статус; expected id/],
	['channel_type:sms', '^^^^^^^^^^^^^', /^unknown field channel_type/],
	['is:open', '   ^^^^', /; did you mean status:open\?$/],
	['is: orphaned', '^^^', /^expected orphaned/],
	['status：opne', '       ^^^^', 'expected open or closed; did you mean open?'],
	['channel:watsapp', '        ^^^^^^^', /; did you mean whatsapp\?$/],
	['channel:*', '        ^', /^expected sms/],
	['customer:!=maria', '         ^^^^^^^', 'expected -customer:maria, or quotes around it'],
	['customer:=maria', '         ^^^^^^', 'expected customer:maria, or quotes around it'],
	['channel:-sms', '        ^^^^', 'expected -channel:sms, or quotes around it'],
	['text:refund*', '     ^^^^^^^', 'leave * out: what begins so is found as well'],
	['handler:extension:*', '        ^^^^^^^^^^^', 'expected handler:extension for any extension'],
	['handler:queue:*', '        ^^^^^^^', 'expected handler:queue for any queue'],
	['handler:api:x', '        ^^^^^', 'expected handler:api alone: there is only one'],
	['handler:ext:1003', '        ^^^^^^^^', /^expected extension:1003 or queue:Support, or quotes/],
	['customer:“N1', '         ^^^', 'expected a closing "'],
	['text:\u200B', '     ^', 'expected words'],
	['active:2026-11-22..2026-11-01', '       ^^^^^^^^^^^^^^^^^^^^^^', 'the range ends before it begins'],
	['sort:name', '     ^^^^', /^expected id, created, .* or messages, with - before it for descending$/],
	['sort:-activ', '     ^^^^^^', /; did you mean active\?$/],
	['sort:id,active', '^^^^^^^^^^^^^^', 'expected one column to sort by'],
	['sort:id sort:active', '        ^^^^^^^^^^^', 'expected only one sort:'],
	['-sort:id', '^^^^^^^^', 'expected sort:-… for descending'],
	['ann "maria gonz', '    ^^^^^^^^^^^', 'expected a closing "'],
	['sender:"李 雷', '       ^^^^', 'expected a closing "'],
	['ann -', '    ^', 'expected a word or a term'],
	['""', '^^', 'expected a word or a term'],
	['text:', '^^^^^', 'expected words'],
];

/** Signs that phones, word processors and input methods put in place of others, and numbers and dates in other forms. */
const same: readonly (readonly [written: string, plain: string])[] = [
	['status：open', 'status:open'],
	['ｓｔａｔｕｓ：ｏｐｅｎ', 'status:open'],
	['–status:open', '-status:open'],
	['\u200Estatus:open', 'status:open'],
	['channel:sms，whatsapp', 'channel:sms,whatsapp'],
	['customer:“N 1”', 'customer:"N 1"'],
	['customer:„N 1“', 'customer:"N 1"'],
	['customer:«N 1»', 'customer:"N 1"'],
	['“a b”', '"a b"'],
	['id:３０７３', 'id:3073'],
	['id:٣٠٧٣..', 'id:3073..'],
	['customer:+1 555 010 0101 maria', 'customer:"+1 555 010 0101" maria'],
	['customer:+49 (89) 1234-567,bob', 'customer:"+49 (89) 1234-567",bob'],
	['handler:QUEUE', 'handler:queue'],
	['text:STRASSE', 'text:straße'],
	['text:Jose\u0301', 'text:JOSÉ'],
];

for (const [written, plain] of same) {
	test(`understands ${written} as ${plain}`, t => {
		const terms = (text: string): readonly object[] =>
			parseFilter(text).terms.map(term => ({...term, at: 0, end: 0}));
		t.deepEqual(parseFilter(written).problems, []);
		t.deepEqual(terms(written), terms(plain));
	});
}

test('takes for what it is what stands in quotes', t => {
	for (const text of [
		'"OR"',
		'“and”',
		'customer:"-maria"',
		'channel:"watsapp"',
		'handler:"ext:1003"',
		'"status=open"',
	])
		t.deepEqual(parseFilter(text).problems, [], text);
});

for (const [text, place, message] of mistakes) {
	test(`tells what is wrong with ${text}`, t => {
		const {problems} = parseFilter(text);
		t.is(problems.length, 1);
		const {at, end, message: said} = problems[0]!;
		t.is(' '.repeat(at) + '^'.repeat(end - at), place.trimEnd());
		if (typeof message === 'string') t.is(said, message);
		else t.regex(said, message);
	});
}

test('keeps the terms that it understands beside those that it does not, each with its place', t => {
	const {terms, problems, sort} = parseFilter('ann status:opn,shut -is:archived sort:customer');
	t.deepEqual(
		terms.map(({at, end, negated}) => [at, end, negated]),
		[
			[0, 3, false],
			[20, 32, true],
		],
	);
	t.deepEqual(
		problems.map(({at, end}) => [at, end]),
		[
			[11, 14],
			[15, 19],
		],
	);
	t.deepEqual(sort, {key: 'customer', descending: false});
});

test('an empty filter has no terms and shows the last active first', t => {
	t.deepEqual(parseFilter('  '), {terms: [], sort: {key: 'active', descending: true}, problems: []});
});

test('every field of a session has a term', t => {
	const names = new Set<string>(filterTerms.map(({name}) => name));
	t.deepEqual(
		sortKeys.filter(key => !names.has(key)),
		[],
	);
});

for (const key of sortKeys) {
	test(`sorts by ${key} both ways`, t => {
		t.deepEqual(parseFilter(`sort:${key}`).sort, {key, descending: false});
		t.deepEqual(parseFilter(`SORT:-${key.toUpperCase()}`).sort, {key, descending: true});
	});
}

for (const {name, example} of filterTerms.filter(term => term.name !== 'text')) {
	test(`understands the example of ${name}`, t => {
		t.true(example.startsWith(`${name}:`));
		t.deepEqual(parseFilter(example).problems, []);
	});
}

test('answers any text with terms and problems that lie inside it', t => {
	const piece = fc.constantFrom(
		...filterTerms.map(({name}) => `${name}:`),
		'"',
		',',
		'-',
		'..',
		' ',
		'2026-11-01',
		'7d',
		'*',
	);
	const text = fc.array(fc.oneof(piece, hostileText)).map(pieces => pieces.join(''));
	fc.assert(
		fc.property(text, filter => {
			const {terms, problems} = parseFilter(filter);
			t.true([...terms, ...problems].every(({at, end}) => at >= 0 && at < end && end <= filter.length));
		}),
	);
});
