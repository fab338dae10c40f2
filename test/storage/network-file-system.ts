import {tmpdir} from 'node:os';
import test from 'ava';
import {networkFileSystem} from '../../source/storage/network-file-system.js';
import {openStore} from '../../source/storage/open-store.js';
import {machine} from '../../source/machine.js';
import {temporaryStore} from '../helpers/store.js';

test('a folder on a disk of this machine lies on no network file system', t => {
	t.is(networkFileSystem(tmpdir()), undefined);
});

test('a store on a network file system can be read, and says why it is not written', async t => {
	const folder = await temporaryStore(t);
	const store = await openStore(folder, {...machine, networkFileSystem: () => 'NFS'});
	t.teardown(async () => store.close());
	await store.loaded;
	t.regex(store.readOnly ?? '', /network file system \(NFS\).*--allow-network-fs/);
	await t.throwsAsync(
		store.commit({by: 'ann'}, () => ({kind: 'pbx', pbx: {api: true}})),
		{message: /network file system/},
	);
});
