import {readFileSync} from 'node:fs';
import test from 'ava';
import {chatwoot} from '../../source/exchange/chatwoot/chatwoot.js';
import {plainText} from '../../source/exchange/chatwoot/plain-text.js';
import {chatsOf, linesOf} from '../helpers/chats.js';

const conversation = (more: object = {}) => ({
	id: 10,
	inbox_id: 6,
	account_id: 1,
	status: 'open',
	created_at: 1_635_764_000,
	meta: {sender: {name: 'Anna', phone_number: '+4915112345'}, channel: 'Channel::Whatsapp'},
	messages: [],
	...more,
});

const message = (more: object = {}) => ({
	id: 85,
	inbox_id: 6,
	conversation_id: 10,
	message_type: 0,
	content: 'Hi',
	created_at: 1_635_764_265,
	private: false,
	sender: {name: 'Anna', phone_number: '+4915112345'},
	...more,
});

const read = async (...documents: readonly unknown[]) =>
	chatsOf(
		chatwoot,
		Object.fromEntries(documents.map((document, index) => [`${index}.json`, JSON.stringify(document)])),
	);

test('reads a page of conversations as the API gives it', async t => {
	const file = 'test/fixtures/exports/chatwoot/conversations-list.json';
	const {chats, refused} = await chatsOf(chatwoot, {[file]: readFileSync(file)});
	t.deepEqual(refused, []);
	t.like(chats[0], {
		key: {source: 'chatwoot', account: '6', id: '10'},
		told: {
			channel: {type: 'livechat', name: 'Inbox 6', number: ''},
			customer: {name: 'damp-field-834', number: ''},
			handler: {kind: 'extension', id: 1, number: '', name: 'John'},
			status: 'open',
		},
	});
	t.deepEqual(linesOf(chats[0]), ['2021-11-01 10:57:45 us John: Ok']);
	t.is(chats[0]!.tellings[0]![0]!.id, 85);
});

for (const [name, document] of [
	['in data', {data: {meta: {}, payload: [conversation()]}}],
	['as a list', [conversation()]],
	['alone', conversation()],
	['by name', {conversations: [conversation()]}],
] as const) {
	test(`takes conversations ${name}, and messages of another page`, async t => {
		const {chats, refused} = await read(document, {meta: {}, payload: [message(), message({id: 86})]});
		t.deepEqual(refused, []);
		t.is(chats.length, 1);
		t.is(linesOf(chats[0]).length, 2);
	});
}

for (const [what, status] of [
	['resolved', 'closed'],
	['open', 'open'],
	['pending', 'open'],
	['snoozed', 'open'],
] as const) {
	test(`takes ${what} for ${status}`, async t => {
		const {chats} = await read(conversation({status: what}));
		t.is(chats[0]?.told?.status, status);
	});
}

for (const [what, more, line] of [
	['a customer', {}, 'customer +4915112345 Anna: Hi'],
	['an agent', {message_type: 1, sender: {name: 'John', type: 'user'}}, 'us John: Hi'],
	['a bot', {message_type: 1, sender: {name: 'Bot', type: 'agent_bot'}}, 'bot Bot: Hi'],
	['a template', {message_type: 3, sender: null}, 'bot: Hi'],
	['an activity', {message_type: 2, sender: null}, 'system: Hi'],
	['words for a type', {message_type: 'outgoing', sender: {name: 'John'}}, 'us John: Hi'],
	[
		'HTML',
		{content: '<p>One &amp; two</p><script>x()</script><div>three</div>'},
		'customer +4915112345 Anna: One & two\nthree',
	],
	[
		'a file',
		{attachments: [{id: 3, data_url: 'https://x.test/a/photo.jpg?sig=1', file_size: 12}]},
		'customer +4915112345 Anna: Hi [photo.jpg]',
	],
] as const) {
	test(`reads a message of ${what}`, async t => {
		const {chats} = await read(conversation(), [message(more)]);
		t.deepEqual(linesOf(chats[0]), [`2021-11-01 10:57:45 ${line}`]);
	});
}

for (const [what, created] of [
	['seconds', 1_635_764_265],
	['seconds as text', '1635764265'],
	['ISO', '2021-11-01T10:57:45.790Z'],
	['ISO with an offset', '2021-11-01T11:57:45+01:00'],
	['RFC 2822', 'Mon, 01 Nov 2021 10:57:45 +0000'],
] as const) {
	test(`reads a time in ${what}`, async t => {
		const {chats} = await read(conversation(), [
			message({created_at: created, id: '85', conversation_id: '10'}),
		]);
		t.is(chats[0]?.tellings.flat()[0]?.at, 1_635_764_265);
		t.is(chats[0]?.tellings.flat()[0]?.id, 85);
	});
}

test('makes records of private notes', async t => {
	const {chats} = await read(conversation(), [
		message({private: true, message_type: 1, content: 'Angry', sender: {name: 'John'}}),
	]);
	t.deepEqual(chats[0]?.records, [{at: 1_635_764_265, kind: 'note', by: 'John', text: 'Angry'}]);
	t.deepEqual(linesOf(chats[0]), []);
});

test('tells delivery, and why it failed', async t => {
	const failed = message({
		message_type: 1,
		status: 'failed',
		content_attributes: {external_error: 'no such number'},
	});
	const {chats} = await read(conversation(), [failed, message({id: 86, message_type: 1, status: 'read'})]);
	t.like(chats[0]!.tellings.flat()[0], {delivery: 'failed', error: 'no such number'});
	t.like(chats[0]!.tellings.flat()[1], {delivery: 'sent'});
});

test('takes a team for a queue where nobody is assigned', async t => {
	const {chats} = await read(conversation({meta: {sender: {name: 'Anna'}, team: {id: 4, name: 'Support'}}}));
	t.deepEqual(chats[0]?.told?.handler, {kind: 'queue', id: 4, number: '', name: 'Support'});
});

test('refuses what is damaged, by its place, and reads the rest', async t => {
	const {chats, refused} = await read(conversation(), [
		message({created_at: 'never'}),
		message({id: 0}),
		message(),
		{hello: 1},
	]);
	t.is(linesOf(chats[0]).length, 1);
	t.deepEqual(
		refused.map(text => text.slice(0, 9)),
		['1.json[0]', '1.json[1]', '1.json[3]'],
	);
});

for (const [html, text] of [
	['a < b and c > d', 'a < b and c > d'],
	['<p>a</p>\n<p>b<br>c</p>', 'a\nb\nc'],
	['<div>&#233;&#x20AC;&nbsp;&lt;b&gt;</div>', 'é€ <b>'],
	['<style>p{}</style><p>x', '<style>p{}</style><p>x'],
	['<html><style>p{}</style><p>x<script>never closed', 'x'],
] as const) {
	test(`shows ${html} as words`, t => t.is(plainText(html), text));
}
