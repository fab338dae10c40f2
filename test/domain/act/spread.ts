import test from 'ava';
import {type Handler, handlerLabel} from '../../../source/domain/handler.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {type Session, type Status} from '../../../source/domain/session.js';
import {planSpread} from '../../../source/domain/act/spread.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {type MemoryFacts, memoryFacts} from '../../helpers/memory-facts.js';
import {ann, bob, fax, ghost, office, sales, support} from '../../helpers/office.js';
import {fc} from '../../helpers/random.js';

const many = (count: number, handler: Handler, status: Status = 'open'): Partial<Session>[] =>
	Array.from({length: count}, () => ({handler, status}));

const factsOf = (sessions: readonly Partial<Session>[]): MemoryFacts =>
	memoryFacts({sessions, directory: office});

const orphansIn = (facts: MemoryFacts, count: number): number[] =>
	Array.from({length: count}, (_, index) => index + 1).filter(
		id => facts.session(id)?.handler.id === ghost.id,
	);

/** How many each is given. */
const given = (facts: MemoryFacts, sessions: readonly number[], to: readonly Handler[]) =>
	Object.fromEntries(
		planSpread(facts, {sessions, to}).draft.moves!.map(move => [handlerLabel(move.to), move.sessions.length]),
	);

test('levels the open sessions that each holds', t => {
	const facts = factsOf([...many(6, ghost), ...many(4, support), ...many(9, ann, 'closed')]);
	t.deepEqual(given(facts, [1, 2, 3, 4, 5, 6], [support, sales]), {Sales: 5, Support: 1});
	t.deepEqual(given(facts, [1, 2, 3, 4, 5, 6], [ann, bob]), {'1003 Ann Lee': 3, '1004 Bob Stone': 3});
});

test('gives the open ones first, so that they are spread evenly', t => {
	const facts = factsOf([...many(4, ghost, 'closed'), ...many(4, ghost)]);
	const {draft} = planSpread(facts, {sessions: [1, 2, 3, 4, 5, 6, 7, 8], to: [support, sales]});
	t.deepEqual(
		draft.moves!.map(({to, sessions}) => [to.name, sessions]),
		[
			['Support', [5, 7, 1, 3]],
			['Sales', [6, 8, 2, 4]],
		],
	);
});

test('counts one that is named twice once', t => {
	const facts = factsOf(many(4, ghost));
	t.deepEqual(given(facts, [1, 2, 3, 4], [support, sales, support]), {Support: 2, Sales: 2});
});

test('is one transfer, with its note', t => {
	const {draft} = planSpread(factsOf(many(2, ghost)), {sessions: [1, 2], to: [support, sales], note: 'left'});
	t.is(draft.kind, 'transfer');
	t.is(draft.note, 'left');
	t.is(draft.moves!.length, 2);
});

test('is a transfer like any other with one destination', t => {
	const facts = factsOf([...many(3, ghost), ...many(2, fax)]);
	const sessions = [1, 2, 3, 4, 5];
	t.deepEqual(planSpread(facts, {sessions, to: [support]}), planTransfer(facts, {sessions, to: support}));
});

test('refuses if one of the destinations cannot be given anything', t => {
	t.throws(() => planSpread(factsOf(many(2, ghost)), {sessions: [1], to: [support, fax]}), {
		instanceOf: Refusal,
		message: /Fax was deleted/,
	});
});

test('leaves nobody with more than one session above another who was given any', t => {
	const amount = fc.integer({min: 0, max: 12});
	fc.assert(
		fc.property(amount, amount, amount, fc.integer({min: 1, max: 30}), (a, b, c, orphaned) => {
			const facts = factsOf([
				...many(orphaned, ghost),
				...many(a, support),
				...many(b, sales),
				...many(c, ann),
			]);
			const to = [support, sales, ann];
			const {draft, hits} = planSpread(facts, {sessions: orphansIn(facts, orphaned), to});
			t.is(new Set(hits).size, orphaned);
			const before = [a, b, c];
			const after = to.map(
				(handler, index) =>
					before[index]! +
					draft
						.moves!.filter(move => move.to.name === handler.name)
						.reduce((sum, move) => sum + move.sessions.length, 0),
			);
			const least = Math.min(...after);
			for (const [index, load] of after.entries()) if (load > before[index]!) t.true(load <= least + 1);
		}),
	);
});
