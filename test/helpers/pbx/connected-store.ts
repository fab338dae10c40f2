import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {type ExecutionContext} from 'ava';
import {
	type ConnectionRecord,
	ConnectionRecords,
} from '../../../source/exchange/yeastar/connection/connection-record.js';
import {type PbxSurroundings} from '../../../source/exchange/yeastar/connection/open-pbx.js';
import {openStore} from '../../../source/storage/open-store.js';
import {type Store} from '../../../source/storage/store.js';
import {ann, realFiles, temporaryFolder, temporaryStore} from '../store.js';
import {type TestPbx} from './pbx.js';

export const instance = '0123456789abcdef0123456789abcdef';

/** What a person on this machine has to reach a PBX with: pauses take no time. */
export const surroundingsOf = (t: ExecutionContext, pbx: TestPbx): PbxSurroundings => {
	const folder = temporaryFolder(t);
	return {
		machine: {...realFiles, now: () => pbx.now},
		network: {random: () => 0, wait: () => Promise.resolve()},
		environment: {CHATLOGS_PBX_SECRET: pbx.office.secret},
		folders: {config: path.join(folder, 'config'), state: path.join(folder, 'state')},
	};
};

/** How that PBX is reached from a store in that folder. */
export const recordOf = (pbx: TestPbx, folder: string): ConnectionRecord => ({
	origin: pbx.origin,
	clientId: pbx.office.clientId,
	...(pbx.shows !== 'http' && {pin: pbx.pin}),
	folder,
});

/** The sample's store, open until the test ends, and connected as `pbx connect` does it. */
export const connectedStore = async (
	t: ExecutionContext,
	pbx: TestPbx,
	{machine, folders}: PbxSurroundings,
): Promise<Store> => {
	const folder = await temporaryStore(t);
	const store = await openStore(folder, machine);
	t.teardown(async () => store.close());
	await store.loaded;
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: pbx.world.sn, instance}}));
	await new ConnectionRecords(machine, folders.config, instance).write(recordOf(pbx, folder));
	return store;
};

/** A file for its owner alone. */
export const privateFile = (t: ExecutionContext, text: string): string => {
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'secret');
	writeFileSync(file, text, {mode: 0o600});
	return file;
};
