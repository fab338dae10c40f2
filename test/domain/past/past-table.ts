import test from 'ava';
import {type Change, type Draft} from '../../../source/domain/change.js';
import {PastTable} from '../../../source/domain/past/past-table.js';
import {memoryFacts, type MemoryFacts} from '../../helpers/memory-facts.js';
import {ann, bob, support} from '../../helpers/office.js';

const by = {by: 'ann'};

const summary = {sources: [], added: 0, changed: 0, unchanged: 0, kept: 0, trashed: 0, refused: 0};

/** Three sessions that Ann has, and these changes. */
const after = (...drafts: readonly Draft[]): MemoryFacts => {
	const facts = memoryFacts({sessions: [{handler: ann}, {handler: ann}, {handler: ann}]});
	for (const draft of drafts) facts.commit(by, draft);
	return facts;
};

/** The table as it was after so many changes. */
const afterOnly = ({table, journal}: MemoryFacts, count: number): PastTable => {
	const past = new PastTable(table);
	for (const change of journal.slice(count).toReversed()) past.takeBack(change);
	return past;
};

const close = (...sessions: readonly number[]): Draft => ({kind: 'close', closed: sessions});

test('the present stays as it is', t => {
	const facts = after({kind: 'transfer', moves: [{from: ann, to: bob, sessions: [1]}]}, close(1, 2), {
		kind: 'delete',
		deleted: [2],
	});
	const before = [1, 2, 3].map(id => facts.session(id));
	const past = afterOnly(facts, 0);
	t.like(past.session(1), {handler: ann, status: 'open', transfers: 0});
	t.false(past.session(2)!.deleted);
	t.deepEqual(
		[1, 2, 3].map(id => facts.session(id)),
		before,
	);
});

test('acts that are told once more for the PBX alone change nothing when they are taken back', t => {
	const facts = after(
		{kind: 'transfer', moves: [{from: ann, to: bob, sessions: [1]}]},
		close(1),
		{kind: 'archive', archived: [2]},
		{kind: 'delete', deleted: [3]},
		{kind: 'transfer', repeats: true, moves: [{from: ann, to: bob, sessions: [1]}]},
		{...close(1), repeats: true},
		{kind: 'archive', repeats: true, archived: [2]},
		{kind: 'delete', repeats: true, deleted: [3]},
	);
	t.is(facts.session(1)!.transfers, 2);
	const past = afterOnly(facts, 4);
	t.like(past.session(1), {handler: bob, status: 'closed', transfers: 1});
	t.true(past.session(2)!.archived);
	t.true(past.session(3)!.deleted);
	t.like(afterOnly(facts, 0).session(1), {handler: ann, status: 'open', transfers: 0});
});

/** An import by an older program. */
const old = (added: number, changed: number): Draft => ({
	kind: 'import',
	import: {...summary, added, changed},
});

test('an import that did not tell what it brought leaves doubts, but for what other changes tell', t => {
	const doubtsAfter = (count: number, ...drafts: readonly Draft[]): readonly (readonly string[])[] => {
		const past = afterOnly(after(...drafts), count);
		return [1, 2, 3].map(id => past.doubts.of(id));
	};

	const all = ['presence', 'status', 'archived'];
	t.deepEqual(doubtsAfter(1, old(1, 1), close(1)), [[], [], []]);
	t.deepEqual(doubtsAfter(0, old(2, 0)), [['presence'], ['presence'], ['presence']]);
	t.deepEqual(doubtsAfter(0, old(0, 2)), [all.slice(1), all.slice(1), all.slice(1)]);
	t.deepEqual(doubtsAfter(1, {kind: 'archive', archived: [2]}, old(1, 1), close(1)), [all, all, all]);
	t.deepEqual(doubtsAfter(0, close(1), {kind: 'archive', archived: [2]}, old(1, 1)), [
		['archived'],
		['status'],
		all,
	]);
	t.is(afterOnly(after(old(1, 0)), 0).doubts.count, 3);
	t.deepEqual(doubtsAfter(0, {...old(1, 1), brought: {added: [2]}}), [[], [], []]);
});

test('a session that came again after a purge tells nothing of its state before', t => {
	const facts = after(
		{kind: 'purge', purged: [{from: support, sessions: [1], messages: 2}]},
		{kind: 'import', import: {...summary, added: 1}, brought: {added: [1]}},
	);
	t.is(afterOnly(facts, 1).session(1), undefined);
	const past = afterOnly(facts, 0);
	t.like(past.session(1), {handler: support, customer: {name: '', number: ''}});
	t.true(past.isPurgedSince(1));
	t.deepEqual(past.doubts.of(1), ['status', 'archived']);
	t.deepEqual([...past.unsettled], [1]);
});

test('an earlier deletion tells that a session was in the trash when it was purged', t => {
	const purge: Draft = {kind: 'purge', purged: [{from: ann, sessions: [1, 2, 3], messages: 0}]};
	const facts = after({kind: 'delete', deleted: [1, 2]}, {kind: 'restore', restored: [2]}, purge);
	const past = afterOnly(facts, 2);
	for (const change of facts.journal.slice(0, 2).toReversed()) past.settle(change);
	t.deepEqual(
		[1, 2, 3].map(id => past.session(id)!.deleted),
		[true, false, false],
	);
	t.deepEqual([...past.unsettled], [3]);
});

test('lost changes are named', t => {
	const facts = after(close(1));
	const past = new PastTable(facts.table);
	for (const n of [5, 4]) past.takeBack({n, at: 0, by: '', kind: 'lost'} satisfies Change);
	t.deepEqual(past.lost, [5, 4]);
});
