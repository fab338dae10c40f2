import test from 'ava';
import {touchedSessions} from '../../source/domain/effects.js';
import {type Session} from '../../source/domain/session.js';
import {timeline} from '../../source/domain/timeline.js';
import {planRedo, planUndo} from '../../source/domain/act/undo.js';
import {memoryFacts, type MemoryFacts} from '../helpers/memory-facts.js';
import {anyActAsked, anyAsked, anyStore, attempt} from '../helpers/random-acts.js';
import {fc, trials} from '../helpers/random.js';

const anyPast = fc.array(anyAsked, {maxLength: 12});

interface Stand {
	readonly session: Session | undefined;
	readonly deletedMessages: readonly number[];
}

const inOrder = (numbers: Iterable<number>): readonly number[] =>
	[...new Set(numbers)].toSorted((a, b) => a - b);

const ids = [1, 2, 3, 4, 5, 6, 7];

/** All that acts can alter, but for the record that they were done. */
const stand = (facts: MemoryFacts): readonly Stand[] =>
	ids.map(id => ({session: facts.session(id), deletedMessages: inOrder(facts.deletedMessages(id))}));

const timelineLength = (facts: MemoryFacts, id: number): number => {
	const session = facts.session(id);
	return session ? timeline({session, history: facts.history(id), changes: facts.changesOf(id)}).length : 0;
};

const runs = {numRuns: trials(100)};

test('undo brings back exactly what was, redo exactly what was undone, and both are told', t => {
	let acts = 0;
	fc.assert(
		fc.property(anyStore, anyPast, anyActAsked, (given, past, act) => {
			const facts = memoryFacts(given);
			for (const asked of past) attempt(facts, asked);
			const before = stand(facts);
			const lengths = ids.map(id => timelineLength(facts, id));
			const change = attempt(facts, act);
			if (change === undefined) return;
			acts++;
			const after = stand(facts);
			const touched = touchedSessions(change);

			facts.commit(act.actor, planUndo(facts, act.actor).draft);
			t.deepEqual(stand(facts), before);
			t.deepEqual(
				ids.map(id => timelineLength(facts, id)),
				lengths.map((length, index) => length + (touched.has(ids[index]!) ? 2 : 0)),
			);

			facts.commit(act.actor, planRedo(facts, act.actor).draft);
			t.deepEqual(stand(facts), after);
			facts.commit(act.actor, planUndo(facts, act.actor, change.n).draft);
			t.deepEqual(stand(facts), before);
		}),
		runs,
	);
	t.true(acts > 0);
});

test('undo hits or names every session of the change, and alters no other', t => {
	fc.assert(
		fc.property(anyStore, anyPast, fc.integer({min: 1, max: 12}), (given, past, n) => {
			const facts = memoryFacts(given);
			for (const asked of past) attempt(facts, asked);
			const before = stand(facts);
			const undone = attempt(facts, {
				actor: {by: 'ann'},
				plan: () => {
					const plan = planUndo(facts, {by: 'ann'}, n);
					const named = plan.skipped.map(({id}) => id);
					t.deepEqual(inOrder([...plan.hits, ...named]), inOrder(touchedSessions(facts.journal[n - 1]!)));
					return plan;
				},
			});
			if (undone === undefined) return;
			const hit = touchedSessions(undone);
			for (const [index, stood] of before.entries()) {
				if (!hit.has(ids[index]!)) t.deepEqual(stand(facts)[index], stood);
			}
		}),
		runs,
	);
});

test('the journal alone makes the sessions again, all at once or block by block', t => {
	fc.assert(
		fc.property(anyStore, anyPast, (given, past) => {
			const facts = memoryFacts(given);
			for (const asked of past) attempt(facts, asked);
			t.deepEqual(stand(memoryFacts({...given, changes: facts.journal})), stand(facts));

			const inBlocks = memoryFacts(given);
			for (const number of inBlocks.table.blocks.keys()) {
				for (const [position, change] of facts.journal.entries())
					inBlocks.table.apply(change, position, number);
			}

			t.deepEqual(stand(inBlocks), stand(facts));
			t.deepEqual(
				inBlocks.table.blocks.map(block => block?.touched),
				facts.table.blocks.map(block => block?.touched),
			);
		}),
		runs,
	);
});
