import test from 'ava';
import {planStateAct, type StateActKind} from '../../../source/domain/act/state-act.js';
import {planUndo} from '../../../source/domain/act/undo.js';
import {type Effects} from '../../../source/domain/change.js';
import {type Skipped} from '../../../source/domain/facts.js';
import {apiHandler, type Handler} from '../../../source/domain/handler.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {capabilitiesOf} from '../../../source/exchange/yeastar/capabilities.js';
import {type Given, memoryFacts} from '../../helpers/memory-facts.js';

const me = {by: 'ann'};
const sessions: Given['sessions'] = [
	{},
	{status: 'closed', archived: true},
	{status: 'closed', archived: true, deleted: true},
];
const support: Handler = {kind: 'queue', id: 5, number: '', name: 'Support'};
const connection = {sn: '3631', instance: 'a'};
const inTrash: Skipped = {id: 3, reason: 'in the trash'};
const unknown: Skipped = {id: 99, reason: 'there is no such session'};

const cases: readonly (readonly [kind: StateActKind, effects: Effects, already: Skipped])[] = [
	['close', {closed: [1]}, {id: 2, reason: 'already closed', isAlreadySo: true}],
	['archive', {archived: [1]}, {id: 2, reason: 'already archived', isAlreadySo: true}],
	['unarchive', {unarchived: [2]}, {id: 1, reason: 'not archived', isAlreadySo: true}],
];

for (const [kind, effects, already] of cases) {
	test(`${kind} hits what is not so yet, and names the rest`, t => {
		const plan = planStateAct(memoryFacts({sessions}), {kind, sessions: [1, 2, 3, 99, 1], note: 'n'});
		t.deepEqual(plan.draft, {kind, note: 'n', ...effects});
		t.deepEqual(
			plan.skipped.toSorted((a, b) => a.id - b.id),
			[already, inTrash, unknown],
		);
	});

	test(`${kind} is not done on old firmware`, t => {
		const old = {...memoryFacts({sessions}), capabilities: capabilitiesOf({firmware: '37.1'})};
		t.throws(() => planStateAct(old, {kind, sessions: [1]}), {instanceOf: Refusal, message: /37\.1/});
	});
}

test('only a close on a connected PBX is final', t => {
	for (const kind of ['close', 'archive', 'unarchive'] as const) {
		t.is(planStateAct(memoryFacts({sessions}), {kind, sessions: [1, 2]}).isFinal, undefined);
		const {isFinal} = planStateAct(memoryFacts({sessions, connection}), {kind, sessions: [1, 2]});
		t.is(isFinal, kind === 'close' ? true : undefined);
	}
});

const unlisted = (id: number): readonly Skipped[] => [
	{id, reason: 'in nobody’s own list, so the PBX has no archive for it'},
];

test('what waits in a queue has no archive on a connected PBX', t => {
	const given: Given = {
		sessions: [{handler: support}, {handler: apiHandler}, {handler: support, archived: true}],
	};
	for (const [kind, id] of [
		['archive', 1],
		['unarchive', 3],
	] as const) {
		t.deepEqual(planStateAct(memoryFacts(given), {kind, sessions: [id]}).hits, [id]);
		const facts = memoryFacts({...given, connection});
		t.like(planStateAct(facts, {kind, sessions: [id]}), {hits: [], skipped: unlisted(id)});
	}
});

test('what was archived on a connected PBX, and waits in a queue now, stays so', t => {
	const facts = memoryFacts({sessions: [{handler: apiHandler}], connection});
	const {draft} = planStateAct(facts, {kind: 'archive', sessions: [1]});
	facts.commit(me, {...draft, forPbx: {sessions: [1], seen: [0]}});
	facts.commit({by: 'bob'}, {kind: 'sync', moves: [{from: apiHandler, to: support, sessions: [1]}]});
	for (const [state, hits] of [
		['done', []],
		['waiting', [1]],
	] as const)
		t.like(planUndo({...facts, pbxState: () => state}, me), {
			hits,
			skipped: hits.length === 0 ? unlisted(1) : [],
		});
});

test('on a connected PBX a close is undone where it still waits, and only there', t => {
	const facts = memoryFacts({sessions: [{}, {}], connection});
	const {n} = facts.commit(me, planStateAct(facts, {kind: 'close', sessions: [1, 2]}).draft);
	t.throws(() => planUndo(facts, me), {instanceOf: Refusal, message: /cannot reopen them/});
	t.throws(() => planUndo(facts, me, n), {instanceOf: Refusal});
	const {hits, skipped, draft} = planUndo(
		{...facts, pbxState: (session, change) => (session === 2 && change.n === n ? 'waiting' : 'done')},
		me,
	);
	t.deepEqual({hits, reopened: draft.reopened}, {hits: [2], reopened: [2]});
	t.deepEqual(skipped, [{id: 1, reason: 'closed on the PBX, the API of which cannot reopen it'}]);
});

test('archiving is undone on a connected PBX, too', t => {
	const facts = memoryFacts({sessions: [{handler: apiHandler}], connection});
	facts.commit(me, planStateAct(facts, {kind: 'archive', sessions: [1]}).draft);
	t.deepEqual(planUndo(facts, me).draft.unarchived, [1]);
});

test('undo passes over what is not as the act left it', t => {
	const facts = memoryFacts({sessions: [{}, {}, {}]});
	const {n} = facts.commit(me, planStateAct(facts, {kind: 'close', sessions: [1, 2, 3]}).draft);
	facts.commit(me, {kind: 'delivery', reopened: [1]});
	facts.commit(me, {kind: 'delete', deleted: [2]});
	const {hits, skipped} = planUndo(facts, me, n);
	t.deepEqual(hits, [3]);
	t.deepEqual(skipped, [
		{id: 1, reason: 'open'},
		{id: 2, reason: 'in the trash'},
	]);
});
