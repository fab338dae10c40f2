import test from 'ava';
import {type Change} from '../../source/domain/change.js';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {apiHandler, nobody} from '../../source/domain/handler.js';
import {type ImportedRecord} from '../../source/domain/history.js';
import {type Message, messageType} from '../../source/domain/message.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {type Session} from '../../source/domain/session.js';
import {timeline} from '../../source/domain/timeline.js';
import {describeOperation} from '../../source/domain/timeline/describe.js';
import {type TimelineEntry} from '../../source/domain/timeline/entry.js';
import {planStateAct} from '../../source/domain/act/state-act.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {planRedo, planUndo} from '../../source/domain/act/undo.js';
import {firstChangeAt, memoryFacts, type MemoryFacts} from '../helpers/memory-facts.js';
import {
	agent,
	ann,
	bob,
	customer,
	message,
	office,
	pbxItself,
	platform,
	sales,
	support,
} from '../helpers/office.js';
import {anyAsked, anyStore, attempt} from '../helpers/random-acts.js';
import {fc, trials} from '../helpers/random.js';

const me = {by: 'ann'};

interface Told {
	readonly session?: Partial<Session>;
	readonly messages?: readonly Message[];
	readonly records?: readonly ImportedRecord[];
}

const told = ({session = {}, messages = [], records = []}: Told): MemoryFacts =>
	memoryFacts({
		directory: office,
		sessions: [{handler: ann, ...session}],
		histories: [{id: 1, messages, records}],
	});

const entriesOf = (facts: MemoryFacts, id = 1): readonly TimelineEntry[] =>
	timeline({session: facts.session(id)!, history: facts.history(id), changes: facts.changesOf(id)});

const linesOf = (facts: MemoryFacts, id = 1): string[] => entriesOf(facts, id).map(describeOperation);

const beginnings: readonly (readonly [title: string, session: Partial<Session>, lines: readonly string[]])[] =
	[
		[
			'by the customer',
			{createdAt: 5, customer: {name: 'Li Lei', number: '+86'}},
			['Created (inbound) by Li Lei +86'],
		],
		[
			'by the company',
			{createdAt: 5, outbound: true, channel: {type: 'sms', name: 'Sales line', number: '+1555'}},
			['Created (outbound) by Sales line +1555'],
		],
		['nobody knows when', {}, []],
	];

for (const [title, session, lines] of beginnings) {
	test(`begins: ${title}`, t => {
		t.deepEqual(linesOf(told({session})), lines);
	});
}

const messageLines: readonly (readonly [line: string | undefined, message: Partial<Message>])[] = [
	['Picked up by 1003 Ann Lee', {type: messageType.pickedUp, author: agent}],
	['Closed by 1003 Ann Lee', {type: messageType.closedByHand, author: agent}],
	['Closed automatically', {type: messageType.closedAutomatically, author: pbxItself}],
	['Closed (visitor) by Li Lei +15550100', {type: messageType.closedByVisitor, author: customer}],
	['Call of 2:05 by 1003 Ann Lee', {type: messageType.call, author: agent, param: {duration: 125}}],
	['Call by 1003 Ann Lee (missed)', {type: messageType.call, author: agent, text: 'missed'}],
	[
		'Transferred from 1003 Ann Lee to Support by 1003 Ann Lee',
		{type: messageType.transferredToQueue, author: agent, param: {to: 'Support'}},
	],
	[
		'Transferred from Support to 1004',
		{type: messageType.transferred, author: pbxItself, param: {from: 'Support', to: '1004'}},
	],
	[
		'Transferred from Analytics platform to 1004 by Analytics platform',
		{type: messageType.transferred, author: platform, param: {to: '1004'}},
	],
	['Transferred from 1003 Ann Lee to — by 1003 Ann Lee', {type: messageType.transferred, author: agent}],
	['Transferred from — to — (moved)', {type: messageType.transferred, author: pbxItself, text: 'moved'}],
	[undefined, {type: messageType.user, author: agent}],
	[undefined, {type: messageType.unsupported, author: customer}],
	[undefined, {type: 42, author: pbxItself}],
];

for (const [line, values] of messageLines) {
	test(`a message of type ${values.type!} by ${values.author!.name || 'the PBX'} tells: ${line ?? 'nothing'}`, t => {
		t.deepEqual(
			linesOf(told({messages: [message({id: 1, text: '', ...values})]})),
			line === undefined ? [] : [line],
		);
	});
}

test('imported records stay as they came', t => {
	const records = [
		{at: 5, kind: 'archived', by: 'admin', text: 'end of year'},
		{at: 6, kind: 'Reviewed', by: ''},
	];
	const facts = told({records});
	t.deepEqual(linesOf(facts), ['archived by admin (end of year)', 'Reviewed']);
	t.deepEqual(entriesOf(facts), [
		{at: 5, kind: 'imported-record', what: 'archived', by: 'admin', text: 'end of year'},
		{at: 6, kind: 'imported-record', what: 'Reviewed'},
	]);
});

test('a transfer names from, to, who, when and why', t => {
	const facts = told({});
	facts.commit(
		{by: 'root', as: 'Ann'},
		planTransfer(facts, {sessions: [1], to: support, note: 'holiday'}).draft,
	);
	t.deepEqual(entriesOf(facts), [
		{
			at: firstChangeAt,
			kind: 'transferred',
			by: 'Ann (root)',
			from: ann,
			to: support,
			note: 'holiday',
			change: 1,
		},
	]);
	t.deepEqual(linesOf(facts), ['Transferred from 1003 Ann Lee to Support by Ann (root) (note: holiday)']);
});

test('tells of a batch only what happened to this session', t => {
	const facts = memoryFacts({directory: office, sessions: [{handler: ann}, {handler: support}]});
	facts.commit(me, planTransfer(facts, {sessions: [1, 2], to: bob}).draft);
	t.deepEqual(linesOf(facts, 1), ['Transferred from 1003 Ann Lee to 1004 Bob Stone by ann']);
	t.deepEqual(linesOf(facts, 2), ['Transferred from Support to 1004 Bob Stone by ann']);
});

test('an undone transfer keeps both lines, and a redo makes it count again', t => {
	const facts = told({});
	facts.commit(me, planTransfer(facts, {sessions: [1], to: support}).draft);
	facts.commit(me, planUndo(facts, me).draft);
	t.deepEqual(linesOf(facts), [
		'Transferred from 1003 Ann Lee to Support by ann (undone)',
		'Transfer of change 1 undone: from Support to 1003 Ann Lee by ann',
	]);
	facts.commit(me, planRedo(facts, me).draft);
	t.deepEqual(linesOf(facts), [
		'Transferred from 1003 Ann Lee to Support by ann',
		'Transfer of change 1 undone: from Support to 1003 Ann Lee by ann',
		'Transfer of change 1 redone: from 1003 Ann Lee to Support by ann',
	]);
	t.like(entriesOf(facts)[2], {kind: 'redone', what: 'transfer', change: 3, of: 1, from: ann, to: support});
});

test('an act of which this session was passed over by the undo still counts', t => {
	const facts = memoryFacts({directory: office, sessions: [{handler: ann}, {handler: ann}]});
	facts.commit(me, planTransfer(facts, {sessions: [1, 2], to: bob}).draft);
	facts.commit({by: 'bob'}, planTransfer(facts, {sessions: [2], to: sales}).draft);
	facts.commit(me, planUndo(facts, me).draft);
	t.true(entriesOf(facts, 1)[0]!.isTakenBack);
	t.deepEqual(linesOf(facts, 2), [
		'Transferred from 1003 Ann Lee to 1004 Bob Stone by ann',
		'Transferred from 1004 Bob Stone to Sales by bob',
	]);
});

test('deletions are told, also of a session in the trash', t => {
	const facts = told({messages: [message({id: 1}), message({id: 2}), message({id: 3})]});
	facts.commit(me, planMessageDeletion(facts, {session: 1, messages: [1]}).draft);
	facts.commit(me, planMessageDeletion(facts, {session: 1, messages: [2, 3]}).draft);
	facts.commit(me, planUndo(facts, me).draft);
	facts.commit(me, planDeletion(facts, {sessions: [1], note: 'asked to'}).draft);
	facts.commit(me, planUndo(facts, me).draft);
	facts.commit(me, planRedo(facts, me).draft);
	t.true(facts.session(1)?.deleted);
	t.deepEqual(linesOf(facts), [
		'1 message deleted by ann',
		'2 messages deleted by ann (undone)',
		'Deletion of 2 messages of change 2 undone by ann',
		'Deleted by ann (note: asked to)',
		'Deletion of change 4 undone by ann',
		'Deletion of change 4 redone by ann',
	]);
});

test('what became of it is told although the change that was done again is lost', t => {
	const facts = told({});
	facts.commit(me, planTransfer(facts, {sessions: [1], to: support}).draft);
	facts.commit(me, planUndo(facts, me).draft);
	facts.commit(me, planRedo(facts, me).draft);
	const changes = facts.journal.filter(({kind}) => kind !== 'undo');
	const entries = timeline({session: facts.session(1)!, history: facts.history(1), changes});
	t.is(describeOperation(entries.at(-1)!), 'A lost act redone: from 1003 Ann Lee to Support by ann');
});

test('a purge of messages is told with how many', t => {
	const facts = told({messages: [message({id: 1}), message({id: 2})]});
	facts.commit(me, planMessageDeletion(facts, {session: 1, messages: [1, 2]}).draft);
	facts.commit(me, planPurge(facts, {sessions: [1], erase: false}).draft);
	t.deepEqual(linesOf(facts), ['2 messages deleted by ann', '2 deleted messages purged by ann']);
});

test('what a deleted message told stays', t => {
	const facts = told({messages: [message({id: 1, type: messageType.closedByHand, author: agent, text: ''})]});
	facts.commit(me, {
		kind: 'delete-messages',
		messagesDeleted: [{session: 1, ids: [1], messages: 1, failed: 0, files: 0}],
	});
	t.deepEqual(linesOf(facts), ['Closed by 1003 Ann Lee', '1 message deleted by ann']);
});

test('an import tells a transfer on the PBX, and nothing else', t => {
	const facts = told({});
	facts.commit(me, {kind: 'import', moves: [{from: ann, to: apiHandler, sessions: [1]}]});
	const unmoved: Change = {n: 2, at: 9, kind: 'import', ...me};
	const entries = timeline({
		session: facts.session(1)!,
		history: facts.history(1),
		changes: [...facts.journal, unmoved],
	});
	t.deepEqual(entries.map(describeOperation), [
		'Transferred on the PBX from 1003 Ann Lee to Analytics platform, imported by ann',
	]);
});

test('of the same second, the beginning comes first, then messages, imported records, changes', t => {
	const at = firstChangeAt;
	const facts = told({
		session: {createdAt: at},
		messages: [
			message({id: 1, at, type: messageType.pickedUp, author: agent}),
			message({id: 2, at, type: messageType.closedByHand, author: agent}),
			message({id: 3, at: at + 100, type: messageType.call, author: agent}),
		],
		records: [{at, kind: 'archived', by: 'admin'}],
	});
	facts.commit(me, planDeletion(facts, {sessions: [1]}).draft);
	t.deepEqual(
		entriesOf(facts).map(({kind}) => kind),
		['created', 'picked-up', 'closed', 'imported-record', 'deleted', 'call'],
	);
});

test('whatever was done, it is told in order of time, with all that a transfer must name', t => {
	fc.assert(
		fc.property(anyStore, fc.array(anyAsked, {maxLength: 12}), (given, past) => {
			const facts = memoryFacts(given);
			for (const asked of past) attempt(facts, asked);
			for (const [index] of given.sessions!.entries()) {
				const entries = entriesOf(facts, index + 1);
				t.deepEqual(
					entries,
					entries.toSorted((a, b) => a.at - b.at),
				);
				for (const entry of entries) {
					t.notRegex(describeOperation(entry), /undefined|\[object|NaN/);
					if (entry.kind !== 'transferred') continue;
					t.truthy(entry.from && entry.to);
					if (entry.change !== undefined)
						t.notDeepEqual([entry.from, entry.to, entry.by], [nobody, nobody, undefined]);
				}
			}
		}),
		{numRuns: trials(100)},
	);
});

test('tells of acts on the state, and of what took them back', t => {
	const facts = told({session: {archived: true}});
	facts.commit(me, planStateAct(facts, {kind: 'close', sessions: [1]}).draft);
	facts.commit(me, planUndo(facts, me).draft);
	facts.commit(me, planStateAct(facts, {kind: 'unarchive', sessions: [1]}).draft);
	facts.commit(me, planUndo(facts, me).draft);
	facts.commit(me, planRedo(facts, me).draft);
	facts.commit(me, planStateAct(facts, {kind: 'archive', sessions: [1]}).draft);
	t.deepEqual(linesOf(facts), [
		'Closed by ann (undone)',
		'Closing of change 1 undone by ann',
		'Unarchived by ann',
		'Unarchiving of change 3 undone by ann',
		'Unarchiving of change 3 redone by ann',
		'Archived by ann',
	]);
});
