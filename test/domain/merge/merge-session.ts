import test from 'ava';
import {apiHandler, type Handler, nobody} from '../../../source/domain/handler.js';
import {type IncomingSession, type ToldSession} from '../../../source/domain/incoming.js';
import {
	type KnownSession,
	type MergedSession,
	mergeSession,
	laterThan,
} from '../../../source/domain/merge/merge-session.js';
import {type Message} from '../../../source/domain/message.js';
import {type Session} from '../../../source/domain/session.js';
import {fc} from '../../helpers/random.js';

const ann: Handler = {kind: 'extension', id: 103, number: '1003', name: 'Ann Lee'};
const bob: Handler = {kind: 'extension', id: 104, number: '1004', name: 'Bob Ray'};
const support: Handler = {kind: 'queue', id: 1, number: '', name: 'Support'};

const team = (name: string): Handler => ({kind: 'queue', id: 0, number: '', name});

const told: ToldSession = {
	channel: {type: 'sms', name: 'Sales', number: '+15550101'},
	customer: {name: 'Kim', number: '+1555'},
	handler: ann,
	status: 'open',
	archived: false,
};
const message = (id: number, more: Partial<Message> = {}): Message => ({
	id,
	type: 0,
	at: 1000 + id,
	author: {userType: 2, number: '+1555', name: 'Kim'},
	text: `text ${id}`,
	delivery: 'sent',
	...more,
});
const result = (id: number, more: Partial<Message>): Message => ({
	id,
	type: 0,
	at: 0,
	author: {userType: 0, number: '', name: ''},
	text: '',
	...more,
});
const incoming = (more: Partial<IncomingSession> = {}): IncomingSession => ({
	id: 7,
	origin: 'dump.json: sessions[0]',
	told,
	messages: [message(1), message(2, {author: {userType: 1, number: '1003', name: 'Ann Lee'}})],
	records: [],
	...more,
});

const merged = (known: KnownSession | undefined, session: IncomingSession): MergedSession => {
	const outcome = mergeSession(known, session);
	if (outcome.outcome === 'refused') throw new Error(outcome.reason);
	return outcome;
};

/** The store's knowledge after a merge, and after local acts. */
const after = (
	{session, importedHandler, history, highestMessage, highestTold}: MergedSession,
	acts: Partial<Session> = {},
	deletedMessages?: ReadonlySet<number>,
): KnownSession => ({
	session: {...session, ...acts},
	importedHandler,
	history: history!,
	deletedMessages,
	highestMessage,
	highestTold,
});

const first = merged(undefined, incoming());

test('a new session comes in with all that is derived from its messages', t => {
	t.is(first.outcome, 'added');
	t.deepEqual(first.session, {
		id: 7,
		channel: told.channel,
		customer: told.customer,
		outbound: false,
		createdAt: 1001,
		lastActiveAt: 1002,
		handler: ann,
		status: 'open',
		archived: false,
		deleted: false,
		messages: 2,
		failed: 0,
		files: 0,
		transfers: 0,
	});
	t.deepEqual(first.importedHandler, ann);
	t.deepEqual(first.history, {id: 7, messages: incoming().messages, records: []});
});

test('a new session of which little is told is open and nobody’s', t => {
	const {channel, customer} = told;
	const {session, history} = merged(undefined, incoming({told: {channel, customer}, messages: []}));
	t.like(session, {
		handler: nobody,
		status: 'open',
		archived: false,
		createdAt: undefined,
		lastActiveAt: undefined,
	});
	t.deepEqual(history, {id: 7, messages: [], records: []});
});

for (const [title, messages, expected] of [
	[
		'outbound, if the company wrote first',
		[message(2), message(1, {author: {userType: 9, number: 'api', name: ''}})],
		{outbound: true},
	],
	[
		'inbound, if only the PBX wrote',
		[message(1, {type: 5, author: {userType: 1, number: '', name: ''}})],
		{outbound: false},
	],
	[
		'with its transfers',
		[message(1, {type: 1}), message(2, {type: 6}), message(3, {type: 5})],
		{transfers: 2},
	],
	[
		'with its failures and files',
		[message(1, {delivery: 'failed', files: [{name: 'a'}, {name: 'b'}]})],
		{failed: 1, files: 2},
	],
] as const) {
	test(`a new session is ${title}`, t => {
		t.like(merged(undefined, incoming({messages})).session, expected);
	});
}

for (const [title, present, imported, says, expected] of [
	[
		'a team without an id is another by its name',
		team('Day'),
		team('Day'),
		team('Night'),
		{
			handler: team('Night'),
			imported: team('Night'),
			kept: false,
			move: {from: team('Day'), to: team('Night')},
		},
	],
	[
		'a team without an id is the same in other letters',
		team('Équipe'),
		team('Équipe'),
		team('EQUIPE'),
		{handler: team('Équipe'), imported: team('Équipe'), kept: false, move: undefined},
	],
	['nothing changed', ann, ann, ann, {handler: ann, imported: ann, kept: false, move: undefined}],
	['a local transfer stays', bob, ann, ann, {handler: bob, imported: ann, kept: true, move: undefined}],
	[
		'the PBX gave it to another',
		ann,
		ann,
		support,
		{handler: support, imported: support, kept: false, move: {from: ann, to: support}},
	],
	[
		'the PBX wins over a local transfer',
		bob,
		ann,
		apiHandler,
		{handler: apiHandler, imported: apiHandler, kept: false, move: {from: bob, to: apiHandler}},
	],
	['both gave it to the same', bob, ann, bob, {handler: bob, imported: bob, kept: false, move: undefined}],
	[
		'the PBX took it from everybody',
		ann,
		ann,
		nobody,
		{handler: nobody, imported: nobody, kept: false, move: {from: ann, to: nobody}},
	],
	[
		'the record does not tell',
		bob,
		ann,
		undefined,
		{handler: bob, imported: ann, kept: false, move: undefined},
	],
	[
		'the name now known by its id is the same',
		{...ann, id: 0, name: ''},
		{...ann, id: 0},
		ann,
		{handler: ann, imported: ann, kept: false, move: undefined},
	],
	[
		'a new name of the same does not count',
		ann,
		ann,
		{...ann, name: 'Ann Ray'},
		{handler: ann, imported: ann, kept: false, move: undefined},
	],
] as const) {
	test(`of the handler: ${title}`, t => {
		const known = {...after(first, {handler: present}), importedHandler: imported};
		const {session, importedHandler, kept, move} = merged(known, incoming({told: {...told, handler: says}}));
		t.deepEqual({handler: session.handler, imported: importedHandler, kept, move}, expected);
	});
}

for (const [title, more, expected] of [
	['status', {status: 'closed'}, {status: 'closed'}],
	['archived flag', {archived: true}, {archived: true}],
	[
		'customer’s name',
		{customer: {name: 'Kim Park', number: ''}},
		{customer: {name: 'Kim Park', number: '+1555'}},
	],
] as const) {
	test(`takes a new ${title} from the PBX`, t => {
		const again = merged(after(first), incoming({told: {...told, ...more}}));
		t.is(again.outcome, 'changed');
		t.like(again.session, expected);
		t.is(again.history, undefined);
	});
}

test('what the record leaves out stays as it was', t => {
	const known = after(first, {status: 'closed', archived: true});
	const silent = {channel: {type: 'sms', name: '', number: ''}, customer: {name: '', number: ''}};
	t.is(merged(known, incoming({told: silent})).outcome, 'unchanged');
});

test('new messages come in, in order of time', t => {
	const {outcome, session, history} = merged(
		after(first),
		incoming({told: undefined, messages: [message(4), message(3, {type: 1}), message(9, {at: 500})]}),
	);
	t.is(outcome, 'changed');
	t.deepEqual(
		history?.messages.map(({id}) => id),
		[9, 1, 2, 3, 4],
	);
	t.like(session, {createdAt: 500, lastActiveAt: 1004, messages: 5, transfers: 1});
});

test('messages of the same second stand as the PBX numbered them', t => {
	const {history} = merged(undefined, incoming({messages: [7, 5, 6].map(id => message(id, {at: 500}))}));
	t.deepEqual(
		history?.messages.map(({id}) => id),
		[5, 6, 7],
	);
});

test('new messages of a deleted session join it in the trash', t => {
	const {session, trashed} = merged(
		after(first, {deleted: true}),
		incoming({messages: [message(1), message(3)]}),
	);
	t.true(session.deleted);
	t.is(trashed, 1);
	t.is(session.messages, 3);
});

test('deleted messages stay deleted, and their times still count', t => {
	const known = after(first, {messages: 1}, new Set([1]));
	t.is(merged(known, incoming()).outcome, 'unchanged');
	const {session} = merged(known, incoming({messages: [message(3)]}));
	t.like(session, {messages: 2, createdAt: 1001});
});

test('purged messages do not come back, and times and direction stay', t => {
	const purged = {
		...after(first, {messages: 0}, new Set([1, 2])),
		history: {id: 7, messages: [], records: []},
	};
	t.is(merged(purged, incoming()).outcome, 'unchanged');
	t.like(merged(purged, incoming({messages: [message(1), message(3)]})).session, {
		messages: 1,
		createdAt: 1001,
	});
});

for (const [title, known, tells, expected] of [
	[
		'brings a failure',
		{delivery: 'sending'},
		{delivery: 'failed', error: 'send_fail'},
		{delivery: 'failed', error: 'send_fail'},
	],
	[
		'takes an error back',
		{delivery: 'failed', error: 'send_fail'},
		{delivery: 'sent'},
		{delivery: 'sent', error: undefined},
	],
	[
		'keeps the error of a failure told again',
		{delivery: 'failed', error: 'x'},
		{delivery: 'failed'},
		{error: 'x'},
	],
	['does not begin the sending anew', {delivery: 'sent'}, {delivery: 'sending'}, {delivery: 'sent'}],
	['says nothing of the delivery', {delivery: 'sent'}, {}, {delivery: 'sent'}],
] as const) {
	test(`the result of a sending ${title}, and blanks nothing`, t => {
		const whole = message(1, {files: [{name: 'a'}], param: {a: 1}, ...known});
		const store = after(merged(undefined, incoming({messages: [whole]})));
		const again = merged(store, incoming({told: undefined, messages: [result(1, tells)]}));
		const {messages} = again.history ?? store.history;
		t.like(messages[0]!, {...whole, ...expected});
	});
}

test('of a message told twice in one import the later counts, without blanking it', t => {
	const messages = [message(1), message(1, {text: 'later'}), result(1, {delivery: 'failed'})];
	const {session, history} = merged(undefined, incoming({messages}));
	t.like(history?.messages, {0: {text: 'later', delivery: 'failed'}, length: 1});
	t.is(session.failed, 1);
});

test('a failure is counted when it comes', t => {
	const failure = result(2, {delivery: 'failed'});
	t.is(merged(after(first), incoming({told: undefined, messages: [failure]})).session.failed, 1);
});

test('the result of sending a message that is not known is named', t => {
	const {outcome, refused} = merged(after(first), incoming({messages: [result(5, {delivery: 'sent'})]}));
	t.is(outcome, 'unchanged');
	t.regex(refused[0]!.reason, /session 7 has no message 5/);
});

test('records and other facts of a source come in once', t => {
	const record = {at: 5, kind: 'assigned', by: 'Ann'};
	const once = merged(
		after(first),
		incoming({records: [record], told: {...told, extra: {origin: 'campaign'}}}),
	);
	t.deepEqual(once.history?.records, [record]);
	t.deepEqual(once.history?.extra, {origin: 'campaign'});
	t.is(merged(after(once), incoming({records: [record]})).outcome, 'unchanged');
});

test('messages of a session that nobody knows are refused', t => {
	t.deepEqual(mergeSession(undefined, incoming({told: undefined})), {
		outcome: 'refused',
		reason: 'session 7 is not known; import its session record first',
		isForeign: false,
	});
});

for (const [title, more] of [
	['channel type', {channel: {...told.channel, type: 'whatsapp'}}],
	['channel number', {channel: {...told.channel, number: '+9'}}],
	['customer number', {customer: {...told.customer, number: '+9'}}],
] as const) {
	test(`a session with another ${title} belongs to another PBX`, t => {
		const refused = mergeSession(after(first), incoming({told: {...told, ...more}}));
		t.like(refused, {outcome: 'refused', isForeign: true});
		t.regex(
			(refused as {reason: string}).reason,
			/session 7 belongs to another PBX: here it is sms, \+15550101, \+1555; the file says /,
		);
	});
}

test('what is not known of a session of another PBX is a dash', t => {
	const nameless = incoming({told: {...told, customer: {name: '', number: ''}}});
	const refused = mergeSession(
		after(merged(undefined, nameless)),
		incoming({told: {...told, channel: {...told.channel, number: '+9'}}}),
	);
	t.regex(
		(refused as {reason: string}).reason,
		/here it is sms, \+15550101, —; the file says sms, \+9, \+1555/,
	);
});

test('the highest id that was told of is remembered where the message itself did not come in', t => {
	const listed = merged(undefined, incoming({told: {...told, lastMessage: 9}}));
	t.like(listed, {highestMessage: 2, highestTold: 9});
	const known = after(listed);
	t.like(merged(known, incoming({told: {...told, lastMessage: 9}})), {outcome: 'unchanged', highestTold: 9});
	t.like(merged(known, incoming({told: {...told, lastMessage: 4}})), {outcome: 'unchanged', highestTold: 9});
	t.like(merged(known, incoming({told: {...told, lastMessage: 12}})), {outcome: 'changed', highestTold: 12});
	const all = merged(known, incoming({messages: [message(9)]}));
	t.like(all, {outcome: 'changed', highestMessage: 9});
	t.is(all.highestTold, undefined);
});

test('of a purged session only later messages come in', t => {
	t.deepEqual(laterThan(incoming(), 2).messages, []);
	t.deepEqual(laterThan(incoming({messages: [message(2), message(3)]}), 2).messages, [message(3)]);
});

const text = fc.constantFrom('', 'a', 'b');
const handlers = fc.constantFrom(ann, {...ann, id: 0}, bob, support, apiHandler, nobody, undefined);
const messages: fc.Arbitrary<readonly Message[]> = fc.array(
	fc.record(
		{
			id: fc.integer({min: 1, max: 5}),
			type: fc.nat(8),
			at: fc.nat(3),
			author: fc.record({userType: fc.constantFrom(0, 1, 2, 9), number: text, name: text}),
			text,
			files: fc.constant([{name: 'a'}]),
			delivery: fc.constantFrom('sending' as const, 'sent' as const, 'failed' as const),
			error: text,
			param: fc.constantFrom('x', {y: 1}),
		},
		{requiredKeys: ['id', 'type', 'at', 'author', 'text']},
	),
	{maxLength: 8},
);
const sessions: fc.Arbitrary<IncomingSession> = fc.record({
	id: fc.constant(7),
	origin: fc.constant('x'),
	told: fc.record(
		{
			channel: fc.record({type: fc.constant('sms'), name: text, number: fc.constantFrom('', '+1')}),
			customer: fc.record({name: text, number: fc.constantFrom('', '+2')}),
			handler: handlers,
			status: fc.constantFrom('open' as const, 'closed' as const),
			archived: fc.boolean(),
			extra: fc.dictionary(text, fc.jsonValue(), {maxKeys: 2}),
		},
		{requiredKeys: ['channel', 'customer']},
	),
	messages,
	records: fc.array(fc.record({at: fc.nat(3), kind: text, by: text}), {maxLength: 3}),
});

test('the same twice changes nothing, whatever was known and done before', t => {
	const acts = fc.record({handler: fc.constantFrom(ann, bob, support), deleted: fc.boolean()});
	const deleted = fc.uniqueArray(fc.integer({min: 1, max: 5})).map(ids => new Set(ids));
	fc.assert(
		fc.property(sessions, sessions, acts, deleted, (before, now, local, deletedMessages) => {
			const first = mergeSession(undefined, before);
			fc.pre(first.outcome !== 'refused');
			const known = after(first, local, deletedMessages);
			const once = mergeSession(known, now);
			fc.pre(once.outcome !== 'refused');
			const stored = {...known, ...once, history: once.history ?? known.history};
			const twice = merged(stored, now);
			t.is(twice.outcome, 'unchanged');
			t.deepEqual(twice.session, once.session);
			t.is(twice.move, undefined);
			t.is(twice.trashed, 0);
		}),
	);
	t.pass();
});

test('a new session is the same, whether its messages come at once or one by one', t => {
	const distinct = fc.uniqueArray(fc.integer({min: 1, max: 50}), {minLength: 1, maxLength: 6});
	fc.assert(
		fc.property(distinct, ids => {
			const all = ids.map(id =>
				message(id, {type: id % 9, author: {userType: id % 3, number: '', name: 'x'}}),
			);
			const atOnce = merged(undefined, incoming({messages: all}));
			let known = after(merged(undefined, incoming({messages: []})));
			for (const one of all) known = after(merged(known, incoming({messages: [one]})));
			t.deepEqual(known.session, atOnce.session);
			t.deepEqual(known.history, atOnce.history);
		}),
	);
});

const numbers: readonly (readonly [type: string, known: string, told: string, isForeign: boolean])[] = [
	['whatsapp', '+1555', '1555', false],
	['whatsapp', '1555', '+1 (555)', false],
	['SMS', '001555010', '+1555010', false],
	['sms', '+1 555 010 0109 ext. 5', '+15550100109', false],
	['whatsapp', '+5511912345678', '+551112345678', false],
	['whatsapp', '+5215512345678', '+525512345678', false],
	['sms', '+1555', '+1556', true],
	['sms', '0012', '12', true],
	['facebook', '0024680', '24680', true],
];

const toldOf = (type: string, number: string): ToldSession => ({
	channel: {type, name: '', number: ''},
	customer: {name: 'Pia', number},
});

for (const [type, a, b, isForeign] of numbers) {
	test(`a session of ${a} that comes as one of ${b} by ${type} is ${isForeign ? 'foreign' : 'the same'}`, t => {
		for (const [known, now] of [
			[a, b],
			[b, a],
		] as const) {
			const before = merged(undefined, incoming({told: toldOf(type, known), messages: []}));
			const {outcome} = mergeSession(after(before), incoming({told: toldOf(type, now), messages: []}));
			t.is(outcome === 'refused', isForeign);
		}
	});
}

test('the type of a channel is the same in capitals', t => {
	const told = {channel: {type: 'SMS', name: '', number: ''}, customer: {name: '', number: '1'}};
	const before = merged(undefined, incoming({told, messages: []}));
	const {outcome} = mergeSession(
		after(before),
		incoming({told: {...told, channel: {...told.channel, type: 'sms'}}, messages: []}),
	);
	t.is(outcome, 'unchanged');
});

const writers: readonly (readonly [who: string, userType: number, number: string, outbound: boolean])[] = [
	['the customer', 2, '+1555', false],
	['a visitor', 5, '', false],
	['the customer by number', 0, '1555', false],
	['somebody unknown', 7, '9f', false],
	['an extension', 1, '1003', true],
	['the platform', 9, 'api', true],
];

for (const [who, userType, number, outbound] of writers) {
	test(`a session that ${who} begins is ${outbound ? 'outbound' : 'inbound'}, also after a greeting`, t => {
		const greeting = message(1, {author: {userType: 0, number: '', name: 'Bot'}});
		const begun = message(2, {author: {userType, number, name: ''}});
		const answer = message(3, {author: {userType: 1, number: '1003', name: 'Ann'}});
		t.is(merged(undefined, incoming({messages: [greeting, begun, answer]})).session.outbound, outbound);
		const greeted = merged(undefined, incoming({messages: [greeting]}));
		t.is(merged(after(greeted), incoming({messages: [answer, begun]})).session.outbound, outbound);
	});
}
