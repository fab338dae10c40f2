import test, {type ExecutionContext} from 'ava';
import {syncOn, syncOnce, type SyncRequest} from '../../source/commands/sync-store.js';
import {run} from '../helpers/command-line.js';
import {never} from '../helpers/pbx/api.js';
import {connectedStore, surroundingsOf} from '../helpers/pbx/connected-store.js';
import {furnish, startPbx} from '../helpers/pbx/pbx.js';
import {syncScene} from '../helpers/pbx/sync-scene.js';
import {Platform} from '../helpers/platform.js';
import {ann, realFiles, temporaryStore} from '../helpers/store.js';

const start = async (t: ExecutionContext, json = false) => {
	const scene = await syncScene(t);
	const written = {stdout: '', stderr: ''};
	const output = (name: keyof typeof written) => ({
		write(text: string) {
			written[name] += text;
		},
	});
	const frozen: string[] = [];
	const context = {
		flags: {json},
		machine: {...realFiles, now: () => scene.pbx.now},
		actor: ann,
		stdout: output('stdout'),
		stderr: output('stderr'),
	};
	const parts = {
		store: scene.store,
		api: scene.api,
		origin: scene.pbx.origin,
		network: {wait: () => Promise.resolve()},
		signal: never,
		onRolledBack: (reason: string) => frozen.push(reason),
	};
	const sync = async (request: SyncRequest = {}) => {
		Object.assign(written, {stdout: '', stderr: ''});
		const code = await syncOnce(context, parts, request);
		return {code, ...written};
	};
	return {...scene, sync, context, parts, written, frozen};
};

test('a sync is reported like an import', async t => {
	const {pbx, sync} = await start(t);
	pbx.world.addChat({kind: 'extension', id: 11});
	t.deepEqual(await sync(), {
		code: 0,
		stdout: 'Changes 2 to 3: synced 1 new, 0 changed, 0 unchanged.\n',
		stderr:
			'chatlogs: 4 new owners: extension 1001 Ann, extension 1002 Bob, extension 1003 Cy, queue Support\n',
	});
	t.deepEqual(await sync(), {
		code: 0,
		stdout: 'Nothing new: 0 new, 0 changed, 0 unchanged.\n',
		stderr: '',
	});
	t.deepEqual(await sync({quiet: true}), {code: 0, stdout: '', stderr: ''});
});

test('no connection is exit code 3, with the cause by name', async t => {
	const {pbx, sync} = await start(t);
	pbx.faults.add('*', 'html');
	const {code, stderr} = await sync({quiet: true});
	t.is(code, 3);
	t.regex(stderr, /^chatlogs: web portal: .*probably the web portal/);
});

test('what could not be read is exit code 1', async t => {
	const {pbx, sync} = await start(t);
	pbx.faults.add('message_session/list', {errcode: 99_999});
	pbx.world.addChat({kind: 'extension', id: 11});
	t.like(await sync(), {code: 1});
	pbx.faults.clear();
	t.like(await sync(), {code: 0});
});

test('a PBX that was set back is exit code 1, and told', async t => {
	const {pbx, sync, frozen} = await start(t, true);
	const ids = Array.from({length: 3}, () => pbx.world.addChat({kind: 'extension', id: 11}));
	for (const id of ids) pbx.world.receive(id, 'Lost');
	await sync();
	for (const chat of pbx.world.chats.values()) chat.messages.length = 1;
	const {code, stdout} = await sync();
	t.is(code, 1);
	t.like(JSON.parse(stdout), {changes: [], ended: {cause: 'set back'}});
	t.is(frozen.length, 1);
});

test('watching tells what comes, and a trouble once', async t => {
	const {pbx, context, parts, written} = await start(t);
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	const ending = new AbortController();
	let waits = 0;
	const wait = (): Promise<void> => {
		pbx.pass(10);
		waits++;
		if (waits === 2) pbx.world.receive(id, 'New');
		if (waits === 3) pbx.faults.add('*', {errcode: 70_123});
		if (waits === 6) ending.abort();
		return Promise.resolve();
	};
	t.is(await syncOn(context, {...parts, network: {wait}, signal: ending.signal}, {}), 0);
	t.is(written.stdout.split('\n').filter(line => line.includes('synced')).length, 2);
	t.is(written.stderr.match(/api off/g)?.length, 1);
});

test('files are fetched where they are kept, and none that is missing fails a sync', async t => {
	const {pbx, sync, store, context} = await start(t);
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	for (const name of ['a', 'b', 'c'])
		Object.assign(pbx.world.receive(id, ''), {files: [{name: `${name}.jpg`, uri: `/files/${name}.jpg`}]});
	for (const name of ['a', 'b'])
		pbx.files.set(`/files/${name}.jpg`, {bytes: Buffer.from(name), type: 'image/jpeg'});
	const other = await sync();
	t.is(other.code, 0);
	t.notRegex(other.stderr, /fetched/);
	await store.commit(ann, () => ({kind: 'pbx', pbx: {keepFiles: true}}));
	const {code, stderr} = await sync();
	t.is(code, 0);
	t.is(stderr, 'chatlogs: 2 files fetched (2 bytes), 1 cannot be had: chatlogs files ID says why.\n');
	context.flags.json = true;
	const again = await sync();
	t.like(JSON.parse(again.stdout), {files: {fetched: 0, size: 0, missing: 0, later: null}});
});

test('files are fetched as they come while a sync goes on', async t => {
	const {pbx, context, parts, written, store} = await start(t);
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	await store.commit(ann, () => ({kind: 'pbx', pbx: {keepFiles: true}}));
	pbx.files.set('/files/a.jpg', {bytes: Buffer.from('a'), type: 'image/jpeg'});
	const ending = new AbortController();
	let waits = 0;
	const wait = () => {
		waits++;
		if (waits === 2)
			Object.assign(pbx.world.receive(id, ''), {files: [{name: 'a.jpg', uri: '/files/a.jpg'}]});
		if (written.stderr.includes('fetched') || waits === 200) ending.abort();
		return Promise.resolve();
	};
	await syncOn(context, {...parts, network: {wait}, signal: ending.signal}, {});
	t.is(written.stderr.match(/1 file fetched/g)?.length, 1);
});

test('the command reaches the PBX that the store is connected to', async t => {
	const pbx = await startPbx(t, {shows: 'http'});
	furnish(pbx);
	const surroundings = surroundingsOf(t, pbx);
	const store = await connectedStore(t, pbx, surroundings);
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	const {environment, folders, network} = surroundings;
	const sender = {...new Platform().sender, configFolder: folders.config};
	const {code, stdout, stderr} = await run(['sync', '--store', store.folder], {
		environment,
		sender: {...sender, network: {...sender.network, ...network}},
	});
	// The sample's owners are all missing there.
	t.is(code, 1);
	t.regex(stderr, /known extensions are missing from it. That is not believed/);
	t.regex(stdout, /synced/);
	await store.refresh();
	t.is(store.session(id)?.id, id);
});

test('a store that is connected to none is synced with none', async t => {
	const {code, stderr} = await run(['sync', '--store', await temporaryStore(t)]);
	t.is(code, 3);
	t.regex(stderr, /^chatlogs: not connected: The store is not connected to a PBX/);
});

test('a sync that never ends has no one document, and nothing to compare', async t => {
	for (const flag of ['--full', '--json']) t.is(await run.code(['sync', '--watch', flag]), 2);
	t.is(await run.code(['sync', '--expect-missing', '0']), 2);
});
