import {gzipSync} from 'node:zlib';
import test from 'ava';
import {csv} from '../../../source/exchange/csv/csv.js';
import {detectSource, exportsAmong} from '../../../source/exchange/chats/dialects.js';
import {batchesOf, inputsOf} from '../../helpers/chats.js';

const rows = (count: number, first = 0): string =>
	[
		'at,from,text',
		...Array.from(
			{length: count},
			(_, row) => `${1_600_000_000 + first + row},+1555010${row % 5},text ${row}`,
		),
	].join('\n');

test('what is larger than the memory comes in batches, each with what it was read from', async t => {
	const batches = await batchesOf(csv, {'a.csv': rows(103), 'b.csv': rows(103, 1000)}, {most: 50_000});
	t.true(batches.length > 2);
	t.is(batches.flatMap(({chats}) => chats.flatMap(({tellings}) => tellings.flat())).length, 206);
	for (const {chats} of batches) t.is(new Set(chats.map(({key}) => key.id)).size, chats.length);
	t.deepEqual(
		batches
			.map(({inputs, goesOn}) => [inputs.map(({name}) => name).join(' '), goesOn])
			.filter(([, goesOn]) => !goesOn),
		[['b.csv', false]],
	);
	t.true(batches.slice(0, -1).every(({goesOn}) => goesOn));
});

for (const [source, name, text] of [
	['facebook', 'message_1.json', '{"participants":[{"name":"A"}],"messages":[{"sender_name":"A"}]}'],
	['chatwoot', 'a.json', '{"payload":[{"id":1,"inbox_id":2}]}'],
	['twilio', 'a.json', `{"messages":[{"sid":"SM${'0'.repeat(32)}"}]}`],
	['whatsapp', 'a.txt', '\uFEFF13/12/21, 22:01 - Ben: Hi'],
	['whatsapp', 'a.txt', '[13.12.21, 22:01:00] Ben: {"chatlogs":{"export":1}, "inbox_id":1, "sid":"SM" }'],
	['whatsapp', 'a.txt', '13/12/21, 22:01 - Ben: {"chatlogs":{"export":1}}'],
	['csv', 'a', 'Date;Number;Body\n'],
	['csv', 'contacts.csv', 'name,email\n'],
	[
		'yeastar',
		'a.json',
		String.raw`{"sessions":[{"participants":[]}],"messages":[{"msg_body":"\"inbox_id\": 1"}]}`,
	],
	['yeastar', 'a.json', ''],
] as const) {
	test(`takes ${JSON.stringify(text).slice(0, 40)} for ${source}`, async t => {
		t.is(await detectSource(inputsOf({[name]: text})), source);
	});
}

test('finds a packed export of chatlogs in a folder', async t => {
	const found = Object.entries({
		'all.ndjson.gz': gzipSync('{"chatlogs":{"export":1,"store":"pbx"}}'),
		'a.png': 'x',
	}).flatMap(([name, content]) => inputsOf({[name]: content}).map(input => ({...input, isFound: true})));
	t.is(await detectSource(found), 'chatlogs');
	t.deepEqual(
		exportsAmong(found).map(({name}) => name),
		['all.ndjson.gz'],
	);
});
