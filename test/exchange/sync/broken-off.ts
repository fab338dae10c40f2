import {cpSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {pull} from '../../../source/exchange/sync/pull.js';
import {createStore, openStore} from '../../../source/storage/open-store.js';
import {type Store} from '../../../source/storage/store.js';
import {type Quirks} from '../../helpers/pbx/quirks.js';
import {type TestPbx} from '../../helpers/pbx/pbx.js';
import {syncScene, told} from '../../helpers/pbx/sync-scene.js';
import {fc, trials} from '../../helpers/random.js';
import {ann, realFiles, temporaryFolder} from '../../helpers/store.js';

/** Three extensions, and the analytics platform. */
const lists = 4;

/** Many pages of sessions, some of them waiting in a queue, so that two lists have them. */
const fill = ({world}: TestPbx): void => {
	for (let index = 0; index < 72; index++) {
		const id = world.addChat(
			index % 5 === 4 ? {kind: 'queue', id: 5} : {kind: 'extension', id: 11 + (index % 3)},
		);
		for (let said = index % 4; said > 0; said--) world.receive(id, `Word ${said} of ${id}`);
	}
};

/** A scene in which a pull takes in few sessions at once, so that there is much to break off. */
const scene = async (t: ExecutionContext, cursor: Quirks['cursor']) => {
	const {pbx, api} = await syncScene(t, {quirks: {longestPage: 3, cursor}});
	fill(pbx);
	const connected = async (): Promise<Store> => {
		const folder = path.join(temporaryFolder(t), 'store');
		await createStore(folder, realFiles);
		const store = await openStore(folder, realFiles);
		await store.loaded;
		await store.commit(ann, () => ({
			kind: 'connect',
			connection: {sn: pbx.world.sn, instance: 'instance-1'},
		}));
		return store;
	};

	/** As the kernel leaves the files of a process that it killed at that call; `undefined` if it had ended before. */
	const killedAt = async (store: Store, call: number): Promise<Store | undefined> => {
		const folder = path.join(temporaryFolder(t), 'store');
		const ending = new AbortController();
		const first = pbx.seen.length;
		pbx.before = () => {
			if (ending.signal.aborted || pbx.seen.length - first < call) return;
			cpSync(store.folder, folder, {recursive: true});
			ending.abort();
		};
		await pull({store, api, actor: ann, signal: ending.signal, mostSessions: 5}).catch(() => undefined);
		pbx.before = () => undefined;
		if (!ending.signal.aborted) return undefined;
		const left = await openStore(folder, realFiles);
		await store.close();
		await left.loaded;
		return left;
	};

	const listed = (): number => pbx.calls('message_session/list').length;
	const sync = async (store: Store) =>
		pull({store, api, actor: ann, signal: new AbortController().signal, mostSessions: 5});
	return {pbx, connected, killedAt, listed, sync};
};

for (const cursor of ['inclusive', 'exclusive'] as const)
	test(`a first sync that is killed goes on where it was, and brings the same, the cursor being ${cursor}`, async t => {
		const {pbx, connected, killedAt, listed, sync} = await scene(t, cursor);
		const undisturbed = await connected();
		await sync(undisturbed);
		const calls = pbx.seen.length;
		const pages = listed();
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat({max: calls}), {minLength: 1, maxLength: 2}), async kills => {
				const before = listed();
				let store = await connected();
				for (const call of kills) store = (await killedAt(store, call + 1)) ?? store;
				const {ended, troubles} = await sync(store);
				t.deepEqual([ended, troubles], [undefined, []]);
				t.deepEqual(told(store), told(undisturbed));
				t.deepEqual(store.pulled.lists.toSorted(), undisturbed.pulled.lists.toSorted());
				t.deepEqual([store.pulled.walks, store.pulled.whole], [undefined, undisturbed.pulled.whole]);
				// After each kill a page where nothing is new, one where it joins, and what was read and not yet taken in.
				t.true(
					listed() - before <= pages + kills.length * lists * 6,
					`${listed() - before} pages, undisturbed ${pages}, ${kills.join(' ')} of ${calls}`,
				);
				await store.close();
			}),
			{numRuns: trials(20)},
		);
		await undisturbed.close();
	});

test('what a slow PBX has told for seconds is taken in, however little it is', async t => {
	const {pbx, sync} = await syncScene(t, {quirks: {longestPage: 3}});
	fill(pbx);
	pbx.before = () => pbx.pass(1);
	const {changes, summary} = await sync();
	t.is(summary.added, 72);
	t.true(changes.length > 5, `${changes.length} changes`);
});
