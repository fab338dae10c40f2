import test from 'ava';
import {type Happening, usualHappenings} from '../../helpers/pbx/happenings.js';
import {never} from '../../helpers/pbx/api.js';
import {type TestPbx} from '../../helpers/pbx/pbx.js';
import {syncScene, told} from '../../helpers/pbx/sync-scene.js';
import {fc, trials} from '../../helpers/random.js';

const fill = ({world}: TestPbx, count: number): readonly number[] =>
	Array.from({length: count}, (_, index) => {
		const id = world.addChat(
			index % 5 === 0 ? {kind: 'queue', id: 5} : {kind: 'extension', id: 11 + (index % 3)},
		);
		for (let said = 0; said < index % 7; said++) world.receive(id, `Word ${said}`);
		return id;
	});

const happenings: readonly Happening[] = [
	...usualHappenings,
	({world}) => world.addChat({kind: 'extension', id: 13}),
];

/** A transfer that came in between two others counts only if it was seen. */
const withoutTransfers = (each: object): object => ({...each, transfers: 0});

test('what happens while it reads is there after one more sync at most', async t => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(fc.nat(40), fc.nat(happenings.length - 1), fc.nat(100)), {maxLength: 12}),
			fc.constantFrom('inclusive', 'exclusive'),
			async (plan, cursor) => {
				const {pbx, store, sync} = await syncScene(t, {quirks: {longestPage: 3, cursor}});
				const ids = fill(pbx, 20);
				let calls = 0;
				pbx.before = () => {
					calls++;
					for (const [at, what, number] of plan)
						if (at === calls) happenings[what]!(pbx, ids[number % ids.length]!, number);
				};
				t.like(await sync(), {ended: undefined});
				pbx.before = () => undefined;
				await sync();
				const fresh = await syncScene(t);
				// The same world, read at rest.
				Object.assign(fresh.pbx.world, {chats: pbx.world.chats});
				await fresh.sync();
				t.deepEqual(told(store).map(withoutTransfers), told(fresh.store).map(withoutTransfers));
			},
		),
		{numRuns: trials(25)},
	);
});

test('one that is ended at any moment, and begun again, comes to the same store', async t => {
	const whole = await syncScene(t, {quirks: {longestPage: 3}});
	fill(whole.pbx, 40);
	await whole.sync();
	await fc.assert(
		fc.asyncProperty(fc.array(fc.nat(60), {minLength: 1, maxLength: 5}), async ends => {
			const {pbx, store, sync} = await syncScene(t, {quirks: {longestPage: 3}});
			fill(pbx, 40);
			for (const end of ends) {
				const ending = new AbortController();
				let calls = 0;
				pbx.before = () => {
					if (++calls === end) ending.abort(new Error('ended'));
				};
				await sync({signal: ending.signal}).catch((error: unknown) =>
					t.is((error as Error).message, 'ended'),
				);
			}

			pbx.before = () => undefined;
			t.like(await sync({signal: never}), {ended: undefined});
			t.deepEqual(told(store), told(whole.store));
			t.deepEqual(store.pulled, whole.store.pulled);
		}),
		{numRuns: trials(15)},
	);
});

test('a session whose act was sent after the answer was asked for is asked for again', async t => {
	const {pbx, store, sync} = await syncScene(t);
	const [first, second] = fill(pbx, 2);
	let isActed = true;
	const {troubles} = await sync({actedSince: session => session === first && isActed});
	t.deepEqual(troubles, []);
	t.is(store.session(first!), undefined);
	t.is(store.session(second!)?.id, second);
	isActed = false;
	await sync();
	t.is(store.session(first!)?.id, first);
});
