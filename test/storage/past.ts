import test, {type ExecutionContext} from 'ava';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {planRestoration} from '../../source/domain/act/restoration.js';
import {planRedo, planUndo} from '../../source/domain/act/undo.js';
import {type Owner} from '../../source/domain/directory.js';
import {isSameHandler} from '../../source/domain/handler.js';
import {type Past} from '../../source/domain/past/past.js';
import {Refusal} from '../../source/domain/refusal.js';
import {type Session} from '../../source/domain/session.js';
import {fold} from '../../source/storage/fold.js';
import {type Store} from '../../source/storage/store.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {ann, bob, message, office, sales, support} from '../helpers/office.js';
import {polledLife, purgedLife, undoneLife} from '../helpers/purged-life.js';
import {fc, trials} from '../helpers/random.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	admin,
	alter,
	asSegments,
	commit,
	importInto,
	incoming,
	life,
	made,
	opened,
	type Step,
	transfer,
} from '../helpers/simulated-life.js';
import {store1} from '../helpers/store-1.js';

const ids = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Those of random lives, so that acts meet. */
const few = ids.slice(0, 5);

/** What a store shows, as far as the journal tells it later. */
interface Shown {
	readonly sessions: ReadonlyMap<number, Session>;
	readonly owners: readonly Owner[];
	readonly deletedMessages: readonly (readonly number[])[];
}

const shownBy = (store: Store): Shown => ({
	sessions: new Map(
		ids.flatMap(id => [store.session(id) ?? []].flat().map(session => [id, session] as const)),
	),
	owners: store.directory.owners,
	deletedMessages: ids.map(id => [...store.deletedMessages(id)].toSorted()),
});

const anyImport = fc
	.tuple(
		fc.array(
			fc.record({
				id: fc.constantFrom(...few),
				last: fc.integer({min: 1, max: 9}),
				told: fc.record(
					{
						handler: fc.constantFrom(ann, bob, support),
						status: fc.constantFrom('open' as const, 'closed' as const),
						archived: fc.boolean(),
					},
					{requiredKeys: []},
				),
			}),
			{maxLength: 4},
		),
		fc.boolean(),
		fc.boolean(),
	)
	.map(
		([sessions, isLarge, hasSales]): Step =>
			async store =>
				importInto(
					store,
					sessions.map(({id, last, told}) => incoming(id, [message({id: last})], told)),
					{
						pbx: ablePbx,
						directory: {
							owners: office.owners.filter(({id, kind}) => hasSales || kind !== 'queue' || id !== sales.id),
							complete: ['queue'],
						},
					},
					isLarge ? asSegments : {},
				),
	);
const anyIds = fc.uniqueArray(fc.constantFrom(...few), {minLength: 1, maxLength: 3});
const anyAct = fc.oneof(
	anyIds.map(
		(sessions): Step =>
			async store =>
				transfer(store, sessions, bob),
	),
	anyIds.map(
		(sessions): Step =>
			async store =>
				transfer(store, sessions, support),
	),
	fc.tuple(fc.constantFrom('close', 'archive', 'unarchive'), anyIds).map(
		([kind, sessions]): Step =>
			async store =>
				alter(store, kind, sessions),
	),
	anyIds.map(
		(sessions): Step =>
			async store =>
				commit(store, facts => planDeletion(facts, {sessions})),
	),
	anyIds.map(
		(sessions): Step =>
			async store =>
				commit(store, facts => planRestoration(facts, {sessions})),
	),
	fc.tuple(fc.constantFrom(...few), fc.integer({min: 1, max: 9})).map(
		([session, id]): Step =>
			async store =>
				commit(store, facts => planMessageDeletion(facts, {session, messages: [id]})),
	),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
	anyImport,
	{arbitrary: anyAct, weight: 4},
	fc
		.tuple(fc.option(fc.integer({min: 1, max: 12}), {nil: undefined}), fc.option(anyIds, {nil: undefined}))
		.map(
			([n, only]): Step =>
				async store =>
					commit(store, facts => planUndo(facts, admin, n, n === undefined ? undefined : only)),
		),
	fc.constant<Step>(async store => commit(store, facts => planRedo(facts, admin))),
	fc.tuple(anyIds, fc.boolean()).map(
		([sessions, erase]): Step =>
			async store =>
				commit(store, facts => planPurge(facts, {sessions, erase})),
	),
	fc.constant<Step>(fold),
);

interface Looked {
	readonly shown: Shown;
	readonly now: Shown;
	readonly past: Past;
	readonly isImportSince: boolean;
}

const isAsShown = (t: ExecutionContext, {shown, now, past, isImportSince}: Looked): void => {
	t.deepEqual(past.directory.owners, shown.owners);
	for (const [index, id] of ids.entries()) {
		const was = shown.sessions.get(id);
		const told = past.table.session(id);
		if (was === undefined || told === undefined) {
			t.is(told, was);
			continue;
		}

		t.true(isSameHandler(told.handler, was.handler));
		const doubts = past.table.doubts.of(id);
		const {status, archived, deleted, transfers} = was;
		t.like(told, {
			deleted,
			...(!doubts.includes('status') && {status}),
			...(!doubts.includes('archived') && {archived}),
		});
		const isStill = !past.table.isPurgedSince(id);
		if (!isStill) {
			t.deepEqual([told.customer, told.messages], [{name: '', number: ''}, 0]);
			continue;
		}

		t.deepEqual(doubts, []);
		t.is(told.transfers, transfers);
		if (isImportSince || !now.sessions.has(id)) continue;
		t.deepEqual({...told, handler: was.handler}, was);
		t.deepEqual([...past.table.deletedMessages(id)].toSorted(), shown.deletedMessages[index]);
	}
};

/** Compares the store as of each of these changes with what it showed then; returns how many there are. */
const areAsShown = (t: ExecutionContext, store: Store, all: ReadonlyMap<number, Shown>): number => {
	const newestImport = Math.max(...store.changes().map(({n, kind}) => (kind === 'import' ? n : 0)));
	for (const [n, shown] of all) {
		const past = store.asOf(change => change.n <= n)!;
		t.is(past.change.n, n);
		isAsShown(t, {shown, now: shownBy(store), past, isImportSince: newestImport > n});
	}

	return all.size;
};

test('the store as of each change is what it showed then, field by field', async t => {
	const anySteps = fc.array(anyStep, {minLength: 3, maxLength: 14});
	let compared = 0;
	await fc.assert(
		fc.asyncProperty(anySteps, fc.boolean(), async (steps, isReopened) => {
			const files = new SimulatedFileSystem();
			let store = await made(files);
			const first = few.slice(0, 3).map(id => incoming(id));
			await importInto(store, first, {pbx: ablePbx, directory: office.toRecord()});
			const all = new Map([[store.newestChange, shownBy(store)]]);
			for (const step of steps) {
				try {
					await step(store);
				} catch (error) {
					if (!(error instanceof Refusal)) throw error;
				}

				all.set(store.newestChange, shownBy(store));
			}

			if (isReopened) {
				await store.close();
				store = await opened(files);
			}

			compared += areAsShown(t, store, all);
			const none = store.asOf(({n}) => n < 1);
			t.is(none, undefined);
			await store.close();
		}),
		{numRuns: trials(150)},
	);
	t.true(compared > 10);
});

for (const [name, steps] of Object.entries({life, purgedLife, undoneLife, polledLife}))
	test(`the store as of each change of ${name} is what it showed then`, async t => {
		const files = new SimulatedFileSystem();
		let store = await made(files);
		const all = new Map<number, Shown>();
		for (const step of steps) {
			if (step === 'reopen') {
				await store.close();
				store = await opened(files);
			} else await step(store);
			all.set(store.newestChange, shownBy(store));
		}

		areAsShown(t, store, all);
		await store.close();
	});

test('imports before they told what they brought leave doubts, and no other change does', async t => {
	const store = await opened(store1());
	const [orders, moved] = [store.asOf(({n}) => n <= 1)!, store.asOf(({n}) => n <= 2)!];
	t.deepEqual(moved.table.doubts.of(3001), ['status', 'archived']);
	t.deepEqual(moved.table.doubts.of(3014), ['presence', 'status', 'archived']);
	t.is(moved.table.session(3001)!.handler.name, 'Support');
	t.not(orders.table.session(3001)!.handler.name, 'Support');
	t.false(store.asOf(({n}) => n <= 11)!.table.doubts.isNeeded);
	await store.close();
});

test('a session that comes again after a purge is told as new', async t => {
	const store = await made(new SimulatedFileSystem());
	await importInto(store, [incoming(1), incoming(2)], {pbx: ablePbx, directory: office.toRecord()});
	await commit(store, facts => planDeletion(facts, {sessions: [2]}));
	await commit(store, facts => planPurge(facts, {sessions: [2]}));
	const {change} = await importInto(store, [incoming(1), incoming(2, [message({id: 9})]), incoming(3)]);
	t.deepEqual(change?.brought, {added: [[2, 3]]});
	await store.close();
});
