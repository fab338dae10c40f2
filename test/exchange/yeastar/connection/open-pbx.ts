import {chmodSync, cpSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {PbxTrouble} from '../../../../source/exchange/yeastar/api/trouble.js';
import {ConnectionRecords} from '../../../../source/exchange/yeastar/connection/connection-record.js';
import {openPbx} from '../../../../source/exchange/yeastar/connection/open-pbx.js';
import {openStore} from '../../../../source/storage/open-store.js';
import {authority} from '../../../helpers/certificates.js';
import {never} from '../../../helpers/pbx/api.js';
import {
	connectedStore,
	instance,
	privateFile,
	recordOf,
	surroundingsOf,
} from '../../../helpers/pbx/connected-store.js';
import {startPbx} from '../../../helpers/pbx/pbx.js';
import {ann, temporaryFolder, temporaryStore} from '../../../helpers/store.js';

for (const shows of ['http', 'self-signed'] as const) {
	test(`a store that is connected reaches its PBX (${shows})`, async t => {
		const server = await startPbx(t, {shows});
		const around = surroundingsOf(t, server);
		const store = await connectedStore(t, server, around);
		const pbx = await openPbx({...around, store});
		t.teardown(async () => pbx.close());
		await t.notThrowsAsync(pbx.api.find({endpoint: 'system/information'}, never));
		t.is(pbx.origin, server.origin);
	});
}

test('the file of an authority is read when the PBX is opened', async t => {
	const server = await startPbx(t, {shows: 'issued'});
	const around = surroundingsOf(t, server);
	const store = await connectedStore(t, server, around);
	const caFile = path.join(temporaryFolder(t), 'ca.pem');
	const {folder} = store;
	const record = {origin: server.origin, clientId: server.office.clientId, folder};
	const records = new ConnectionRecords(around.machine, around.folders.config, instance);
	await records.write({...record, caFile});
	const error = await t.throwsAsync(openPbx({...around, store}), {instanceOf: PbxTrouble});
	t.is(error.pbxCause, 'certificate');
	writeFileSync(caFile, authority);
	const pbx = await openPbx({...around, store});
	t.teardown(async () => pbx.close());
	await t.notThrowsAsync(pbx.api.find({endpoint: 'system/information'}, never));
});

test('nothing is opened without a connection, from elsewhere, or for a copy', async t => {
	const server = await startPbx(t);
	const around = surroundingsOf(t, server);
	const causeOf = async (folder: string, more: Partial<typeof around> = {}): Promise<string> => {
		const store = await openStore(folder, around.machine);
		t.teardown(async () => store.close());
		const error = await t.throwsAsync(openPbx({...around, ...more, store}), {instanceOf: PbxTrouble});
		return error.pbxCause;
	};

	t.is(await causeOf(await temporaryStore(t)), 'not connected');
	const store = await connectedStore(t, server, around);
	const another = surroundingsOf(t, server);
	t.is(await causeOf(store.folder, {folders: another.folders}), 'not connected');
	const copy = path.join(temporaryFolder(t), 'copy');
	cpSync(store.folder, copy, {recursive: true});
	t.is(await causeOf(copy), 'copy');
	t.is(server.seen.length, 0);
});

test('an instance that no chatlogs made names no file', async t => {
	const server = await startPbx(t);
	const around = surroundingsOf(t, server);
	const store = await openStore(await temporaryStore(t), around.machine);
	t.teardown(async () => store.close());
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: '1', instance: '../../elsewhere'}}));
	await t.throwsAsync(openPbx({...around, store}), {instanceOf: PbxTrouble});
});

test('the secret comes from the environment, else from a file for its owner alone', async t => {
	const server = await startPbx(t);
	const around = {...surroundingsOf(t, server), environment: {}};
	const store = await connectedStore(t, server, around);
	const cause = async (more: Partial<typeof around> = {}): Promise<string | undefined> => {
		try {
			const pbx = await openPbx({...around, ...more, store});
			await pbx.close();
			return undefined;
		} catch (error) {
			return (error as PbxTrouble).pbxCause;
		}
	};

	t.is(await cause(), 'no secret');
	t.is(await cause({environment: {CHATLOGS_PBX_SECRET: ' \n'}}), 'no secret');
	t.is(await cause({environment: {CHATLOGS_PBX_SECRET: 'a'}}), undefined);
	const site = {name: 'hq-2', isOnly: false};
	t.is(await cause({environment: {CHATLOGS_PBX_SECRET: 'a'}, site}), 'no secret');
	t.is(await cause({environment: {CHATLOGS_PBX_SECRET: 'a'}, site: {...site, isOnly: true}}), undefined);
	t.is(await cause({environment: {CHATLOGS_PBX_SECRET_HQ_2: 'a'}, site}), undefined);
	const secretFile = privateFile(t, 'secret-1\n');
	await new ConnectionRecords(around.machine, around.folders.config, instance).write({
		...recordOf(server, store.folder),
		secretFile,
	});
	t.is(await cause(), undefined);
	chmodSync(secretFile, 0o640);
	t.is(await cause(), 'no secret');
});

test('what is kept of a connection is for its owner alone', async t => {
	const server = await startPbx(t);
	const around = surroundingsOf(t, server);
	const store = await connectedStore(t, server, around);
	const file = path.join(around.folders.config, 'pbx', `connection-${instance}.json`);
	t.is(statSync(file).mode & 0o777, 0o600);
	chmodSync(file, 0o644);
	await t.throwsAsync(openPbx({...around, store}), {message: /chmod 600/});
});
