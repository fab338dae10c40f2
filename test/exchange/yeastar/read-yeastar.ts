import {readFileSync} from 'node:fs';
import test from 'ava';
import {Directory, type DirectoryRecord, emptyDirectory} from '../../../source/domain/directory.js';
import {apiHandler, type Handler, nobody} from '../../../source/domain/handler.js';
import {type Message} from '../../../source/domain/message.js';
import {readYeastar} from '../../../source/exchange/yeastar/read-yeastar.js';

const now = 1_763_500_000;

/** A text to read: JSON, or JSON Lines if its name says so. */
interface Input {
	readonly name: string;
	readonly text: string;
}

const fixture = (name: string): Input => ({
	name,
	text: readFileSync(`test/fixtures/yeastar/${name}`, 'utf8'),
});
const input = (value: unknown, name = 'dump.json'): Input => ({name, text: JSON.stringify(value)});
const read = async (
	inputs: readonly Input[],
	known: DirectoryRecord = emptyDirectory,
	completeLists = false,
) =>
	readYeastar(
		inputs.map(({name, text}) => ({name, text: [text]})),
		{directory: new Directory(known), completeLists, now},
	);

const session = {
	id: 3073,
	type: 'sms',
	did_number: '+15550101',
	to: {user_type: 2, user_no: '+1555', username: 'Kim'},
};
const message = {
	session_id: 3073,
	msg_id: 501,
	send_time: 1_763_200_000,
	sender: {user_type: 2},
	msg_body: 'Hello?',
};
const ann = {kind: 'extension', id: 103, number: '1003', name: 'Ann Lee'} as const;
const support = {kind: 'queue', id: 1, number: '', name: 'Support'} as const;

const toldOf = async (record: object, known?: DirectoryRecord) => {
	const {sessions, refused} = await read([input({sessions: [record]})], known);
	return {...sessions[0]?.told, refused};
};

const messageOf = async (record: object): Promise<Message | undefined> => {
	const messages = [{session_id: 3073, records: [{...message, ...record}]}];
	const {sessions} = await read([input({sessions: [session], messages})]);
	return sessions[0]?.messages[0];
};

test('reads the sample whole', async t => {
	const text = readFileSync('data/sample.yeastar.json', 'utf8');
	const {facts, sessions, refused} = await read([{name: 'sample', text}], emptyDirectory, true);
	t.deepEqual(refused, []);
	t.is(sessions.length, 50);
	t.is(sessions.flatMap(({messages}) => messages).length, 268);
	t.deepEqual(facts.pbx, {
		name: 'Example PBX',
		edition: 'appliance',
		firmware: '37.23.0.31',
		omnichannel: true,
		api: true,
	});
	t.deepEqual(facts.directory?.complete, ['extension', 'queue']);
	const directory = new Directory(facts.directory!);
	const orphaned = sessions.filter(({told}) => directory.isDeleted(told!.handler!));
	t.deepEqual([...new Set(orphaned.map(({told}) => told!.handler!.kind))].toSorted(), ['extension', 'queue']);
});

test('puts sessions, messages and owners of several files together, in any order', async t => {
	const inputs = [
		fixture('events.jsonl'),
		fixture('session-list.json'),
		input(
			{errcode: 0, total_number: 1, data: [{id: 103, number: 1003, first_name: 'Ann', last_name: 'Lee'}]},
			'x.json',
		),
	];
	const {facts, sessions, refused} = await readYeastar(
		inputs.map(({name, text}) => ({name, text: [text]})),
		{directory: new Directory(emptyDirectory), completeLists: false, now},
	);
	t.deepEqual(facts.directory?.owners.at(-1), {...ann, deletedAt: now});
	t.is(sessions.length, 1);
	const {told, messages, origin} = sessions[0]!;
	t.is(origin, 'session-list.json: list[0]');
	t.deepEqual(told, {
		channel: {type: 'whatsapp', name: 'Sales line', number: '+15550101'},
		customer: {name: 'Kim Park', number: '+15551230001'},
		handler: ann,
		lastMessage: 502,
		status: 'closed',
		archived: false,
		extra: {campaign_id: 7, from: {avatar: 'k.png'}},
	});
	t.deepEqual(messages, [
		{
			id: 501,
			type: 0,
			at: 1_763_200_000,
			author: {userType: 2, number: '+15551230001', name: 'Kim Park'},
			text: 'Hello?',
			delivery: 'sent',
		},
		{
			id: 502,
			type: 0,
			at: 1_763_200_060,
			author: {userType: 9, number: 'api', name: 'Desk'},
			text: 'One moment.',
			delivery: 'sending',
		},
		{
			id: 502,
			type: 0,
			at: 0,
			author: {userType: 0, number: '', name: ''},
			text: '',
			delivery: 'failed',
			error: 'send_fail: no route',
		},
	]);
	t.deepEqual(
		refused.map(({origin}) => origin),
		[
			'events.jsonl:5',
			'events.jsonl:6:54',
			'session-list.json: list[2]',
			'session-list.json: list[3]',
			'session-list.json: list[1]',
		],
	);
	t.regex(refused[0]!.reason, /event 30034 \(system event\)/);
});

test('takes raw answers in every shape', async t => {
	const answers = [
		{errcode: 0, errmsg: 'SUCCESS', list: {id: 3073, channel_type: 'livechat', user_info: {username: 'Kim'}}},
		{errcode: 0, data: {session_id: 3073, records: [message]}},
		{errcode: '0', data: [{session_id: 3073, records: [{...message, msg_id: 502}]}]},
		{errcode: 0, list: [{id: 1, name: 'Support'}]},
		{errcode: 0, list: null},
		{errcode: 0, data: {device_name: 'PBX', model_name: 'P550', firmware_version: '37.23.0.31'}},
	];
	for (const inputs of [
		answers.map((answer, index) => input(answer, `${index}.json`)),
		[{name: 'answers.jsonl', text: answers.map(answer => JSON.stringify(answer)).join('\r\n')}],
		[input(answers)],
	]) {
		const {facts, sessions, refused} = await read(inputs);
		t.deepEqual(refused, []);
		t.deepEqual(facts, {
			pbx: {name: 'PBX', edition: 'P550', firmware: '37.23.0.31'},
			directory: {owners: [support], complete: []},
		});
		t.deepEqual(
			sessions.map(({id, told, messages}) => [id, told?.customer.name, messages.map(({id}) => id)]),
			[[3073, 'Kim', [501, 502]]],
		);
	}
});

test('lets the shapes of one session complete each other, and leaves out what neither tells', async t => {
	t.deepEqual(await toldOf({id: 1, channel_type: 'sms', did_number: 12, to_number: '+1555'}), {
		channel: {type: 'sms', name: '', number: '12'},
		customer: {name: '', number: '+1555'},
		refused: [],
	});
	const {sessions} = await read([
		input({sessions: [{...session, is_close: 1, pickup_member_id: 103}]}),
		input({errcode: 0, list: {id: 3073, channel_type: 'sms', website_domain: 'example.com'}}),
	]);
	t.like(sessions[0]?.told, {status: 'closed', handler: {id: 103}, extra: {website_domain: 'example.com'}});
});

const gone = {kind: 'extension', id: 102, number: '1002', name: 'Ed', deletedAt: 5} as const;
const known: DirectoryRecord = {owners: [ann, gone, support], complete: []};
for (const [title, record, handler] of [
	['the extension that picked it up', {pickup_member_id: 103, queue_id: 1}, ann],
	['else its queue', {pickup_member_id: 0, queue_id: '1', from: {user_type: 1, user_no: '1003'}}, support],
	['else the extension in from, by its number', {queue_id: 0, from: {user_type: 1, user_no: 1003}}, ann],
	['else the platform in from', {from: {user_type: '9', user_no: 'api'}}, apiHandler],
	['else nobody', {pickup_member_id: 0, queue_id: 0, from: {user_type: 0, user_no: ''}}, nobody],
	['nothing where the record is silent', {}, undefined],
	[
		'an extension that no list holds, as from tells it',
		{pickup_member_id: 104, from: {user_type: 1, user_no: '1004', username: 'Bo'}},
		{kind: 'extension', id: 104, number: '1004', name: 'Bo'},
	],
	[
		'not with the name of another extension that from tells',
		{pickup_member_id: 104, from: {user_type: 1, user_no: '1003', username: 'Ann Lee'}},
		{kind: 'extension', id: 104, number: '', name: ''},
	],
	[
		'the successor of a deleted extension, as from tells it',
		{pickup_member_id: 202, from: {user_type: 1, user_no: '1002', username: 'Di'}},
		{kind: 'extension', id: 202, number: '1002', name: 'Di'},
	],
	[
		'an extension known by its number alone',
		{from: {user_type: 1, user_no: '1009', username: 'Cy'}},
		{kind: 'extension', id: 0, number: '1009', name: 'Cy'},
	],
] as const) {
	test(`takes as handler ${title}`, async t => {
		const told = await toldOf({...session, ...record}, known);
		t.deepEqual(told.handler, handler);
	});
}

test('prefers the lists of the import to those that were known', async t => {
	const {sessions} = await read(
		[input({sessions: [{...session, queue_id: 1}], queues: [{id: 1, name: 'Helpdesk'}]})],
		known,
	);
	t.is(sessions[0]?.told?.handler?.name, 'Helpdesk');
});

for (const [title, record, customer] of [
	['to', {to: {user_type: 2, user_no: 1555, username: 'Kim'}}, {name: 'Kim', number: '1555'}],
	[
		'from, if the company is in to',
		{from: {user_type: 2, username: 'Kim'}, to: {user_type: 1, user_no: '1003'}},
		{name: 'Kim', number: ''},
	],
	[
		'to, if no user type is told',
		{to: {username: 'Kim'}, from: {username: 'Ann'}},
		{name: 'Kim', number: ''},
	],
	['a bare number', {to: '+1555', from: null}, {name: '', number: '+1555'}],
	['JSON in a string', {to: '{"user_type":2,"user_no":"+1555"}'}, {name: '', number: '+1555'}],
	[
		'the form before a live chat',
		{to: {user_type: 2}, pre_chat_form: '{"name":"Kim"}'},
		{name: 'Kim', number: ''},
	],
] as const) {
	test(`finds the customer in ${title}`, async t => {
		const told = await toldOf({id: 1, type: 'livechat', ...record});
		t.deepEqual(told.customer, customer);
	});
}

for (const [title, record, expected] of [
	['numbers as text', {msg_id: '7', msg_type: '5', delivery_status: '1'}, {id: 7, type: 5, delivery: 'sent'}],
	['text as numbers', {msg_body: 42}, {text: '42'}],
	['the time of receipt if it was not sent', {send_time: 0, receive_time: '1763200009'}, {at: 1_763_200_009}],
	['no sender', {sender: undefined}, {author: {userType: 0, number: '', name: ''}}],
	[
		'files in a string',
		{
			msg_files:
				'[{"file_name":"a.jpg","size":"12","mime_type":"image/jpeg"},{"url":"https://x.example/b.pdf?k=1"},{}]',
		},
		{files: [{name: 'a.jpg', size: 12, type: 'image/jpeg'}, {name: 'b.pdf'}, {name: 'file'}]},
	],
	['files that are no JSON', {msg_files: 'a.jpg'}, {files: [{name: 'a.jpg'}]}],
	['what a transfer tells', {msg_type: 6, param: '{"to":1}'}, {type: 6, param: {to: 1}}],
	['the parts of a WhatsApp template', {param: '', whatsapp_msg_param: '["Kim"]'}, {param: ['Kim']}],
	['half a surrogate pair and NUL', {msg_body: 'a\uD83D\u0000b'}, {text: 'a\uFFFD\u0000b'}],
] as const) {
	test(`reads a message with ${title}`, async t => {
		t.like(await messageOf(record), expected);
	});
}

const deep = '['.repeat(10_000) + ']'.repeat(10_000);

for (const [title, dump, origin, reason] of [
	['an error of the PBX', {errcode: 10_003, errmsg: 'TOKEN EXPIRED'}, 'dump.json', /10003 TOKEN EXPIRED/],
	['an answer about nothing', {errcode: 0, errmsg: 'SUCCESS'}, 'dump.json', /neither list nor data/],
	['something else', {rooms: []}, 'dump.json', /not known as a session/],
	['a bare word', 'hello', 'dump.json', /no JSON object/],
	['nothing', null, 'dump.json', /no JSON object/],
	['a session without id', {sessions: [session, {type: 'sms'}]}, 'dump.json: sessions[1]', /id is missing$/],
	[
		'an id that is too large',
		{sessions: [{...session, id: '9007199254740993'}]},
		'dump.json: sessions[0]',
		/positive whole/,
	],
	[
		'a session without type',
		{sessions: [{id: 1}]},
		'dump.json: sessions[0]',
		/neither type nor channel_type/,
	],
	[
		'a handler that is no id',
		{sessions: [{...session, queue_id: 'Support'}]},
		'dump.json: sessions[0]',
		/queue_id is "Support"/,
	],
	[
		'a message without time',
		{messages: [{session_id: 1, records: [{msg_id: 1}]}]},
		'dump.json: messages[0].records[0]',
		/send_time/,
	],
	[
		'milliseconds',
		{messages: [{...message, send_time: 1_763_200_000_000}]},
		'dump.json: messages[0]',
		/milliseconds/,
	],
	['a negative time', {messages: [{...message, send_time: -5}]}, 'dump.json: messages[0]', /no time/],
	[
		'a message of no session',
		{messages: [{records: [{...message, session_id: ''}]}]},
		'dump.json: messages[0].records[0]',
		/session_id/,
	],
	[
		'what no file could hold, so deep it is',
		{sessions: [{...session, x: '<deep>'}]},
		'dump.json: sessions[0]',
		/its x is nested more than 100/,
	],
	[
		'the same in a message',
		{messages: [{...message, param: deep}]},
		'dump.json: messages[0]',
		/its param is nested more than 100/,
	],
	['an extension without id', {extensions: [{number: '1'}]}, 'dump.json: extensions[0]', /id is missing$/],
	['a read receipt', {type: 30_038, msg: '{'}, 'dump.json', /read receipt/],
	['an event that says nothing', {type: 30_031, msg: 'x'}, 'dump.json', /msg of event 30031/],
	['an extension event that says nothing', {type: 30_022, msg: {}}, 'dump.json', /ext_number/],
] as const) {
	test(`names ${title} with its place`, async t => {
		// What writes JSON cannot write that.
		const {name, text} = input(dump);
		const {refused} = await read([{name, text: text.replace('"<deep>"', deep)}]);
		t.is(refused.length, 1);
		t.is(refused[0]?.origin, origin);
		t.regex(refused[0]!.reason, reason);
	});
}

test('keeps fields that nobody knows, whatever their name, and what they may do', async t => {
	const text =
		'{"sessions":[{"id":1,"type":"sms","__proto__":{"admin":true},"to":{"__proto__":1,"user_type":2}}]}';
	const {sessions} = await read([{name: 'x', text}]);
	const extra = sessions[0]!.told!.extra!;
	t.is(JSON.stringify(extra), '{"__proto__":{"admin":true},"to":{"__proto__":1}}');
	t.is(({} as {admin?: boolean}).admin, undefined);
	t.is(Object.getPrototypeOf(extra), Object.prototype);
});

const events = (...options: readonly string[]): Input => ({
	name: 'events.jsonl',
	text: options.map(option => JSON.stringify({type: 30_022, msg: {ext_number: '1003', option}})).join('\n'),
});

for (const [title, options, owners, before] of [
	['deletes a known extension', ['DELETE'], [{...ann, deletedAt: now}], [ann]],
	['deletes one that was never listed', ['DELETE'], [{...ann, id: 0, name: '', deletedAt: now}], []],
	['leaves the time of an earlier deletion', ['DELETE'], [{...ann, deletedAt: 5}], [{...ann, deletedAt: 5}]],
	[
		'does not take a successor for the deleted one',
		['CREATE'],
		[{...ann, id: 0, name: ''}],
		[{...ann, deletedAt: 5}],
	],
	['tells nothing new of one in use', ['CREATE', 'UPDATE'], undefined, [ann]],
] as const) {
	test(`an extension event ${title}`, async t => {
		const {facts} = await read([events(...options)], {owners: before, complete: []});
		t.deepEqual(facts.directory?.owners, owners);
	});
}

test('a deletion told again is as old as it was, also where a list has forgotten it', async t => {
	const list = input({extensions: [{id: ann.id, number: ann.number, name: ann.name}]});
	const {facts} = await read([list, events('DELETE')], {owners: [{...ann, deletedAt: 5}], complete: []});
	t.deepEqual(facts.directory?.owners.at(-1), {...ann, deletedAt: 5});
});

for (const [title, dump, complete] of [
	[
		'all that were announced',
		{errcode: 0, total_number: 1, data: [{id: 103, number: '1003'}]},
		['extension'],
	],
	['only a page of them', {errcode: 0, total_number: 45, data: [{id: 103, number: '1003'}]}, []],
	['one that cannot be used', {extensions: [{id: 103, number: '1003'}, {id: 'x'}]}, []],
	['none', {extensions: [], queues: []}, undefined],
] as const) {
	test(`decides whether a list is complete that holds ${title}`, async t => {
		const {facts} = await read([input(dump)], emptyDirectory, true);
		t.deepEqual(facts.directory?.complete, complete);
	});
}

const channelList = {
	errcode: 0,
	total_number: 1,
	list: [
		{
			id: 101,
			status: 'status_connect_succ',
			name: 'Sales line',
			channel: 'twilio',
			type: 'sms',
			number: ['+15550101', '+15550102'],
			sent: 1,
			delivered: 1,
			failed: 0,
			received: 2,
		},
	],
};

test('a list of channels is no list of extensions, and names the channels', async t => {
	const known = {owners: [{...ann}], complete: []};
	const {facts, sessions, refused} = await read(
		[input(channelList, 'channels.json'), input({sessions: [{...session, did_number: '15550102'}]})],
		known,
		true,
	);
	t.deepEqual([facts, refused], [{}, []]);
	t.is(sessions[0]!.told!.channel.name, 'Sales line');
});

for (const [title, answers, complete] of [
	[
		'pages that are all',
		[
			{total_number: 2, data: [{id: 1, number: '1'}]},
			{total_number: 2, data: [{id: 2, number: '2'}]},
		],
		['extension'],
	],
	['an answer that does not say how many there are', [{data: [{id: 1, number: '1'}]}], []],
	['a single queue, as get gives it', [{data: {id: 1, name: 'Support', members: []}}], []],
	['a part', [{errcode: 1, total_number: 1, data: [{id: 1, number: '1'}]}], []],
] as const) {
	test(`--complete-lists with ${title}`, async t => {
		const inputs = answers.map(answer => input({errcode: 0, ...answer}));
		const {facts} = await read(inputs, emptyDirectory, true);
		t.deepEqual(facts.directory?.complete, complete);
	});
}

test('a partial success comes in, and is told', async t => {
	const {sessions, refused} = await read([input({errcode: 1, errmsg: 'PARTIAL SUCCESS', list: [session]})]);
	t.is(sessions.length, 1);
	t.regex(refused[0]!.reason, /only a part .* came in/);
});

test('a picker may be named by the id that an agent has in the queue', async t => {
	const bob = {id: 104, number: '1004', name: 'Bob Ray'};
	const pickedBy = async (pickup_member_id: number): Promise<Handler | undefined> => {
		const {sessions} = await read([
			input({
				errcode: 0,
				data: {
					id: 1,
					name: 'Support',
					members: [
						{id: 7, extension_id: 103},
						{id: 104, extension_id: 103},
					],
				},
			}),
			input({
				extensions: [{id: ann.id, number: ann.number, name: ann.name}, bob],
				sessions: [{...session, queue_id: 1, pickup_member_id}],
			}),
		]);
		return sessions[0]!.told!.handler;
	};

	t.deepEqual(await pickedBy(7), ann);
	t.deepEqual(await pickedBy(103), ann);
	// The agent is Ann, the extension Bob.
	t.is(await pickedBy(104), undefined);
	t.like(await pickedBy(9), {id: 9});
});

test('keeps id and uri of a file, and takes its name from the uri', async t => {
	const withFile = await messageOf({msg_files: '[{"id":"f1","uri":"/cache/chat/a.pdf","size":3}]'});
	t.deepEqual(withFile?.files, [{name: 'a.pdf', id: 'f1', uri: '/cache/chat/a.pdf', size: 3}]);
});

test('a text that is none is kept as JSON', async t => {
	t.like(await messageOf({msg_body: {text: 'x'}}), {text: '{"text":"x"}'});
	t.like(await messageOf({msg_body: ['x']}), {text: '["x"]'});
	t.like(await messageOf({msg_body: null}), {text: ''});
	t.like(await messageOf({msg_body: 5}), {text: '5'});
});

test('a message is never taken for a session, whatever else it is called', async t => {
	const {sessions, refused} = await read([input({messages: [{id: 7, type: 'user', text: 'Hi'}]})]);
	t.deepEqual(sessions, []);
	t.regex(refused[0]!.reason, /session_id is missing/);
});
