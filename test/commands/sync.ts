import test, {type ExecutionContext} from 'ava';
import {syncOn, syncOnce, type SyncRequest} from '../../source/commands/sync-store.js';
import {never} from '../helpers/pbx/api.js';
import {syncScene} from '../helpers/pbx/sync-scene.js';
import {ann, realFiles} from '../helpers/store.js';

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
		network: {wait: () => Promise.resolve()},
		signal: never,
		onRolledBack: (reason: string) => frozen.push(reason),
	};
	const run = async (request: SyncRequest = {}) => {
		Object.assign(written, {stdout: '', stderr: ''});
		const code = await syncOnce(context, parts, request);
		return {code, ...written};
	};
	return {...scene, run, context, parts, written, frozen};
};

test('a sync is reported like an import', async t => {
	const {pbx, run} = await start(t);
	pbx.world.addChat({kind: 'extension', id: 11});
	t.deepEqual(await run(), {
		code: 0,
		stdout: 'Changes 2 to 3: synced 1 new, 0 changed, 0 unchanged.\n',
		stderr:
			'chatlogs: 4 new owners: extension 1001 Ann, extension 1002 Bob, extension 1003 Cy, queue Support\n',
	});
	t.deepEqual(await run(), {
		code: 0,
		stdout: 'Nothing new: 0 new, 0 changed, 0 unchanged.\n',
		stderr: '',
	});
	t.deepEqual(await run({quiet: true}), {code: 0, stdout: '', stderr: ''});
});

test('no connection is exit code 3, with the cause by name', async t => {
	const {pbx, run} = await start(t);
	pbx.faults.add('*', 'html');
	const {code, stderr} = await run({quiet: true});
	t.is(code, 3);
	t.regex(stderr, /^chatlogs: web portal: .*probably the web portal/);
});

test('what could not be read is exit code 1', async t => {
	const {pbx, run} = await start(t);
	pbx.faults.add('message_session/list', {errcode: 99_999});
	pbx.world.addChat({kind: 'extension', id: 11});
	t.like(await run(), {code: 1});
	pbx.faults.clear();
	t.like(await run(), {code: 0});
});

test('a PBX that was set back is exit code 1, and told', async t => {
	const {pbx, run, frozen} = await start(t, true);
	const ids = Array.from({length: 3}, () => pbx.world.addChat({kind: 'extension', id: 11}));
	for (const id of ids) pbx.world.receive(id, 'Lost');
	await run();
	for (const chat of pbx.world.chats.values()) chat.messages.length = 1;
	const {code, stdout} = await run();
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
