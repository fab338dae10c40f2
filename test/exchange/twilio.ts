import {readFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import test from 'ava';
import {twilio} from '../../source/exchange/twilio/twilio.js';
import {chatsOf, linesOf} from '../helpers/chats.js';

/** The answers in the examples of Twilio's own specification. */
const examples = (name: string): Readonly<Record<string, unknown>> =>
	JSON.parse(readFileSync(`test/fixtures/exports/twilio/${name}-api-examples.json`, 'utf8')) as Record<
		string,
		unknown
	>;

const read = async (documents: readonly unknown[], options: Parameters<typeof chatsOf>[2] = {}) =>
	chatsOf(
		twilio,
		Object.fromEntries(documents.map((document, index) => [`${index}.json`, JSON.stringify(document)])),
		options,
	);

const sid = (kind: string, number = 1): string => kind + String(number).padStart(32, '0');

const conversation = (more: object = {}) => ({
	sid: sid('CH'),
	account_sid: sid('AC'),
	friendly_name: 'Repair',
	attributes: '{"topic":"feedback"}',
	state: 'active',
	date_created: '2015-12-16T22:18:37Z',
	...more,
});

const message = (index: number, author: string, more: object = {}) => ({
	sid: sid('IM', index),
	account_sid: sid('AC'),
	conversation_sid: sid('CH'),
	index,
	author,
	body: `text ${index}`,
	attributes: '{}',
	date_created: `2016-03-24T20:37:0${index}Z`,
	...more,
});

test('reads the examples of Conversations', async t => {
	const {chats, refused} = await read(Object.values(examples('conversations')));
	t.deepEqual(refused, []);
	t.is(chats.length, 1);
	t.like(chats[0], {
		key: {source: 'twilio', account: `AC${'a'.repeat(32)}`, id: `CH${'a'.repeat(32)}`},
		createdAt: Date.UTC(2015, 11, 16, 22, 18, 37) / 1000,
		told: {
			channel: {type: 'sms', name: '', number: '+15017122661'},
			customer: {name: '', number: '+15558675310'},
			status: 'open',
			extra: {friendly_name: 'Home Repair Visit', attributes: {topic: 'feedback'}},
		},
	});
	t.deepEqual(linesOf(chats[0]).slice(0, 2), [
		'2016-03-24 20:37:57 us pie_preferrer: I like pie.',
		'2016-03-24 20:38:21 us cake_lover: Cake is my favorite!',
	]);
	const [first, , third] = chats[0]!.tellings[1]!;
	t.like(first, {id: 1, delivery: 'sent', param: {importance: 'high'}});
	t.like(third, {id: 10, files: [{name: 'car.jpg', size: 42_056, type: 'image/jpeg'}]});
});

const camelCased = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? Object.fromEntries(
				Object.entries(value).map(([name, member]) => [
					name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
					camelCased(member),
				]),
			)
		: value;

test('reads what its command line and libraries write, with names of their own', async t => {
	const documents = [
		conversation({attributes: '{"some_topic":1}'}),
		message(1, '+15550001', {delivery: {sent: 'all'}}),
		{
			sid: sid('MB'),
			account_sid: sid('AC'),
			conversation_sid: sid('CH'),
			messaging_binding: {address: '+15550001', proxy_address: '+15550002'},
		},
	];
	t.deepEqual(await read(documents.map(camelCased)), await read(documents));
});

test('reads the examples of Messages', async t => {
	const {chats, refused} = await read(Object.values(examples('messages')));
	t.deepEqual(refused, []);
	t.deepEqual(
		chats.map(({told}) => [told?.channel.number, told?.customer.number, told?.status]),
		[
			['+12019235161', '+18182008801', 'closed'],
			['+18182008801', '+12019235161', 'closed'],
		],
	);
	t.is(linesOf(chats[0])[0], '2019-05-24 17:44:50 us +12019235161: testing');
	t.regex(linesOf(chats[1])[0] ?? '', /^2019-05-24 17:44:49 customer \+12019235161: look mom/);
});

for (const [what, authors, self, sides] of [
	['an address is a customer, and who is with it is ours', ['+15550101', 'ann'], [], ['customer', 'us']],
	['on WhatsApp too', ['whatsapp:+15550101', 'ann'], [], ['customer', 'us']],
	['nothing tells the sides of two identities', ['bob', 'ann'], [], ['somebody', 'somebody']],
	['--self tells them', ['bob', 'ann'], ['Ann'], ['customer', 'us']],
	['the system is nobody', ['system', '+15550101'], [], ['system', 'customer']],
] as const) {
	test(what, async t => {
		const {chats} = await read([conversation(), authors.map((author, index) => message(index, author))], {
			self,
		});
		t.deepEqual(
			linesOf(chats[0]).map(line => line.split(/[ :]/, 5)[4]),
			[...sides],
		);
	});
}

for (const [state, status] of [
	['active', 'open'],
	['inactive', 'open'],
	['closed', 'closed'],
] as const) {
	test(`takes ${state} for ${status}`, async t => {
		const {chats} = await read([conversation({state})]);
		t.is(chats[0]?.told?.status, status);
	});
}

test('reads messages whose conversation comes later, or never', async t => {
	const later = await read([{messages: [message(0, '+15550101')]}, {conversations: [conversation()]}]);
	t.is(later.chats.length, 1);
	t.is(later.chats[0]?.told?.status, 'open');
	const never = await read([{messages: [message(0, '+15550101')]}]);
	t.like(never.chats[0]?.told, {customer: {number: '+15550101'}, channel: {type: 'sms'}});
});

/** A line of a bulk export. */
const line = (number: number, more: object) =>
	JSON.stringify({
		sid: sid('SM', number),
		account_sid: sid('AC'),
		from: '+15550100',
		to: '+15550101',
		body: `text ${number}`,
		direction: 'outbound-api',
		status: 'delivered',
		date_sent: `2021-01-01T00:00:0${number}Z`,
		...more,
	});

test('reads a bulk export, packed, with a message a line', async t => {
	const lines = [
		line(1, {}),
		line(2, {direction: 'inbound', from: '+15550101', to: '+15550100', status: 'received'}),
		line(3, {status: 'undelivered', error_code: 30_003, error_message: 'Unreachable'}),
		line(4, {from: 'whatsapp:+15550100', to: 'whatsapp:+15550102'}),
		line(5, {date_sent: 'soon'}),
	].join('\n');
	const {chats, refused} = await chatsOf(twilio, {'2021-01-01.json.gz': gzipSync(lines)});
	t.deepEqual(
		chats.map(({told}) => [told?.channel.type, told?.customer.number]),
		[
			['sms', '+15550101'],
			['whatsapp', '+15550102'],
		],
	);
	t.deepEqual(
		linesOf(chats[0]).map(text => text.slice(20)),
		['us +15550100: text 1', 'customer +15550101: text 2', 'us +15550100: text 3'],
	);
	t.like(chats[0]!.tellings[0]![2], {delivery: 'failed', error: '30003: Unreachable'});
	t.deepEqual(refused, ['2021-01-01.json.gz:5: its date_sent is "soon", which is no time that is known']);
});

test('refuses what it does not know, by its place', async t => {
	const {refused} = await read([{messages: [{sid: sid('XX')}, message(0, 'a', {index: null})]}]);
	t.deepEqual(refused, [
		'0.json: messages[0]: it is known neither as a conversation, a participant nor a message',
		'0.json: messages[1]: its index is missing',
	]);
});
