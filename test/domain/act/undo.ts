import test from 'ava';
import {capabilitiesOf} from '../../../source/exchange/yeastar/capabilities.js';
import {type Actor, type Change, type Draft} from '../../../source/domain/change.js';
import {planDeletion, planMessageDeletion} from '../../../source/domain/act/deletion.js';
import {apiHandler, type Handler, isSameHandler} from '../../../source/domain/handler.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {
	newestRedoable,
	newestUndoable,
	planRedo,
	planUndo,
	undoBlocker,
} from '../../../source/domain/act/undo.js';
import {memoryFacts, type MemoryFacts} from '../../helpers/memory-facts.js';
import {agent, ann, bob, customer, ghost, message, office, sales, support} from '../../helpers/office.js';

const me: Actor = {by: 'ann'};
const other: Actor = {by: 'bob'};

const messages = [
	message({id: 1}),
	message({id: 2, author: agent, delivery: 'failed'}),
	message({id: 3, author: customer, files: [{name: 'a.pdf'}]}),
];

const given = {
	directory: office,
	sessions: [{handler: ann}, {handler: ann}, {handler: ghost}, {handler: support}],
	histories: [1, 2, 3, 4].map(id => ({id, messages, records: []})),
};

const transfer = (facts: MemoryFacts, actor: Actor, sessions: readonly number[], to: Handler): Change =>
	facts.commit(actor, planTransfer(facts, {sessions, to}).draft);
const remove = (facts: MemoryFacts, actor: Actor, sessions: readonly number[]): Change =>
	facts.commit(actor, planDeletion(facts, {sessions}).draft);
const undo = (facts: MemoryFacts, actor: Actor, n?: number): Change =>
	facts.commit(actor, planUndo(facts, actor, n).draft);
const redo = (facts: MemoryFacts, actor: Actor): Change => facts.commit(actor, planRedo(facts, actor).draft);

const steps: Readonly<Record<string, (facts: MemoryFacts, actor: Actor, n?: number) => Change>> = {
	t: (facts, actor) =>
		transfer(facts, actor, [1], isSameHandler(facts.session(1)!.handler, ann) ? support : ann),
	d: (facts, actor) => remove(facts, actor, [2]),
	u: undo,
	r: redo,
	i: (facts, actor) => facts.commit(actor, {kind: 'import'}),
	p: (facts, actor) => facts.commit(actor, {kind: 'pbx', pbx: {api: false}}),
};

/**
The facts after some steps, one a word: `t` a transfer of session 1 there or back, `d` the deletion of session 2, `u` undo,
`u1` undo of change 1, `r` redo, `i` an import, `p` new facts about the PBX; with a capital by somebody else.
*/
const after = (script: string): MemoryFacts => {
	const facts = memoryFacts(given);
	for (const word of script.split(' ').filter(Boolean)) {
		const letter = word[0]!;
		const actor = letter === letter.toLowerCase() ? me : other;
		steps[letter.toLowerCase()]!(facts, actor, Number(word.slice(1)) || undefined);
	}

	return facts;
};

const sequences: readonly (readonly [
	script: string,
	undoable: number | undefined,
	redoable: number | undefined,
])[] = [
	['', undefined, undefined],
	['t', 1, undefined],
	['t d', 2, undefined],
	['t D', 1, undefined],
	['T D', undefined, undefined],
	['t i p', 1, undefined],
	['i p', undefined, undefined],
	['t u', undefined, 2],
	['t d u', 1, 3],
	['t d u u', undefined, 4],
	['t d u u r', 1, 3],
	['t d u u r r', 2, undefined],
	['t u r', 1, undefined],
	['t u r u', undefined, 4],
	['t u r u r', 1, undefined],
	['t u t', 3, undefined],
	['t u d', 3, undefined],
	['t u D', undefined, 2],
	['t u i p', undefined, 2],
	['t U1', undefined, undefined],
	['t D u2', 1, 3],
	['T u1', undefined, 2],
	['T u1 r', undefined, undefined],
	['t d u1', 2, 3],
	['t d u1 u', undefined, 4],
];

for (const [script, undoable, redoable] of sequences) {
	test(`after “${script}”: undo takes ${undoable ?? 'nothing'}, redo takes ${redoable ?? 'nothing'}`, t => {
		const facts = after(script);
		const restarted = memoryFacts({...given, changes: facts.journal});
		for (const each of [facts, restarted]) {
			t.is(newestUndoable(each, me)?.n, undoable);
			t.is(newestRedoable(each, me)?.n, redoable);
			if (undoable === undefined)
				t.throws(() => planUndo(each, me), {
					instanceOf: Refusal,
					message: /^There is nothing of yours to undo\./,
				});
			else t.like(planUndo(each, me).draft, {kind: 'undo', of: undoable});
			if (redoable === undefined)
				t.throws(() => planRedo(each, me), {instanceOf: Refusal, message: /^There is nothing to redo:/});
			else t.like(planRedo(each, me).draft, {kind: 'redo', of: redoable});
		}
	});
}

const byName: readonly (readonly [script: string, n: number, refusal: RegExp | undefined])[] = [
	['T', 1, undefined],
	['t d', 1, undefined],
	['t u r', 1, undefined],
	['t', 7, /^There is no change 7\.$/],
	['i', 1, /^Change 1 is nothing that a user did to sessions, so it cannot be undone\.$/],
	['t u', 2, /^Change 2 undid change 1, and only redo takes that back\.$/],
	['t u r', 3, /^Change 3 did change 1 again: undo that one\.$/],
	['t u', 1, /^Change 1 is undone already\.$/],
	['t u r u', 1, /^Change 1 is undone already\.$/],
];

for (const [script, n, refusal] of byName) {
	test(`after “${script}”, change ${n} ${refusal ? 'cannot be undone' : 'can be undone'} by its number`, t => {
		const facts = after(script);
		if (refusal) t.throws(() => planUndo(facts, me, n), {instanceOf: Refusal, message: refusal});
		else t.like(planUndo(facts, me, n).draft, {kind: 'undo', of: n});
	});
}

test('is refused where chats cannot be managed', t => {
	const facts = {...after('t t u'), capabilities: capabilitiesOf({firmware: '37.1'})};
	t.regex(undoBlocker(facts) ?? '', /this PBX has 37\.1/);
	t.throws(() => planUndo(facts, me), {instanceOf: Refusal, message: /this PBX has 37\.1/});
	t.throws(() => planRedo(facts, me), {instanceOf: Refusal, message: /this PBX has 37\.1/});
});

test('goes back to a deleted owner, as it was called, and from a closed platform', t => {
	const facts = memoryFacts(given);
	transfer(facts, me, [3], apiHandler);
	const shut = {...facts, capabilities: capabilitiesOf({...facts.pbx, api: false})};
	const plan = planUndo(shut, me);
	t.deepEqual(plan.draft.moves, [{from: apiHandler, to: ghost, sessions: [3]}]);
	facts.commit(me, plan.draft);
	t.deepEqual(planRedo(shut, me).draft.moves, [{from: ghost, to: apiHandler, sessions: [3]}]);
});

test('sessions go back as long as they are as they were left, the others are named', t => {
	const facts = memoryFacts(given);
	transfer(facts, me, [1, 2, 3, 4], bob);
	transfer(facts, other, [2], sales);
	remove(facts, other, [3]);
	t.deepEqual(planUndo(facts, me), {
		draft: {
			kind: 'undo',
			of: 1,
			moves: [
				{from: bob, to: ann, sessions: [1]},
				{from: bob, to: support, sessions: [4]},
			],
		},
		hits: [1, 4],
		skipped: [
			{id: 2, reason: 'now with Sales'},
			{id: 3, reason: 'in the trash'},
		],
	});
});

test('single sessions go back, and the others can later', t => {
	const facts = memoryFacts(given);
	transfer(facts, me, [1, 2, 4], bob);
	const plan = planUndo(facts, me, 1, [2, 3]);
	t.deepEqual(plan, {
		draft: {kind: 'undo', of: 1, isPartial: true, moves: [{from: bob, to: ann, sessions: [2]}]},
		hits: [2],
		skipped: [{id: 3, reason: 'change 1 did nothing to it'}],
	});
	facts.commit(me, plan.draft);
	t.is(newestUndoable(facts, me)?.n, 1);
	redo(facts, me);
	t.deepEqual(facts.session(2)?.handler, bob);
	for (const only of [[2], [1, 4]]) facts.commit(me, planUndo(facts, me, 1, only).draft);
	t.throws(() => planUndo(facts, me, 1), {message: 'Change 1 is undone already.'});
	t.deepEqual(facts.session(4)?.handler, support);
});

test('what an undo skipped is undone by its number later, and nothing else of it', t => {
	const facts = memoryFacts(given);
	transfer(facts, me, [1, 2, 4], bob);
	transfer(facts, other, [2, 4], sales);
	undo(facts, me);
	t.is(newestUndoable(facts, me), undefined);
	t.deepEqual(planUndo(facts, me, 1).hits, []);
	undo(facts, other, 2);
	// That looks as change 1 left it, but is another's work.
	transfer(facts, other, [1], bob);
	const plan = planUndo(facts, me, 1);
	t.deepEqual(plan, {
		draft: {
			kind: 'undo',
			of: 1,
			isPartial: true,
			moves: [
				{from: bob, to: ann, sessions: [2]},
				{from: bob, to: support, sessions: [4]},
			],
		},
		hits: [2, 4],
		skipped: [],
	});
	facts.commit(me, planUndo(facts, me, 1, [4]).draft);
	t.deepEqual(planUndo(facts, me, 1, [1, 2, 4]), {
		draft: {kind: 'undo', of: 1, isPartial: true, moves: [{from: bob, to: ann, sessions: [2]}]},
		hits: [2],
		skipped: [1, 4].map(id => ({id, reason: 'already undone', isAlreadySo: true})),
	});
	undo(facts, me, 1);
	t.throws(() => planUndo(facts, me, 1), {message: 'Change 1 is undone already.'});
	for (const id of [2, 4])
		t.deepEqual(
			redo(facts, me).moves?.flatMap(({sessions}) => sessions),
			[id],
		);
});

test('what a redo skipped stays undone', t => {
	const facts = memoryFacts(given);
	transfer(facts, me, [1, 2], bob);
	undo(facts, me);
	transfer(facts, other, [2], sales);
	redo(facts, me);
	transfer(facts, other, [2], bob);
	t.deepEqual(planUndo(facts, me).draft.moves, [{from: bob, to: ann, sessions: [1]}]);
});

test('redo does again only what was undone', t => {
	const facts = memoryFacts(given);
	transfer(facts, me, [1, 2], bob);
	transfer(facts, other, [2], sales);
	undo(facts, me);
	t.deepEqual(planRedo(facts, me).draft.moves, [{from: ann, to: bob, sessions: [1]}]);
	redo(facts, me);
	t.deepEqual(facts.session(2)?.handler, sales);
	t.is(facts.session(2)?.transfers, 2);
});

test('a deletion is taken back where the session is still in the trash', t => {
	const facts = memoryFacts(given);
	remove(facts, me, [1, 2]);
	facts.commit(other, {kind: 'undo', of: 99, restored: [2]});
	const plan = planUndo(facts, me);
	t.deepEqual(plan.draft, {kind: 'undo', of: 1, restored: [1]});
	t.deepEqual(plan.skipped, [{id: 2, reason: 'not in the trash'}]);
	facts.commit(me, plan.draft);
	remove(facts, other, [1]);
	t.deepEqual(planRedo(facts, me).skipped, [{id: 1, reason: 'in the trash'}]);
});

test('what has left the store cannot come back', t => {
	const facts = memoryFacts(given);
	remove(facts, me, [1]);
	transfer(facts, me, [2], bob);
	const purged: MemoryFacts = {...facts, session: () => undefined};
	t.deepEqual(planUndo(purged, me).skipped, [{id: 2, reason: 'no longer in the store'}]);
	t.deepEqual(planUndo(purged, me, 1).skipped, [{id: 1, reason: 'no longer in the store'}]);
});

test('messages come back with the counts that they have now', t => {
	const facts = memoryFacts(given);
	facts.commit(me, planMessageDeletion(facts, {session: 1, messages: [1, 2, 3]}).draft);
	const delivered: MemoryFacts = {
		...facts,
		history: id => ({
			id,
			records: [],
			messages: messages.map(each => (each.id === 2 ? {...each, delivery: 'sent'} : each)),
		}),
	};
	t.deepEqual(planUndo(delivered, me).draft.messagesRestored, [
		{session: 1, ids: [1, 2, 3], messages: 3, failed: 0, files: 1},
	]);
});

test('messages that are not as they were left are counted', t => {
	const facts = memoryFacts(given);
	facts.commit(me, planMessageDeletion(facts, {session: 1, messages: [1, 2, 3]}).draft);
	const purged: MemoryFacts = {...facts, history: id => ({id, records: [], messages: messages.slice(0, 1)})};
	const plan = planUndo(purged, me);
	t.deepEqual(plan.draft.messagesRestored, [{session: 1, ids: [1], messages: 1, failed: 0, files: 0}]);
	t.deepEqual(plan.skipped, [{id: 1, reason: '2 of 3 messages are not as they were left'}]);
	t.deepEqual(plan.hits, [1]);
	const fewer: MemoryFacts = {...facts, history: id => ({id, records: [], messages: messages.slice(0, 2)})};
	t.is(planUndo(fewer, me).skipped[0]!.reason, '1 of 3 messages is not as it was left');
	const gone: MemoryFacts = {...facts, history: id => ({id, records: [], messages: []})};
	t.deepEqual(planUndo(gone, me).draft.messagesRestored, []);
	t.deepEqual(planUndo(gone, me).hits, []);
});

test('is a draft of its own kind, without the note of what it takes back', t => {
	const facts = memoryFacts(given);
	const draft: Draft = {...planDeletion(facts, {sessions: [1]}).draft, note: 'by mistake'};
	facts.commit(me, draft);
	t.deepEqual(planUndo(facts, me).draft, {kind: 'undo', of: 1, restored: [1]});
});
