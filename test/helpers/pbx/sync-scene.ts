import path from 'node:path';
import {type ExecutionContext} from 'ava';
import {pull, type PullReport, type WholePullOptions} from '../../../source/exchange/sync/pull.js';
import {createStore, openStore} from '../../../source/storage/open-store.js';
import {type Store} from '../../../source/storage/store.js';
import {ann, realFiles, temporaryFolder} from '../store.js';
import {type ApiOptions, never, openApi} from './api.js';
import {furnish, type PbxOptions, startPbx} from './pbx.js';

/** An empty store, open until the test ends. */
export const emptyStore = async (t: ExecutionContext): Promise<Store> => {
	const folder = path.join(temporaryFolder(t), 'store');
	await createStore(folder, realFiles);
	const store = await openStore(folder, realFiles);
	t.teardown(async () => store.close());
	await store.loaded;
	return store;
};

/** A PBX of a small office, its API, and a store that is connected to it. */
export const syncScene = async (t: ExecutionContext, options: PbxOptions = {}, more: ApiOptions = {}) => {
	const pbx = await startPbx(t, {shows: 'http', ...options});
	furnish(pbx);
	const {api} = openApi(t, pbx, more);
	const store = await emptyStore(t);
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: pbx.world.sn, instance: 'instance-1'}}));
	const sync = async (given: Partial<WholePullOptions> = {}): Promise<PullReport> =>
		pull({store, api, actor: ann, signal: never, ...given});
	return {pbx, api, store, sync};
};

/** What a store says of its sessions, so that stores can be compared; without what depends on the order of work. */
export const told = (store: Store): readonly object[] =>
	store.table.loadedBlocks
		.flatMap(block => [...block.id])
		.toSorted((a, b) => a - b)
		.map(id => {
			const {messages} = store.history(id);
			return {
				...store.session(id)!,
				texts: messages.map(each => [each.id, each.type, each.text, each.delivery]),
			};
		});
