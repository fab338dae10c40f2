import test from 'ava';
import {capabilitiesOf} from '../../../source/exchange/yeastar/capabilities.js';
import {
	messageDeletionBlocker,
	planDeletion,
	planMessageDeletion,
} from '../../../source/domain/act/deletion.js';
import {isPbxMessage} from '../../../source/domain/author.js';
import {type Author, messageType} from '../../../source/domain/message.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {memoryFacts} from '../../helpers/memory-facts.js';
import {agent, ann, customer, message, pbxItself, platform, support} from '../../helpers/office.js';

const history = {
	id: 1,
	records: [],
	messages: [
		message({id: 11}),
		message({id: 12, author: agent, delivery: 'failed', files: [{name: 'a.pdf'}, {name: 'b.pdf'}]}),
		message({id: 13, author: agent, delivery: 'sent', files: [{name: 'c.pdf'}]}),
		message({id: 14, type: messageType.transferredToQueue, author: agent}),
		message({id: 15, author: platform, delivery: 'failed'}),
	],
};

const facts = memoryFacts({
	sessions: [{handler: ann}, {handler: support, deleted: true}, {handler: support, status: 'closed'}],
	histories: [history],
});
const old = {...facts, capabilities: capabilitiesOf({firmware: '37.1'})};

test('puts sessions into the trash once, and passes over what cannot go, with the reason', t => {
	t.deepEqual(planDeletion(facts, {sessions: [3, 2, 99, 1, 3], note: 'tidy up'}), {
		draft: {kind: 'delete', note: 'tidy up', deleted: [3, 1]},
		hits: [3, 1],
		skipped: [
			{id: 2, reason: 'already in the trash', isAlreadySo: true},
			{id: 99, reason: 'there is no such session'},
		],
	});
});

test('a session in the trash keeps all the rest', t => {
	const given = memoryFacts({
		sessions: [{handler: ann, status: 'closed', archived: true, transfers: 1}],
		histories: [history],
	});
	const before = given.session(1)!;
	given.commit({by: 'ann'}, planDeletion(given, {sessions: [1]}).draft);
	t.deepEqual(given.session(1), {...before, deleted: true});
});

for (const [title, plan] of [
	['sessions', () => planDeletion(old, {sessions: [1]})],
	['messages', () => planMessageDeletion(old, {session: 1, messages: [11]})],
] as const) {
	test(`deletes no ${title} on old firmware`, t => {
		t.throws(plan, {instanceOf: Refusal, message: /or later; this PBX has 37\.1\./});
	});
}

const kinds: readonly (readonly [title: string, type: number, author: Author, isOfPbx: boolean])[] = [
	['the customer writes', messageType.user, customer, false],
	['an extension writes', messageType.user, agent, false],
	['the platform writes', messageType.user, platform, false],
	['the PBX writes', messageType.user, pbxItself, true],
	['a visitor of a live chat writes', messageType.user, {userType: 5, number: '9f', name: 'Visitor'}, false],
	['a visitor without a name writes', messageType.user, {userType: 5, number: '', name: ''}, false],
	['somebody of an unknown kind writes', messageType.user, {...agent, userType: 7}, false],
	['nobody of an unknown kind writes', messageType.user, {userType: 7, number: '', name: ''}, true],
	['the customer without a code writes', messageType.user, {userType: 0, number: '+1 555', name: ''}, false],
	[
		'somebody else without a code writes',
		messageType.user,
		{userType: 0, number: '+1556', name: 'Bot'},
		true,
	],
	['of an unsupported kind, by the customer', messageType.unsupported, customer, false],
	['of an unsupported kind, by the PBX', messageType.unsupported, pbxItself, true],
	...Object.entries(messageType)
		.filter(([, type]) => type !== messageType.user && type !== messageType.unsupported)
		.map(([title, type]) => [title, type, agent, true] as const),
	['of a type that nobody knows', 42, customer, true],
];

for (const [title, type, author, isOfPbx] of kinds) {
	test(`a message ${isOfPbx ? 'of the PBX' : 'that can be deleted'}: ${title}`, t => {
		const given = message({id: 1, type, author});
		const session = {channel: {type: 'sms', name: '', number: ''}, customer: {name: '', number: '1555'}};
		t.is(isPbxMessage(given, session), isOfPbx);
		t.is(
			messageDeletionBlocker(given, session),
			isOfPbx
				? 'Messages of the PBX cannot be deleted by themselves; delete the whole session instead.'
				: undefined,
		);
		const one = memoryFacts({sessions: [session], histories: [{id: 1, records: [], messages: [given]}]});
		const {hits, skipped} = planMessageDeletion(one, {session: 1, messages: [1]});
		t.deepEqual(hits, isOfPbx ? [] : [1]);
		t.deepEqual(skipped, isOfPbx ? [{id: 1, reason: 'a message of the PBX'}] : []);
	});
}

test('takes messages with their counts, once, and passes over the others with the reason', t => {
	t.deepEqual(planMessageDeletion(facts, {session: 1, messages: [13, 12, 99, 14, 12], note: 'asked to'}), {
		draft: {
			kind: 'delete-messages',
			note: 'asked to',
			messagesDeleted: [{session: 1, ids: [13, 12], messages: 2, failed: 1, files: 3}],
		},
		hits: [13, 12],
		skipped: [
			{id: 99, reason: 'there is no such message in session 1'},
			{id: 14, reason: 'a message of the PBX'},
		],
	});
});

test('alters the counts and nothing else, and never takes a message twice', t => {
	const given = memoryFacts({
		sessions: [{handler: ann, createdAt: 5, lastActiveAt: 9}],
		histories: [history],
	});
	const before = given.session(1)!;
	t.like(before, {messages: 5, failed: 2, files: 3});
	given.commit({by: 'ann'}, planMessageDeletion(given, {session: 1, messages: [11, 12]}).draft);
	t.deepEqual(given.session(1), {...before, messages: 3, failed: 1, files: 1});
	t.deepEqual(given.deletedMessages(1), new Set([11, 12]));
	const again = planMessageDeletion(given, {session: 1, messages: [11, 15]});
	t.deepEqual(again.hits, [15]);
	t.deepEqual(again.skipped, [{id: 11, reason: 'already deleted', isAlreadySo: true}]);
});

test('a plan that hits no message changes none', t => {
	t.deepEqual(planMessageDeletion(facts, {session: 1, messages: [14]}).draft.messagesDeleted, []);
});

for (const [title, session, reason] of [
	['in an unknown session', 99, 'There is no session 99.'],
	['in the trash', 2, 'Session 2 is in the trash. Bring it back first: its deletion can be undone.'],
] as const) {
	test(`deletes no messages ${title}`, t => {
		t.throws(() => planMessageDeletion(facts, {session, messages: [11]}), {
			instanceOf: Refusal,
			message: reason,
		});
	});
}
