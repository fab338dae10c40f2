import test, {type ExecutionContext} from 'ava';
import {hasId} from '../../../source/domain/id-ranges.js';
import {type Store} from '../../../source/storage/store.js';
import {type Happening, usualHappenings} from '../../helpers/pbx/happenings.js';
import {type TestPbx} from '../../helpers/pbx/pbx.js';
import {type Quirks} from '../../helpers/pbx/quirks.js';
import {syncScene, told} from '../../helpers/pbx/sync-scene.js';
import {operatorKey} from '../../helpers/pbx/world.js';
import {fc, trials} from '../../helpers/random.js';

/** Sessions of all lists, most of them of one extension, so that lists are read differently far. */
const fill = ({world}: TestPbx, count: number): void => {
	for (let index = 0; index < count; index++) {
		const id = world.addChat(
			index % 5 === 0
				? {kind: 'queue', id: 5}
				: index % 7 === 0
					? {kind: 'api'}
					: {kind: 'extension', id: index % 4 === 0 ? 12 + (index % 8) / 4 : 11},
		);
		for (let said = 0; said < index % 5; said++) world.receive(id, `Word ${said}`);
	}
};

/** Each but the last leaves a message. */
const happenings: readonly Happening[] = [
	...usualHappenings,
	({world}, _, number) => world.addChat({kind: 'extension', id: 11 + (number % 3)}),
	({world}, id) => {
		const {holder, deletedBy} = world.chats.get(id)!;
		if (holder.kind === 'queue') return;
		deletedBy.add(operatorKey(holder.kind === 'api' ? 'api' : world.extensions.get(holder.id)!));
	},
];

/** What happens, and to which session, when so many calls were made. */
const anyPlan = fc.array(
	fc.record({
		at: fc.nat(45),
		what: fc.nat(happenings.length - 1),
		session: fc.nat(1000),
		number: fc.nat(100),
	}),
	{maxLength: 14},
);

type Plan = typeof anyPlan extends fc.Arbitrary<infer Value> ? Value : never;

/** Does what happens at that call; gives how much that is. */
const happen = (pbx: TestPbx, plan: Plan, call: number): number => {
	const ids = [...pbx.world.chats.keys()];
	const now = plan.filter(({at}) => at === call);
	for (const {what, session, number} of now) happenings[what]!(pbx, ids[session % ids.length]!, number);
	return now.length;
};

const anyQuirks: fc.Arbitrary<Partial<Quirks>> = fc.record({
	cursor: fc.constantFrom('inclusive', 'exclusive'),
	longestPage: fc.integer({min: 2, max: 6}),
	omitted: fc.constantFrom([], ['queue_id', 'pickup_member_id'], ['from', 'queue_id', 'pickup_member_id']),
	unknownIds: fc.constantFrom('left out', 'partial', 'refused'),
});

/** Whether the store says what one does that reads the same PBX at rest, but for what was deleted there. */
const isAsAtRest = async (t: ExecutionContext, {pbx, store}: {pbx: TestPbx; store: Store}): Promise<void> => {
	const fresh = await syncScene(t, {quirks: {omitted: pbx.quirks.omitted}});
	Object.assign(fresh.pbx.world, {chats: pbx.world.chats});
	await fresh.sync();
	// A transfer that came in between two others counts only if it was seen.
	const plain = (from: Store): readonly object[] =>
		told(from)
			.filter(each => pbx.world.chats.get((each as {id: number}).id)!.deletedBy.size === 0)
			.map(each => ({...each, transfers: 0}));
	t.deepEqual(plain(store), plain(fresh.store));
	await fresh.pbx.close();
	const {gone, missing = []} = store.pulled;
	const there = [...pbx.world.chats.values()].filter(({deletedBy}) => deletedBy.size === 0);
	const takenForGone = there.filter(({id}) => hasId(gone, id) || missing.some(([each]) => each === id));
	t.deepEqual(takenForGone, []);
};

/** Where nothing is new, lists are asked only once: a session that moves just then is found by the next sync. */
const anyCount = fc.integer({min: 8, max: 30});

test('what happens before the lists are asked for the last time is there after that one sync', async t => {
	let happened = 0;
	await fc.assert(
		fc.asyncProperty(anyPlan, anyQuirks, anyCount, async (plan, quirks, count) => {
			const {pbx, store, sync} = await syncScene(t, {quirks});
			fill(pbx, count);
			const tops = new Set<unknown>();
			let calls = 0;
			pbx.before = ({endpoint, parameters: {user_no: list, first_msg_id: from}}) => {
				if (endpoint === 'message_session/list' && from === undefined) {
					if (tops.has(list)) pbx.before = () => undefined;
					tops.add(list);
				}

				happened += happen(pbx, plan, calls++);
			};
			const {ended, troubles} = await sync({mostSessions: 4});
			t.is(ended, undefined);
			// A list is doubted only if all that it held was deleted, and once.
			t.is(new Set(troubles.map(({about}) => about)).size, troubles.length);
			const isDeleted = pbx.world.chats.values().some(({deletedBy}) => deletedBy.size > 0);
			if (!isDeleted) t.deepEqual(troubles, []);
			await isAsAtRest(t, {pbx, store});
			await pbx.close();
		}),
		{numRuns: trials(9)},
	);
	// One try alone may be a quiet one.
	t.true(happened > 0 || trials(9) === 1);
});

test('whatever happens during several syncs, of which some are ended, two more bring all of it', async t => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(
				fc.record({
					plan: anyPlan,
					more: fc.constantFrom(0, 10, 60),
					end: fc.option(fc.nat(60), {freq: 4}),
					isFull: fc.boolean(),
				}),
				{maxLength: 4},
			),
			anyQuirks,
			async (rounds, quirks) => {
				const {pbx, store, sync} = await syncScene(t, {quirks});
				fill(pbx, 24);
				for (const {plan, more, end, isFull} of rounds) {
					fill(pbx, more);
					const ending = new AbortController();
					let calls = 0;
					pbx.before = () => {
						if (calls === end) ending.abort(new Error('ended'));
						happen(pbx, plan, calls++);
					};
					await sync({signal: ending.signal, isFull, mostSessions: 4}).catch((error: unknown) =>
						t.is((error as Error).message, 'ended'),
					);
				}

				pbx.before = () => undefined;
				await sync();
				await sync();
				await isAsAtRest(t, {pbx, store});
				await pbx.close();
			},
		),
		{numRuns: trials(9)},
	);
});
