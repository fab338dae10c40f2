import test from 'ava';
import {type PullReport} from '../../../source/exchange/sync/pull.js';
import {Rota} from '../../../source/exchange/sync/rota.js';
import {Syncer} from '../../../source/exchange/sync/syncer.js';
import {type List} from '../../../source/exchange/sync/lists.js';
import {ann, realFiles} from '../../helpers/store.js';
import {syncScene} from '../../helpers/pbx/sync-scene.js';

const lists = (count: number): readonly List[] =>
	Array.from({length: count}, (_, id): List => ({id, scope: {userType: 9}, label: `list ${id}`}));

test('every list has its turn within five minutes, and no poll asks for more than twenty', t => {
	for (const [count, interval] of [
		[5, 5],
		[41, 60],
		[500, 5],
	] as const) {
		const rota = new Rota();
		const all = lists(count);
		const asked = new Map<number, number>();
		for (let now = 1000; now <= 1000 + 900; now += interval) {
			const next = rota.next(all, interval, now);
			t.true(next.length <= 20);
			rota.note(
				next.map(({id}) => id),
				[],
				now,
			);
			for (const {id} of next) {
				t.true(now - (asked.get(id) ?? 1000) <= 300 + interval, `list ${id} of ${count}`);
				asked.set(id, now);
			}
		}

		t.is(asked.size, count);
	}
});

test('a list that was active lately is asked each time', t => {
	const rota = new Rota();
	rota.note([7], [7], 1000);
	t.true(rota.next(lists(500), 5, 1005).some(({id}) => id === 7));
	t.false(rota.next(lists(500), 5, 1700).some(({id}) => id === 7));
});

test('it pulls, polls what comes, slows down while nothing does, and ends with its signal', async t => {
	const {pbx, api, store} = await syncScene(t);
	const first = pbx.world.addChat({kind: 'extension', id: 11});
	const ending = new AbortController();
	const reports: PullReport[] = [];
	const pauses: number[] = [];
	const syncer = new Syncer({
		store,
		api,
		actor: ann,
		signal: ending.signal,
		machine: {...realFiles, now: () => pbx.now},
		network: {
			wait(milliseconds) {
				pauses.push(milliseconds);
				pbx.pass(milliseconds / 1000);
				return Promise.resolve();
			},
		},
		onReport: report => {
			reports.push(report);
			if (reports.length === 4) pbx.world.receive(first, 'New');
			if (reports.length === 7) ending.abort();
		},
	});
	await syncer.run();
	t.deepEqual(
		reports.map(({changes}) => changes.length),
		[2, 0, 0, 0, 1, 0, 0],
	);
	t.true(pauses[1]! > pauses[0]! && pauses[2]! > pauses[1]!);
	t.is(pauses[4], 5000);
	t.is(store.history(first).messages.at(-1)?.text, 'New');
});

test('a nudge makes it look at once', async t => {
	const {pbx, api, store} = await syncScene(t);
	const ending = new AbortController();
	const reports: PullReport[] = [];
	const syncer: Syncer = new Syncer({
		store,
		api,
		actor: ann,
		signal: ending.signal,
		machine: {...realFiles, now: () => pbx.now},
		network: {
			wait: async (_milliseconds, signal) =>
				new Promise((_resolve, reject) => {
					signal.addEventListener('abort', () => reject(signal.reason as Error));
				}),
		},
		onReport: report => {
			reports.push(report);
			if (reports.length === 1) {
				pbx.world.deleteExtension(13);
				setImmediate(() => syncer.nudge('owners'));
			} else ending.abort();
		},
	});
	await syncer.run();
	t.is(reports.length, 2);
	t.truthy(store.directory.byId('extension', 13)?.deletedAt);
});

test('a nudge that comes while it asks is not lost', async t => {
	const {pbx, api, store} = await syncScene(t);
	const ending = new AbortController();
	let reports = 0;
	const syncer: Syncer = new Syncer({
		store,
		api,
		actor: ann,
		signal: ending.signal,
		machine: {...realFiles, now: () => pbx.now},
		network: {
			wait: async (_milliseconds, signal) =>
				new Promise((_resolve, reject) => {
					signal.addEventListener('abort', () => reject(signal.reason as Error));
				}),
		},
		onReport() {
			if (++reports === 2) ending.abort();
		},
	});
	pbx.before = ({endpoint}) => {
		if (endpoint !== 'message_session/list' || !pbx.world.extensions.has(13)) return;
		pbx.world.deleteExtension(13);
		syncer.nudge('owners');
	};
	await syncer.run();
	t.truthy(store.directory.byId('extension', 13)?.deletedAt);
});

test('only one syncer is at work in a store', async t => {
	const {pbx, api, store} = await syncScene(t);
	const ending = new AbortController();
	let elsewhere = 0;
	const options = {
		store,
		api,
		actor: ann,
		signal: ending.signal,
		machine: {...realFiles, now: () => pbx.now},
		network: {
			wait() {
				pbx.pass(1);
				return Promise.resolve();
			},
		},
	};
	const other = new Syncer({
		...options,
		network: {
			wait() {
				ending.abort();
				return Promise.resolve();
			},
		},
		onReport: () => t.fail(),
		onElsewhere: () => elsewhere++,
	});
	let began = false;
	const one = new Syncer({
		...options,
		onReport() {
			if (!began) void other.run();
			began = true;
		},
	});
	await one.run();
	t.is(elsewhere, 1);
});

test('in a poll, agents are asked for a session of which no record names the holder', async t => {
	const {pbx, api, store, sync} = await syncScene(t, {
		quirks: {omitted: ['from', 'pickup_member_id', 'queue_id']},
	});
	await sync();
	const id = pbx.world.addChat({kind: 'queue', id: 5});
	const syncer = new Syncer({
		store,
		api,
		actor: ann,
		signal: new AbortController().signal,
		machine: {...realFiles, now: () => pbx.now},
		network: {wait: () => Promise.resolve()},
		onReport: () => undefined,
	});
	for (let polls = 0; polls < 5 && store.session(id) === undefined; polls++) await syncer.poll();
	t.like(store.session(id)?.handler, {kind: 'queue', id: 5});
	t.is(store.changesOf(id).length, 0);
});
