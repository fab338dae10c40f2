import test from 'ava';
import {planDeletion, planMessageDeletion} from '../../../source/domain/act/deletion.js';
import {type Draft} from '../../../source/domain/change.js';
import {deletedBy, planPurge} from '../../../source/domain/act/purge.js';
import {planUndo} from '../../../source/domain/act/undo.js';
import {firstChangeAt, memoryFacts, type MemoryFacts} from '../../helpers/memory-facts.js';
import {ann, bob, message} from '../../helpers/office.js';

const me = {by: 'me'};

/** Three sessions with three messages each. */
const facts = (): MemoryFacts =>
	memoryFacts({
		sessions: [{handler: ann}, {handler: bob}, {handler: ann}],
		histories: [1, 2, 3].map(id => ({id, records: [], messages: [1, 2, 3].map(each => message({id: each}))})),
	});

const deleteSessions = (known: MemoryFacts, ...sessions: number[]): number =>
	known.commit(me, planDeletion(known, {sessions}).draft).n;

const deleteMessages = (known: MemoryFacts, session: number, ...messages: number[]): number =>
	known.commit(me, planMessageDeletion(known, {session, messages}).draft).n;

test('sessions in the trash go as a whole, by their owner, with the number of their messages', t => {
	const known = facts();
	deleteMessages(known, 1, 2);
	deleteSessions(known, 1, 2, 3);
	t.deepEqual(planPurge(known, {sessions: [1, 2, 3, 1], erase: false, note: 'why'}), {
		draft: {
			kind: 'purge',
			note: 'why',
			purged: [
				{from: ann, sessions: [1, 3], messages: 6},
				{from: bob, sessions: [2], messages: 3},
			],
		} satisfies Draft,
		hits: [1, 3, 2],
		skipped: [],
		isFinal: true,
	});
});

test('of others the deleted messages go, and nothing if none is', t => {
	const known = facts();
	deleteMessages(known, 1, 1, 3);
	const {draft, skipped} = planPurge(known, {sessions: [1, 2, 9], erase: false});
	t.deepEqual(draft, {kind: 'purge', messagesPurged: [{session: 1, ids: [1, 3]}]});
	t.deepEqual(skipped, [
		{id: 2, reason: 'nothing of it is deleted'},
		{id: 9, reason: 'there is no such session'},
	]);
});

test('erasing takes what is not deleted, too', t => {
	const {draft} = planPurge(facts(), {sessions: [2], erase: true});
	t.deepEqual(draft.purged, [{from: bob, sessions: [2], messages: 3}]);
});

test('messages that were purged are not purged again, nor counted', t => {
	const known = memoryFacts({
		sessions: [{}],
		histories: [{id: 1, records: [], messages: [message({id: 1})]}],
		changes: [
			{
				n: 1,
				at: 1,
				by: 'me',
				kind: 'delete-messages',
				messagesDeleted: [{session: 1, ids: [2], messages: 0, failed: 0, files: 0}],
			},
		],
	});
	t.deepEqual(planPurge(known, {sessions: [1], erase: false}).hits, []);
	t.is(planPurge(known, {sessions: [1], erase: true}).draft.purged?.[0]?.messages, 1);
});

test('only the messages that are named go, also of a session in the trash', t => {
	const known = facts();
	deleteMessages(known, 1, 1, 2);
	deleteSessions(known, 1);
	const {draft} = planPurge(known, {sessions: [], messages: new Map([[1, [2, 3]]]), erase: false});
	t.deepEqual(draft, {kind: 'purge', messagesPurged: [{session: 1, ids: [2]}]});
});

test('what is deleted still belongs to the change that deleted it last', t => {
	const known = facts();
	const first = deleteSessions(known, 1, 2);
	const words = deleteMessages(known, 3, 1, 2);
	known.commit(me, planUndo(known, me, first).draft);
	const second = deleteSessions(known, 2);
	const of = (n: number): ReturnType<typeof deletedBy> => deletedBy(known, change => change.n === n);
	t.deepEqual(of(first), {sessions: [], messages: new Map()});
	t.deepEqual(of(second), {sessions: [2], messages: new Map()});
	t.deepEqual(of(words), {sessions: [], messages: new Map([[3, [1, 2]]])});
	t.deepEqual(
		deletedBy(known, ({at}) => at < firstChangeAt + 100),
		{sessions: [], messages: new Map([[3, [1, 2]]])},
	);
});

test('messages that came back belong to no deletion any more', t => {
	const known = facts();
	const first = deleteMessages(known, 3, 1, 2);
	known.commit(me, planUndo(known, me, first).draft);
	const second = deleteMessages(known, 3, 2);
	t.deepEqual(deletedBy(known, change => change.n === first).messages, new Map());
	t.deepEqual(deletedBy(known, change => change.n === second).messages, new Map([[3, [2]]]));
});

test('what was purged belongs to no deletion any more', t => {
	const known = facts();
	const n = deleteSessions(known, 1, 2);
	known.commit(me, planPurge(known, {sessions: [1], erase: false}).draft);
	t.deepEqual(deletedBy(known, change => change.n === n).sessions, [2]);
});
