import test from 'ava';
import {type Draft} from '../../../source/domain/change.js';
import {planDeletion} from '../../../source/domain/act/deletion.js';
import {type Delivery, dueDelivery} from '../../../source/domain/outbox/due.js';
import {followInOutbox} from '../../../source/domain/outbox/outbox.js';
import {apiHandler, type Handler} from '../../../source/domain/handler.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {planRedo, planUndo} from '../../../source/domain/act/undo.js';
import {dueAtDesk, settledAtDesk} from '../../helpers/desk.js';
import {memoryFacts, type MemoryFacts} from '../../helpers/memory-facts.js';
import {ann, office, sales, support} from '../../helpers/office.js';
import {fc, trials} from '../../helpers/random.js';

const actor = {by: 'ann'};
const id = 1;

const dueFor = (facts: MemoryFacts, again = false): Delivery | undefined =>
	dueDelivery({id, session: facts.session(id), changes: facts.changesOf(id), again});

const told = (facts: MemoryFacts, failure?: string): Draft => {
	const due = dueFor(facts);
	if (due === undefined) throw new Refusal('Nothing is due.');
	return {
		kind: 'delivery',
		deliveries: [{of: due.change.n, sessions: [id], tries: 1, ...(failure && {failure})}],
	};
};

/** The desk carries out or refuses what is next. */
const atDesk = (facts: MemoryFacts, failure?: string): Draft => {
	const due = dueAtDesk(id, facts.changesOf(id));
	if (due === undefined) throw new Refusal('Nothing is due.');
	return settledAtDesk(facts, due, failure);
};

const transfer = (facts: MemoryFacts, to: Handler): Draft => planTransfer(facts, {sessions: [id], to}).draft;

const steps: Readonly<Record<string, (facts: MemoryFacts) => Draft>> = {
	toPlatform: facts => transfer(facts, apiHandler),
	toSupport: facts => transfer(facts, support),
	toSales: facts => transfer(facts, sales),
	undo: facts => planUndo(facts, actor).draft,
	redo: facts => planRedo(facts, actor).draft,
	undo1: facts => planUndo(facts, actor, 1).draft,
	undo2: facts => planUndo(facts, actor, 2).draft,
	delete: facts => planDeletion(facts, {sessions: [id]}).draft,
	purge: facts => ({
		kind: 'purge',
		purged: [{from: facts.session(id)!.handler, sessions: [id], messages: 0}],
	}),
	taken: facts => told(facts),
	refused: facts => told(facts, 'no'),
	begun(facts) {
		const {deliveries} = told(facts);
		return {kind: 'delivery', begun: deliveries!.map(({of, sessions}) => ({of, sessions}))};
	},
	refusedInPart: facts => ({...steps.begun!(facts), ...told(facts, 'no')}),
	deskTook: facts => atDesk(facts),
	deskRefused: facts => atDesk(facts, 'no'),
	importPlatform: facts => ({
		kind: 'import',
		moves: [{from: facts.session(id)!.handler, to: apiHandler, sessions: [id]}],
	}),
};

const facts = (): MemoryFacts => memoryFacts({sessions: [{id, handler: ann}], directory: office});

const after = (names: readonly string[]): MemoryFacts => {
	const made = facts();
	for (const name of names) made.commit(actor, steps[name]!(made));
	return made;
};

/** What is due after the steps, with the number of the change that it tells of: `transferred 1`. */
const cases: readonly [names: string, due: string | undefined][] = [
	['', undefined],
	['toPlatform', 'transferred 1'],
	['toSupport', undefined],
	['importPlatform', undefined],
	['toPlatform toSupport', undefined],
	['toPlatform toSupport importPlatform', undefined],
	['toPlatform toSupport toPlatform', 'transferred 3'],
	['toPlatform toSupport undo', 'transferred 1'],
	['toPlatform delete', undefined],
	['toPlatform delete undo', 'transferred 1'],
	['toPlatform purge', undefined],
	['toPlatform undo', undefined],
	['toPlatform undo redo', 'transferred 3'],
	['toPlatform refused', undefined],
	['toPlatform taken', undefined],
	['toPlatform taken toSupport', undefined],
	['toPlatform taken toSupport undo', undefined],
	['toPlatform taken toSupport toPlatform', 'transferred 4'],
	['toPlatform taken undo', 'withdrawn 3'],
	['toPlatform taken undo purge', 'withdrawn 3'],
	['toPlatform taken undo taken', undefined],
	['toPlatform taken undo redo', 'withdrawn 3'],
	['toPlatform taken undo redo taken', 'transferred 4'],
	['toPlatform taken undo redo taken taken undo', 'withdrawn 7'],
	['toPlatform refused undo', undefined],
	['toPlatform begun', 'transferred 1'],
	['toPlatform begun taken', undefined],
	['toPlatform begun toSupport', undefined],
	['toPlatform begun undo', 'withdrawn 3'],
	['toPlatform begun undo taken', undefined],
	['toPlatform begun undo redo', 'withdrawn 3'],
	['toPlatform begun undo redo taken', 'transferred 4'],
	['toPlatform refusedInPart', undefined],
	['toPlatform refusedInPart undo', 'withdrawn 3'],
	['importPlatform toSupport undo', undefined],
	['toPlatform toSupport toPlatform taken undo taken undo2', 'transferred 1'],
	['toPlatform toSupport toPlatform taken undo undo2', 'withdrawn 5'],
	['toSales toPlatform toSupport undo taken undo2', 'withdrawn 6'],
	['toPlatform deskTook', 'transferred 1'],
	['toPlatform deskRefused', undefined],
	['toPlatform deskRefused toPlatform', 'transferred 3'],
	['toPlatform taken deskRefused', 'withdrawn 3'],
	['toPlatform begun deskRefused', 'withdrawn 3'],
	['toPlatform taken deskRefused taken', undefined],
	['toPlatform deskTook toSupport deskRefused', 'transferred 1'],
	['toPlatform taken deskTook toSupport deskRefused', undefined],
	['toPlatform deskTook undo deskRefused', 'transferred 4'],
	['toPlatform taken deskTook undo deskRefused', 'withdrawn 4'],
	['toPlatform taken deskTook undo deskRefused taken', 'transferred 5'],
	['toPlatform taken deskTook undo deskRefused taken taken undo', 'withdrawn 8'],
	['toPlatform taken deskTook toSupport deskTook undo deskRefused', undefined],
	['toPlatform taken toSupport deskTook deskRefused', undefined],
	['toPlatform delete deskTook deskRefused', 'transferred 1'],
];

for (const [names, expected] of cases) {
	test(`${names || 'nothing'}: ${expected ?? 'nothing'} is due`, t => {
		const due = dueFor(after(names.split(' ').filter(Boolean)));
		t.is(due && `${due.event.replace('session.', '')} ${due.change.n}`, expected);
	});
}

test('what failed for good is due again if that is wanted', t => {
	const after1 = after(['toPlatform', 'refused']);
	t.is(dueFor(after1, true)?.change.n, 1);
	t.is(dueFor(after(['toPlatform', 'refused', 'toSupport']), true), undefined);
	const withdrawalRefused = ['toPlatform', 'taken', 'undo', 'refused'];
	t.is(dueFor(after(withdrawalRefused), true)?.event, 'session.withdrawn');
	t.is(dueFor(after([...withdrawalRefused, 'toPlatform', 'taken']), true), undefined);
});

test('whatever is due lies in the outbox', t => {
	const names = fc.array(fc.constantFrom(...Object.keys(steps)), {maxLength: 12});
	t.notThrows(() =>
		fc.assert(
			fc.property(names, chosen => {
				const made = facts();
				const outbox = new Map<number, number>();
				for (const name of chosen) {
					if (made.session(id) === undefined) break;
					try {
						followInOutbox(outbox, made.commit(actor, steps[name]!(made)));
					} catch (error) {
						// Not every step is possible after every other.
						if (!(error instanceof Refusal)) throw error;
					}

					if (dueFor(made, true) && !outbox.has(id)) return false;
				}

				return true;
			}),
			{numRuns: trials(500)},
		),
	);
});

test('the outbox is empty again when the platform has taken what was due', t => {
	for (const names of [
		'toPlatform taken',
		'toPlatform taken undo taken',
		'toPlatform toSupport undo taken',
	]) {
		const outbox = new Map<number, number>();
		for (const change of after(names.split(' ')).journal) followInOutbox(outbox, change);
		t.deepEqual([...outbox], []);
	}
});
