import test from 'ava';
import {type Actor} from '../../../source/domain/change.js';
import {planDeletion} from '../../../source/domain/act/deletion.js';
import {planRestoration} from '../../../source/domain/act/restoration.js';
import {newestUndoable, planUndo} from '../../../source/domain/act/undo.js';
import {capabilitiesOf} from '../../../source/exchange/yeastar/capabilities.js';
import {memoryFacts, type MemoryFacts} from '../../helpers/memory-facts.js';
import {ann, support} from '../../helpers/office.js';

const me: Actor = {by: 'ann'};

const given = (): MemoryFacts =>
	memoryFacts({sessions: [{handler: ann}, {handler: support, deleted: true}, {handler: ann, deleted: true}]});

test('brings back what is in the trash, and passes over the rest with the reason', t => {
	t.deepEqual(planRestoration(given(), {sessions: [2, 1, 9, 2], note: 'slip'}), {
		draft: {kind: 'restore', note: 'slip', restored: [2]},
		hits: [2],
		skipped: [
			{id: 1, reason: 'not in the trash', isAlreadySo: true},
			{id: 9, reason: 'there is no such session'},
		],
	});
});

test('is undone like any act', t => {
	const facts = given();
	facts.commit(me, planDeletion(facts, {sessions: [1]}).draft);
	const {n} = facts.commit(me, planRestoration(facts, {sessions: [1, 3]}).draft);
	t.is(newestUndoable(facts, me)?.n, n);
	const plan = planUndo(facts, me);
	t.deepEqual(plan.draft, {kind: 'undo', of: n, deleted: [1, 3]});
	facts.commit(me, plan.draft);
	t.true(facts.session(1)!.deleted);
	t.true(facts.session(3)!.deleted);
});

test('tells of what the PBX has no more', t => {
	const facts = {...given(), isDeletedOnPbx: (id: number) => id === 2};
	const {remark} = planRestoration(facts, {sessions: [2, 3]});
	t.regex(remark!, /^1 session was deleted on the PBX already/);
});

test('restores nothing on old firmware', t => {
	const old = {...given(), capabilities: capabilitiesOf({firmware: '37.1'})};
	t.throws(() => planRestoration(old, {sessions: [2]}), {message: /or later; this PBX has 37\.1\./});
});
