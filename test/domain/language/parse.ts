import test from 'ava';
import fc from 'fast-check';
import {parseFilter} from '../../../source/domain/language/parse.js';
import {filterTerms, sortKeys} from '../../../source/domain/language/terms.js';
import {hostileText} from '../../helpers/hostile-text.js';

const party =
	'expected a number (+15550100), the beginning (+1555*) or end (*0100) of one, or a part of a name';
const count = 'expected a number (20), a comparison (>20, <=5) or a range (5..10, 5.., ..10)';
const time =
	'expected days (2026-11-01..2026-11-22, 2026-11-01.., 2026-11), the last days or hours (7d, 12h), today, yesterday, last-7-days, last-30-days or this-month';

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
	['is:orphan', '   ^^^^^^', 'expected orphaned, archived, picked-up or deleted; did you mean orphaned?'],
	['is:deleted,archived', '^^^^^^^^^^^^^^^^^^^', 'expected is:deleted as a term of its own'],
	['has:image', '    ^^^^^', 'expected failed or file'],
	['id:abc', '   ^^^', count],
	['id:..', '   ^^', count],
	['id:9..3', '   ^^^^', 'the range ends before it begins'],
	['messages:many', '         ^^^^', count],
	['transfers:=>2', '          ^^^', count],
	['sender:""', '       ^^', party],
	['number:*', '       ^', party],
	['customer:', '^^^^^^^^^', party],
	['recipient:" "', '          ^^^', party],
	[
		'handler:queue:',
		'        ^^^^^^',
		'expected a number, a part of a name, extension:1003, queue:Support, api or none',
	],
	['created:soon', '        ^^^^', time],
	['created:0d', '        ^^', time],
	['created:..', '        ^^', time],
	['created:1..2..3', '        ^^^^^^^', time],
	['active:2026-02-30', '       ^^^^^^^^^^', 'there is no day 2026-02-30'],
	['active:2025-02-29..', '       ^^^^^^^^^^^^', 'there is no day 2025-02-29'],
	['active:..2026-13-01', '       ^^^^^^^^^^^^', 'there is no day 2026-13-01'],
	['active:2026-00', '       ^^^^^^^', 'there is no month 2026-00'],
	['active:22.11.2026', '       ^^^^^^^^^^', time],
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
