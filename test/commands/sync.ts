import path from 'node:path';
import process from 'node:process';
import {setImmediate as turn} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {syncOn, syncOnce, type SyncRequest} from '../../source/commands/sync-store.js';
import {carryOut} from '../../source/domain/act/carry-out.js';
import {InstanceMemory} from '../../source/exchange/yeastar/connection/instance-memory.js';
import {type SyncParts} from '../../source/exchange/sync/synchronization.js';
import {type Pbx} from '../../source/domain/pbx.js';
import {run} from '../helpers/command-line.js';
import {never} from '../helpers/pbx/api.js';
import {connectedCommandLine, type ConnectedCommandLine} from '../helpers/pbx/connected-command-line.js';
import {connectedSite} from '../helpers/pbx/connected-site.js';
import {connectedStore, instance, surroundingsOf} from '../helpers/pbx/connected-store.js';
import {furnish, startPbx} from '../helpers/pbx/pbx.js';
import {syncScene} from '../helpers/pbx/sync-scene.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {Platform} from '../helpers/platform.js';
import {ann, realFiles, temporaryFolder, temporaryStore} from '../helpers/store.js';

const start = async (t: ExecutionContext, json = false) => {
	const scene = await syncScene(t);
	const written = {stdout: '', stderr: ''};
	const output = (name: keyof typeof written) => ({
		write(text: string) {
			written[name] += text;
		},
	});
	const context = {
		flags: {json},
		stdout: output('stdout'),
		stderr: output('stderr'),
	};
	const {store, api, pbx} = scene;
	const machine = {...realFiles, now: () => pbx.now};
	const memory = new InstanceMemory(machine, temporaryFolder(t), instance);
	/** Events are never heard: the way to them is never told. */
	const partsUntil = (signal: AbortSignal, wait = (): unknown => undefined): SyncParts => ({
		store,
		pbx: {
			api,
			http: {
				way: async () => new Promise((_, reject) => signal.addEventListener('abort', reject)),
				guard: () => undefined,
			},
			memory,
			origin: pbx.origin,
		},
		actor: ann,
		machine,
		network: {
			random: () => 0,
			async wait() {
				await wait();
			},
		},
		signal,
	});
	const parts = partsUntil(never);
	const sync = async (request: SyncRequest = {}) => {
		Object.assign(written, {stdout: '', stderr: ''});
		const code = await syncOnce(context, parts, request);
		return {code, ...written};
	};
	return {...scene, sync, context, partsUntil, written, memory};
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
	const {pbx, sync, memory} = await start(t, true);
	const ids = Array.from({length: 3}, () => pbx.world.addChat({kind: 'extension', id: 11}));
	for (const id of ids) pbx.world.receive(id, 'Lost');
	await sync();
	for (const chat of pbx.world.chats.values()) chat.messages.length = 1;
	const {code, stdout} = await sync();
	t.is(code, 1);
	t.like(JSON.parse(stdout), {changes: [], ended: {cause: 'set back'}});
	t.true(memory.frozen !== undefined);
});

test('watching tells what comes, and a trouble once', async t => {
	const {pbx, context, partsUntil, written} = await start(t);
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
	t.is(await syncOn(context, partsUntil(ending.signal, wait), {}), 0);
	t.is(written.stdout.split('\n').filter(line => line.includes('synced')).length, 2);
	t.is(written.stderr.match(/api off/g)?.length, 1);
});

test('watching ends once the store is connected anew, or to none', async t => {
	const folder = temporaryFolder(t);
	const config = path.join(folder, 'config');
	const {pbx, store} = await connectedSite(t, config, 'a');
	let waits = 0;
	const wait = async (): Promise<void> => {
		await turn();
		waits++;
		if (waits === 50) {
			await store.commit(ann, () => ({kind: 'connect', connection: null}));
			pbx.world.addChat({kind: 'extension', id: 11});
		}

		if (waits === 2000) process.emit('SIGTERM');
	};

	const {sender} = new Platform();
	const {code, stderr} = await run(['sync', '--watch', '--site', 'a'], {
		environment: {CHATLOGS_PBX_SECRET_A: pbx.office.secret},
		stateFolder: path.join(folder, 'state'),
		sender: {...sender, configFolder: config, network: {...sender.network, random: () => 0, wait}},
	});
	t.true(waits < 2000);
	t.is(code, 1);
	t.regex(stderr, /connected anew meanwhile, or disconnected/);
	await store.refresh();
	t.is(store.session(3001), undefined);
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
	const {pbx, context, partsUntil, written, store} = await start(t);
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
	await syncOn(context, partsUntil(ending.signal, wait), {});
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
		stateFolder: folders.state,
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
	const asJson = await run(['sync', '--json', '--store', await temporaryStore(t)]);
	t.is(asJson.code, 3);
	t.is(asJson.stdout, '');
	t.like(JSON.parse(asJson.stderr), {error: {kind: 'pbx', cause: 'not connected'}});
});

test('a sync that never ends has no one document, and nothing to compare', async t => {
	for (const flag of ['--full', '--json']) t.is(await run.code(['sync', '--watch', flag]), 2);
	t.is(await run.code(['sync', '--expect-missing', '0']), 2);
});

const withSessions = async (t: ExecutionContext, facts?: Pbx): Promise<ConnectedCommandLine> =>
	connectedCommandLine(t, {
		facts: {deleteGrace: 0, ...facts},
		fill(world) {
			for (let count = 0; count < 3; count++) world.addChat({kind: 'extension', id: 11});
		},
	});

test('what waits is carried out first, and counted', async t => {
	const {pbx, store, chatlogs} = await withSessions(t);
	await chatlogs(['transfer', '3001', '3002', '--to', 'extension:1002', '--yes', '--later']);
	t.deepEqual(await chatlogs(['sync']), {
		code: 0,
		stdout: 'Carried out on the PBX: 2 sessions.\nChange 8: synced 0 new, 2 changed, 0 unchanged.\n',
		stderr: '',
		shown: [],
	});
	t.deepEqual(pbx.world.chats.get(3001)!.holder, {kind: 'extension', id: 12});
	t.is(store.session(3001)!.handler.number, '1002');
	await chatlogs(['close', '3001', '--yes', '--later']);
	const {acts} = JSON.parse(await chatlogs.stdout(['sync', '--json'])) as {readonly acts: object};
	t.like(acts, {done: [3001], refused: [], stopped: [], needYou: 0, pending: 0, givenUp: null});
});

test('a refusal is exit code 1, and what is pending 3', async t => {
	const {pbx, store, chatlogs} = await withSessions(t);
	await chatlogs(['transfer', '3001', '--to', 'extension:1002', '--yes', '--later']);
	pbx.faults.add('message_session/transfer', {errcode: 70_123});
	const paused = await chatlogs(['sync']);
	t.is(paused.code, 3);
	t.regex(paused.stderr, /1 pending: The PBX answered 70123/);
	pbx.faults.clear();
	pbx.faults.add('message_session/transfer', {errcode: 60_002});
	const refused = await chatlogs(['sync', '--quiet']);
	t.is(refused.code, 1);
	t.regex(refused.stderr, /session 3001: the PBX answered 60002.*\n.*taken back here: 1\n/);
	t.is(store.session(3001)!.handler.number, '1001');
	t.is(await chatlogs.code(['sync']), 0);
});

test('deletions beyond the cap wait until their number is said', async t => {
	const {pbx, chatlogs} = await withSessions(t, {deleteCap: 1});
	await chatlogs(['delete', '3001', '3002', '--yes', '--later']);
	const held = await chatlogs(['sync']);
	t.is(held.code, 1);
	t.regex(held.stderr, /2 deletions would go at once, which is more than may: chatlogs sync --expect 2/);
	t.is(await chatlogs.code(['sync', '--expect', '1']), 1);
	t.is(pbx.calls('message_session/delete').length, 0);
	t.is(await chatlogs.code(['sync', '--expect', '2']), 0);
	t.is(pbx.calls('message_session/delete').length, 2);
	t.is(await chatlogs.code(['sync', '--expect', '0']), 2);
});

test('what needs a person is told until it is decided', async t => {
	const {pbx, chatlogs} = await withSessions(t);
	await chatlogs(['delete', '3001', '--yes', '--later']);
	pbx.world.receive(3001, 'Wait!');
	const stopped = await chatlogs(['sync']);
	t.is(stopped.code, 1);
	t.regex(stopped.stderr, /session 3001: the customer wrote meanwhile\n.*1 session needs you/);
	const later = await chatlogs(['sync']);
	t.is(later.code, 0);
	t.regex(later.stderr, /1 session needs you/);
	t.is(await chatlogs.code(['sync', '3001']), 2);
	t.is(await chatlogs.code(['sync', '--retry', '3002']), 0);
	t.is(pbx.calls('message_session/delete').length, 0);
	t.is(await chatlogs.code(['sync', '--retry', '3001']), 0);
	t.is(pbx.calls('message_session/delete').length, 1);
});

test('another PBX at the same address is told, and nothing is done there', async t => {
	const {pbx, chatlogs} = await withSessions(t);
	await chatlogs(['close', '3001', '--yes', '--later']);
	Object.assign(pbx.world, {sn: 'another'});
	const {code, stderr} = await chatlogs(['sync']);
	t.is(code, 3);
	t.regex(stderr, /^chatlogs: another PBX: /);
	t.is(pbx.calls('message_session/close').length, 0);
});

test('watching carries out what comes to wait', async t => {
	const {pbx, store, context, partsUntil, written} = await start(t);
	await store.commit(ann, () => ({kind: 'pbx', pbx: ablePbx}));
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	const ending = new AbortController();
	let waits = 0;
	const wait = async (): Promise<void> => {
		pbx.pass(10);
		waits++;
		if (waits === 2)
			await carryOut(
				store,
				ann,
				() => ({kind: 'close', sessions: [id]}),
				() => true,
			);
		if (written.stdout.includes('Carried out') || waits === 1000) ending.abort();
	};
	t.is(await syncOn(context, partsUntil(ending.signal, wait), {}), 0);
	t.is(written.stdout.match(/Carried out on the PBX: 1 session\./g)?.length, 1);
	t.true(pbx.world.chats.get(id)!.isClosed);
});
