import test from 'ava';
import {planRestore} from '../../../source/domain/act/restore.js';
import {planRedo, planUndo} from '../../../source/domain/act/undo.js';
import {withTakenBack} from '../../../source/domain/taken-back.js';
import {memoryFacts} from '../../helpers/memory-facts.js';

const me = {by: 'ann'};
const threeDeleted = () => {
	const facts = memoryFacts({sessions: [{}, {}, {}, {}]});
	facts.commit(me, {kind: 'delete', deleted: [1, 2, 3]});
	return facts;
};

/** The numbers of the changes that are taken back. */
const takenBack = (facts: ReturnType<typeof memoryFacts>): number[] =>
	[...withTakenBack(facts.changes())].filter(each => each.isTakenBack).map(({change}) => change.n);

test('brings back what is in the trash, and names the rest', t => {
	const {draft, hits, skipped} = planRestore(threeDeleted(), {sessions: [1, 3, 4, 9, 1], note: 'n'});
	t.deepEqual(draft, {kind: 'restore', note: 'n', restored: [1, 3]});
	t.deepEqual(hits, [1, 3]);
	t.deepEqual(skipped, [
		{id: 4, reason: 'not in the trash', isAlreadySo: true},
		{id: 9, reason: 'there is no such session'},
	]);
});

test('a restore can be undone', t => {
	const facts = threeDeleted();
	facts.commit(me, planRestore(facts, {sessions: [1, 3]}).draft);
	const {draft} = planUndo(facts, me);
	t.deepEqual(draft, {kind: 'undo', of: 2, deleted: [1, 3]});
	facts.commit(me, draft);
	t.true(facts.session(1)!.deleted);
});

test('on a connected PBX it says what is gone there', t => {
	const facts = {
		...threeDeleted(),
		connection: {sn: '1', instance: 'a'},
		isDeletedOnPbx: (id: number) => id === 2,
	};
	t.regex(planRestore(facts, {sessions: [1, 2]}).remark!, /^1 session was deleted on the PBX already/);
	t.is(planRestore(facts, {sessions: [1]}).remark, undefined);
});

test('an undo of a part leaves the rest to be undone', t => {
	const facts = threeDeleted();
	const part = planUndo(facts, me, 1, [2, 4]);
	t.deepEqual(part.draft, {kind: 'undo', of: 1, restored: [2], isPart: true});
	t.deepEqual(part.skipped, [{id: 4, reason: 'not in change 1'}]);
	facts.commit(me, part.draft);
	t.deepEqual(takenBack(facts), []);
	const rest = planUndo(facts, me);
	t.deepEqual(rest.hits, [1, 3]);
	facts.commit(me, planUndo(facts, me, 1, [1, 3]).draft);
	t.deepEqual(takenBack(facts), [1]);
	facts.commit(me, planRedo(facts, me).draft);
	t.deepEqual(takenBack(facts), [3]);
	t.deepEqual(
		[1, 2, 3].map(id => facts.session(id)!.deleted),
		[true, false, true],
	);
});

test('an undo of a part of moves takes back those alone', t => {
	const facts = memoryFacts({sessions: [{}, {}]});
	const {handler} = facts.session(1)!;
	const to = {kind: 'queue', id: 1, number: '', name: 'Support'} as const;
	facts.commit(me, {kind: 'transfer', moves: [{from: handler, to, sessions: [1, 2]}]});
	facts.commit(me, planUndo(facts, me, 1, [2]).draft);
	t.is(facts.session(1)!.handler.name, 'Support');
	t.deepEqual(facts.session(2)!.handler, handler);
});
