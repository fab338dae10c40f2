import test from 'ava';
import fc from 'fast-check';
import {newestRedoable, newestUndoable, planUndo} from '../../../source/domain/act/undo.js';
import {type Change} from '../../../source/domain/change.js';
import {touchedSessions} from '../../../source/domain/effects.js';
import {dueDelivery} from '../../../source/domain/outbox/due.js';
import {followInOutbox} from '../../../source/domain/outbox/outbox.js';
import {takeBackRefused} from '../../../source/domain/outbox/refusal-effects.js';
import {isTargetName, platformTarget, targetOf, toldTo} from '../../../source/domain/outbox/target.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {type Session} from '../../../source/domain/session.js';
import {decodeChange} from '../../../source/storage/change-form.js';
import {desk, dueAtDesk, settledAtDesk} from '../../helpers/desk.js';
import {memoryFacts, type MemoryFacts} from '../../helpers/memory-facts.js';
import {anyActAsked, anyAsked, anyStore, attempt} from '../../helpers/random-acts.js';

const ids = Array.from({length: 9}, (_, index) => index + 1);

test('lines about the platform name no target, and those that name none are about it', t => {
	t.deepEqual(toldTo(platformTarget), {});
	t.is(targetOf({}), platformTarget);
	for (const target of [platformTarget, desk]) t.is(targetOf({target}), target);
	t.is(targetOf(toldTo(desk)), desk);
});

for (const [name, isGood] of [
	['pbx', true],
	['feed-2', true],
	['a'.repeat(31), true],
	['a'.repeat(32), false],
	['', false],
	['Pbx', false],
	['2', false],
	['../pbx', false],
	['pbx\n', false],
] as const) {
	test(`${JSON.stringify(name)} is ${isGood ? 'a' : 'no'} name of a target`, t => {
		t.is(isTargetName(name), isGood);
		const line = {n: 1, at: 1, by: 'ann', kind: 'delivery', target: name};
		t.is(decodeChange(JSON.stringify(line)) !== undefined, isGood);
	});
}

/** What is due to the platform of each session, with the number of the change. */
const dueToPlatform = (facts: MemoryFacts, journal: readonly Change[]): unknown =>
	ids.map(id => {
		const changes = journal.filter(change => touchedSessions(change).has(id));
		const due = dueDelivery({id, session: facts.session(id), changes, again: true});
		return due && [due.event, due.change.n, due.transfer, due.hasBegun, due.failure];
	});

const dueToDesk = (journal: readonly Change[]): unknown =>
	ids.map(id => {
		const changes = journal.filter(change => touchedSessions(change).has(id));
		const due = dueAtDesk(id, changes, true);
		return due && [due.change.n, due.failure];
	});

const outboxOf = (journal: readonly Change[]): unknown => {
	const outbox = new Map<number, number>();
	for (const change of journal) followInOutbox(outbox, change);
	return [...outbox];
};

const anyTelling = fc.record({
	target: fc.constantFrom(platformTarget, desk),
	id: fc.constantFrom(...ids),
	failure: fc.option(fc.constantFrom('no', 'never'), {nil: undefined}),
	isBeginning: fc.boolean(),
});

/** One target is told of what is next of a session. */
const tell = (
	facts: MemoryFacts,
	{target, id, failure, isBeginning}: typeof anyTelling extends fc.Arbitrary<infer Telling> ? Telling : never,
): void => {
	const changes = facts.changesOf(id);
	if (target === desk) {
		const due = dueAtDesk(id, changes);
		if (due) facts.commit({by: 'ann'}, settledAtDesk(facts, due, failure));
		return;
	}

	const due = dueDelivery({id, session: facts.session(id), changes});
	if (due === undefined) return;
	const told = {of: due.change.n, sessions: [id]};
	const outcome = {...told, tries: 1, ...(failure !== undefined && {failure})};
	facts.commit({by: 'ann'}, {kind: 'delivery', ...(isBeginning ? {begun: [told]} : {deliveries: [outcome]})});
};

const anyLife = fc.tuple(anyStore, fc.array(fc.oneof(anyAsked, anyTelling), {maxLength: 15}));

const lived = ([given, steps]: typeof anyLife extends fc.Arbitrary<infer Life>
	? Life
	: never): MemoryFacts => {
	const facts = memoryFacts(given);
	for (const step of steps) {
		if ('plan' in step) attempt(facts, step);
		else tell(facts, step);
	}

	return facts;
};

const altersNothing = ({moves, deleted, restored, messagesDeleted, messagesRestored}: Change): boolean =>
	[moves, deleted, restored, messagesDeleted, messagesRestored].every(effects => effects === undefined);

const without = (journal: readonly Change[], target: string): readonly Change[] =>
	journal.filter(
		change => !(change.kind === 'delivery' && targetOf(change) === target && altersNothing(change)),
	);

test('what is due to a target does not depend on what another was told', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(anyLife, life => {
				const facts = lived(life);
				const {journal} = facts;
				const withoutDesk = without(journal, desk);
				t.deepEqual(dueToPlatform(facts, journal), dueToPlatform(facts, withoutDesk));
				t.deepEqual(outboxOf(journal), outboxOf(withoutDesk));
				t.deepEqual(dueToDesk(journal), dueToDesk(without(journal, platformTarget)));
			}),
			{numRuns: 300},
		),
	);
});

test('the journal alone tells what is due', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(anyLife, life => {
				const facts = lived(life);
				const read = facts.journal.map(change => decodeChange(JSON.stringify(change))!);
				t.deepEqual(dueToPlatform(facts, read), dueToPlatform(facts, facts.journal));
				t.deepEqual(dueToDesk(read), dueToDesk(facts.journal));
				t.deepEqual(outboxOf(read), outboxOf(facts.journal));
			}),
			{numRuns: 200},
		),
	);
});

const state = (facts: MemoryFacts): readonly (Session | undefined)[] => ids.map(id => facts.session(id));

/** The desk refuses the change in these sessions, all at once. */
const refuse = (facts: MemoryFacts, change: Change, sessions: readonly number[]): void => {
	const refused = sessions.map(session => ({session, change}));
	facts.commit(
		{by: 'ann'},
		{
			kind: 'delivery',
			...toldTo(desk),
			...(change.kind === 'undo' && {redoes: true}),
			deliveries: [{of: change.n, sessions, tries: 1, failure: 'no'}],
			...takeBackRefused(facts, refused),
		},
	);
};

test('what is refused is as it was before, also when it is an undo, and the rest can still be undone', t => {
	const anySubset = fc.array(fc.constantFrom(...ids));
	t.notThrows(() =>
		fc.assert(
			fc.property(anyStore, anyActAsked, anySubset, anySubset, (given, asked, first, second) => {
				const facts = memoryFacts(given);
				const before = state(facts);
				const act = attempt(facts, asked);
				if (act === undefined) return;
				const after = state(facts);
				const touched = touchedSessions(act);
				const refused = new Set(first).intersection(touched);
				if (touched.size === 0) return;
				refuse(facts, act, [...refused]);
				t.deepEqual(
					state(facts),
					ids.map((id, index) => (refused.has(id) ? before : after)[index]),
				);
				const {actor} = asked;
				if (refused.size === touched.size) {
					t.throws(() => planUndo(facts, actor), {instanceOf: Refusal, message: /nothing of yours to undo/});
					t.throws(() => planUndo(facts, actor, act.n), {instanceOf: Refusal, message: /undone already/});
					return;
				}

				const undo = facts.commit(actor, planUndo(facts, actor).draft);
				t.deepEqual(new Set(touchedSessions(undo)), touched.difference(refused));
				t.deepEqual(state(facts), before);
				const refusedAgain = new Set(second).intersection(touchedSessions(undo));
				refuse(facts, undo, [...refusedAgain]);
				t.deepEqual(
					state(facts),
					ids.map((id, index) => (refusedAgain.has(id) ? after : before)[index]),
				);
				const isUndone = refusedAgain.size < touchedSessions(undo).size;
				t.is(newestUndoable(facts, actor), isUndone ? undefined : act);
				t.is(newestRedoable(facts, actor), isUndone ? undo : undefined);
			}),
			{numRuns: 300},
		),
	);
});
