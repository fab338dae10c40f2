import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {facebook} from '../../source/exchange/facebook/facebook.js';
import {repairedText} from '../../source/exchange/facebook/repaired-text.js';
import {chatsOf, linesOf} from '../helpers/chats.js';

const samples = 'test/fixtures/exports/msgvault-facebook';

const filesIn = (folder: string): Readonly<Record<string, Buffer>> => {
	const root = path.join(samples, folder);
	const names = readdirSync(root, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.json'));
	return Object.fromEntries(names.map(name => [path.join(root, name), readFileSync(path.join(root, name))]));
};

for (const [written, right] of [
	['caf\u00C3\u00A9', 'café'],
	['\u00F0\u009F\u0091\u008D', '👍'],
	['café', 'café'],
	['caf\u00C3\u00A9 €', 'caf\u00C3\u00A9 €'],
	['plain', 'plain'],
	['', ''],
] as const) {
	test(`repairs ${JSON.stringify(written)} to ${JSON.stringify(right)}`, t =>
		t.is(repairedText(written), right));
}

test('reads a chat of two, newest first, and one that is archived', async t => {
	const {chats, refused} = await chatsOf(facebook, filesIn('json_simple'));
	t.deepEqual(refused, []);
	t.deepEqual(
		chats
			.map(({key, told}) => [key.id, told?.customer.name, told?.channel.name, told?.archived, told?.status])
			.toSorted(),
		[
			['alice_ABC123', 'Alice Example', 'Test User', false, 'closed'],
			['zoe_ARCH', 'Zoe Archive', 'Test User', true, 'closed'],
		],
	);
	t.deepEqual(linesOf(chats.find(({key}) => key.id === 'alice_ABC123')), [
		'2020-09-13 12:26:40 us Test User: Hello',
		'2020-09-13 12:27:40 customer Alice Example: café time?',
		'2020-09-13 12:28:40 us Test User: See you soon',
	]);
});

test('reads calls, stickers, pictures, links, and who left', async t => {
	const {chats} = await chatsOf(facebook, filesIn('json_nontext'));
	t.deepEqual(
		linesOf(chats[0]).map(line => line.slice(20)),
		[
			'system: Sam left the chat',
			'us Test User: Example share text\nhttps://example.com/article',
			'customer Sam NonText: Missed call',
			'us Test User: Call of 192 s',
			'customer Sam NonText:  [missing.jpg]',
			'us Test User:  [1.png]',
		],
	);
});

test('reads end-to-end encrypted chats, whose members have other names', async t => {
	const {chats, refused} = await chatsOf(facebook, filesIn('e2ee_simple'), {self: ['Test User']});
	t.deepEqual(refused, []);
	t.deepEqual(
		chats.map(({told}) => told?.customer.name),
		['Alice Example', 'Weekend crew'],
	);
	t.is(linesOf(chats[0])[1], '2020-09-13 12:27:40 customer Alice Example: café time?');
	t.is(linesOf(chats[1])[1], '2020-09-13 12:27:40 customer Bob Builder:  [photo.jpg]');
});

test('cannot tell who we are in a group, unless told', async t => {
	const {chats, refused} = await chatsOf(facebook, filesIn('json_group'));
	t.deepEqual(chats, []);
	t.regex(
		refused[0] ?? '',
		/“Test User”, “Alice Example”, “Bob Example” is the company; say it: --self NAME$/,
	);
	const told = await chatsOf(facebook, filesIn('json_group'), {self: ['test user']});
	t.is(told.chats[0]?.told?.customer.name, 'Crew');
	t.is(linesOf(told.chats[0])[0], '2020-09-13 12:26:40 us Test User: Hey crew');
});

test('refuses a damaged file alone', async t => {
	const {chats, refused} = await chatsOf(facebook, filesIn('corrupt'));
	t.is(chats.length, 1);
	t.is(refused.length, 1);
});

test('refuses a damaged message alone', async t => {
	const {chats, refused} = await chatsOf(facebook, {
		'message_1.json': JSON.stringify({
			participants: [{name: 'Ben'}, {name: 'Anna'}],
			title: 'Anna',
			messages: [
				{sender_name: 'Anna', timestamp_ms: 1_600_000_001_000, content: 'Hi'},
				{sender_name: 'Anna', timestamp_ms: 1_600_000_000_000, content: {text: 'Hi'}},
				null,
			],
		}),
	});
	t.deepEqual(linesOf(chats[0]), ['2020-09-13 12:26:41 customer Anna: Hi']);
	t.deepEqual(refused, [
		'message_1.json: messages[1]: it has {"text":"Hi"} where a text belongs',
		'message_1.json: messages[2]: it is no JSON object',
	]);
});

test('names an end-to-end encrypted thread of two by the other one, without its number', async t => {
	const thread = {
		participants: ['Ben', 'Anna'],
		threadName: 'Anna_12',
		messages: [{senderName: 'Anna', timestamp: 1_600_000_000_000, text: 'Hi'}],
	};
	const {chats} = await chatsOf(facebook, {'Anna_12.json': JSON.stringify(thread)});
	t.is(chats[0]?.told?.customer.name, 'Anna');
});

/** A part of a thread with messages of these milliseconds after a moment. */
const part = (...seconds: readonly number[]) =>
	JSON.stringify({
		participants: [{name: 'Ben'}, {name: 'Anna'}],
		messages: seconds.map(second => ({
			sender_name: 'Anna',
			timestamp_ms: 1_600_000_000_000 + second,
			content: `${second}`,
		})),
		title: 'Anna',
		thread_path: 'inbox/anna_1',
	});

test('puts the parts of a thread together in order of time, message_10 after message_2', async t => {
	const {chats} = await chatsOf(facebook, {
		'inbox/anna_1/message_1.json': part(30_000, 29_000),
		'inbox/anna_1/message_10.json': part(2000, 1000),
		'inbox/anna_1/message_2.json': part(20_001, 20_000, 19_000),
	});
	t.is(chats.length, 1);
	t.deepEqual(
		chats[0]!.tellings.map(telling => telling.map(({text}) => text)),
		[
			['29000', '30000'],
			['1000', '2000'],
			['19000', '20000', '20001'],
		],
	);
});

test('tells its files by their paths, and by how they begin', t => {
	t.true(facebook.wants('a/messages/inbox/x_1/message_12.json'));
	t.true(facebook.wants('a/messages/inbox/x_1/message_12.json.gz'));
	t.false(facebook.wants('a/ads/advertisers.json'));
	t.false(facebook.wants('a/messages/inbox/x_1/photos/1.jpg'));
	t.true(facebook.detects('{"participants":[],"title":"","thread_path":"x"', ''));
	t.false(facebook.detects('{"sessions":[{"participants":[]}]', ''));
});
