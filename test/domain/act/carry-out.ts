import test from 'ava';
import {carryOut, type Committer} from '../../../source/domain/act/carry-out.js';
import {type Change} from '../../../source/domain/change.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {memoryFacts} from '../../helpers/memory-facts.js';

const ann = {by: 'ann'};

/** A store in memory with one session, that commits as the real one does. */
const storeWith = (deleted: boolean): {readonly store: Committer; readonly journal: readonly Change[]} => {
	const facts = memoryFacts({sessions: [{deleted}]});
	const store: Committer = {
		...facts,
		commit(actor, drafting) {
			return Promise.try(() => {
				const draft = drafting(facts);
				return draft && facts.commit(actor, draft);
			});
		},
	};
	return {store, journal: facts.journal};
};

const act = () => ({kind: 'delete', sessions: [1]}) as const;

test('writes what is accepted, and what hits something', async t => {
	const {store, journal} = storeWith(false);
	const refused = await carryOut(store, ann, act, () => false);
	t.is(refused.change, undefined);
	const {change} = await carryOut(store, ann, act, () => true);
	t.deepEqual(change?.deleted, [1]);
	const again = await carryOut(store, ann, act, () => true);
	t.is(again.change, undefined);
	t.is(journal.length, 1);
});

test('asks about a plan that hits nothing any more, since that may be what is refused', async t => {
	const {store, journal} = storeWith(true);
	const accept = (): never => {
		throw new Refusal('It would hit 0, not the 1 expected.');
	};

	await t.throwsAsync(carryOut(store, ann, act, accept), {instanceOf: Refusal});
	t.is(journal.length, 0);
});
