import {type ExecutionContext} from 'ava';
import {ConnectionRecords} from '../../../source/exchange/yeastar/connection/connection-record.js';
import {SiteBook} from '../../../source/storage/site-book.js';
import {type Store} from '../../../source/storage/store.js';
import {ablePbx} from '../memory-facts.js';
import {ann, realFiles} from '../store.js';
import {recordOf} from './connected-store.js';
import {furnish, startPbx, type TestPbx} from './pbx.js';
import {emptyStore} from './sync-scene.js';

interface SiteScene {
	readonly pbx: TestPbx;
	readonly store: Store;
}

/**
A site that is connected to a PBX of its own.
@param config the person's folder of configuration
@param origin where the store looks for its PBX, if not where that is
*/
export const connectedSite = async (
	t: ExecutionContext,
	config: string,
	name: string,
	origin?: string,
): Promise<SiteScene> => {
	const pbx = await startPbx(t, {shows: 'http'});
	furnish(pbx);
	const store = await emptyStore(t);
	const instance = Buffer.from(name).toString('hex').padEnd(32, '0');
	await store.commit(ann, () => ({kind: 'pbx', pbx: ablePbx}));
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: pbx.world.sn, instance}}));
	const record = recordOf(pbx, store.folder);
	await new ConnectionRecords(realFiles, config, instance).write({
		...record,
		origin: origin ?? record.origin,
	});
	await new SiteBook(realFiles, config).update(sites => [...sites, {name, folder: store.folder}]);
	return {pbx, store};
};
