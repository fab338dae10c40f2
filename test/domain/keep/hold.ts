import test from 'ava';
import {effectsOn} from '../../../source/domain/effects.js';
import {heldBy, holdOf} from '../../../source/domain/keep/hold.js';
import {planPurge} from '../../../source/domain/act/purge.js';
import {factsAfter, noFacts, type StoreFacts} from '../../../source/domain/store-facts.js';
import {memoryFacts} from '../../helpers/memory-facts.js';
import {anyAsked, anyStore, attempt} from '../../helpers/random-acts.js';
import {fc, trials} from '../../helpers/random.js';

const digest = 'ab'.repeat(32);
const begun = {
	n: 5,
	at: 100,
	by: 'ann',
	kind: 'hold',
	hold: {name: '', filter: ''},
	held: [3, 1, 2],
	words: {holdName: digest, holdFilter: digest},
} as const;
const more = {n: 7, kind: 'hold', hold: {of: 5, name: ''}, held: [9]} as const;
const released = {n: 9, kind: 'release', hold: {of: 5, name: ''}, released: [1, 2, 3, 9]} as const;

const after = (...lines: readonly Parameters<typeof factsAfter>[1][]): StoreFacts =>
	lines.reduce((facts, line) => factsAfter(facts, line), noFacts);

test('a hold begins, takes in more, and is released', t => {
	t.is(noFacts.holds, undefined);
	t.deepEqual(after(begun).holds, [
		{n: 5, at: 100, by: 'ann', words: {holdName: digest, holdFilter: digest}, sessions: [[1, 3]]},
	]);
	t.deepEqual(heldBy(after(begun, more).holds), [[1, 3], 9]);
	t.is(holdOf(after(begun, more).holds, 9)?.n, 5);
	t.is(holdOf(after(begun, more).holds, 4), undefined);
	t.deepEqual(after(begun, more, released).holds, []);
});

test('taking a change in twice does no harm', t => {
	const each = [begun, more, released];
	for (let count = 1; count <= each.length; count++) {
		const some = each.slice(0, count);
		t.deepEqual(after(...some, some.at(-1)!), after(...some));
		t.deepEqual(after(...some, ...some), after(...some));
	}
});

test('a repair that lost lines says what is held', t => {
	const {holds} = after(begun);
	t.deepEqual(after({kind: 'repair', holds: holds!}).holds, holds);
});

test('no life takes anything from a session that is held', t => {
	const anyStep = fc.oneof(
		anyAsked.map(asked => ({asked, purge: undefined})),
		fc
			.record({
				sessions: fc.array(fc.integer({min: 1, max: 9}), {minLength: 1, maxLength: 4}),
				erase: fc.boolean(),
			})
			.map(purge => ({asked: undefined, purge})),
	);
	const anyHeld = fc.uniqueArray(fc.integer({min: 1, max: 7}), {maxLength: 4});
	fc.assert(
		fc.property(
			anyStore,
			fc.array(anyStep, {maxLength: 12}),
			anyHeld,
			fc.array(anyStep, {maxLength: 12}),
			(store, before, those, steps) => {
				const facts = memoryFacts(store);
				const live = (step: (typeof steps)[number]): void => {
					if (step.asked) attempt(facts, step.asked);
					else facts.commit({by: 'ann'}, planPurge(facts, step.purge).draft);
				};

				for (const step of before) live(step);
				const held = new Set(those);
				facts.holdOn = id => (held.has(id) ? 'Case 1' : undefined);
				const count = facts.journal.length;
				const shown = (id: number) => [
					facts.session(id)?.deleted,
					[...facts.deletedMessages(id)],
					facts.isPurged(id),
				];
				const was = new Map([...held].map(id => [id, shown(id)]));
				for (const step of steps) live(step);
				for (const change of facts.journal.slice(count))
					for (const {kind, sessions} of effectsOn(change))
						if (['deleted', 'purged', 'messages-deleted', 'messages-purged'].includes(kind))
							for (const id of sessions)
								t.false(held.has(id), `change ${change.n} took something from session ${id}: ${kind}`);
				for (const [id, [deleted, hidden, isPurged]] of was) {
					t.is(facts.isPurged(id), isPurged as boolean);
					if (deleted === false) t.false(facts.session(id)!.deleted);
					t.true(facts.deletedMessages(id).isSubsetOf(new Set(hidden as number[])));
				}
			},
		),
		{numRuns: trials(300)},
	);
});
