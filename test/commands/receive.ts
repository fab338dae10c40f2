import {type ChildProcess, spawn} from 'node:child_process';
import {createHmac} from 'node:crypto';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {ConnectionRecords} from '../../source/exchange/yeastar/connection/connection-record.js';
import {openStore} from '../../source/storage/open-store.js';
import {commandLineOn} from '../helpers/command-line.js';
import {until} from '../helpers/hand-clock.js';
import {instance, recordOf, surroundingsOf} from '../helpers/pbx/connected-store.js';
import {furnish, startPbx, type TestPbx} from '../helpers/pbx/pbx.js';
import {ann, realFiles, temporaryFolder, temporaryStore} from '../helpers/store.js';

const secret = 'abcdefghijklmnopqrstuvwxyz012345';
const noConnection = {environment: {CHATLOGS_WEBHOOK_SECRET: secret}};

const document = {
	pbx: {firmware: '37.23.0.31', omnichannel_messaging: 1, api: 1},
	message_queues: [{id: 5, name: 'Support'}],
	sessions: [1, 2].map(id => ({
		id,
		type: 'sms',
		did_number: '+1',
		to: {user_type: 2, user_no: `+4930${id}`},
		queue_id: 5,
	})),
};

const messageEvent = (session: number, id: number, text = 'Hello') => ({
	type: 30_031,
	sn: '3621234567890',
	msg: {
		session_id: session,
		msg_id: id,
		msg_type: 0,
		sender: {user_type: 2, user_no: `+4930${session}`},
		msg_body: text,
		send_time: 1_784_000_000 + id,
	},
});

interface Receiving {
	readonly url: string;
	readonly child: ChildProcess;
	readonly stderr: () => string;
	readonly post: (event: object | string, given?: string) => Promise<number>;
	/** Resolves with the exit code. */
	readonly end: (signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
}

/** The program, receiving for a store, in a process of its own. */
const receiving = async (
	t: ExecutionContext,
	folder: string,
	argv: readonly string[] = [],
	environment: Readonly<Record<string, string>> = {},
): Promise<Receiving> => {
	const child = spawn(
		process.execPath,
		[path.resolve('dist/cli.js'), 'receive', '--listen', '127.0.0.1:0', '--store', folder, ...argv],
		{
			env: {...process.env, HOME: temporaryFolder(t), CHATLOGS_WEBHOOK_SECRET: secret, ...environment},
			stdio: ['ignore', 'ignore', 'pipe'],
		},
	);
	t.teardown(() => child.kill('SIGKILL'));
	const ended = once(child, 'exit');
	let stderr = '';
	child.stderr.on('data', chunk => (stderr += String(chunk)));
	await until(() => stderr.includes('Listening at') || child.exitCode !== null);
	const [, url = ''] = /Listening at (\S+);/.exec(stderr) ?? [];
	return {
		url,
		child,
		stderr: () => stderr,
		async post(event, given) {
			const body = typeof event === 'string' ? event : JSON.stringify(event);
			const signature = createHmac('sha256', secret).update(body).digest('base64');
			const answer = await fetch(url, {
				method: 'POST',
				body,
				headers: {'x-signature': given ?? signature, connection: 'close'},
			});
			return answer.status;
		},
		async end(signal) {
			child.kill(signal);
			const [code] = (await ended) as [number | null];
			return code;
		},
	};
};

/** What the store holds now; of one session also the texts. */
const stateOf = async (folder: string, session = 1) => {
	const store = await openStore(folder, realFiles);
	try {
		await store.loaded;
		return {
			changes: store.newestChange,
			texts: store.history(session).messages.map(({text}) => text),
			owners: store.directory.owners,
			sessions: store.table.loadedBlocks.flatMap(({id}) => [...id]),
		};
	} finally {
		await store.close();
	}
};

test('takes events in as they come, tells each, and ends when it is told to', async t => {
	const folder = await temporaryStore(t, document);
	const {post, end, stderr} = await receiving(t, folder);
	t.is(await post({event: 'test'}), 200);
	t.is(await post(messageEvent(1, 11)), 200);
	t.is(await post(messageEvent(1, 11)), 200);
	t.is(await post(messageEvent(9, 12)), 200);
	t.is(await post({type: 30_022, msg: String.raw`{"ext_number":"10\u001b[31m04","option":"DELETE"}`}), 200);
	t.is(await post({type: 30_038, msg: '{}'}), 200);
	t.is(await post({type: 30_011}), 200);
	t.is(await post({type: 30_031, msg: {}}), 200);
	t.is(await post('{"broken'), 400);
	t.is(await post(messageEvent(1, 13, 'Forged'), 'x'), 401);
	t.is(await end('SIGTERM'), 0);
	t.deepEqual(stderr().split('\n').slice(1), [
		'chatlogs: a test of the PBX’s',
		'chatlogs: message 11 of session 1: change 2',
		'chatlogs: message 11 of session 1: nothing new',
		'chatlogs: message 12 of session 9: session 9 is not known; import its session record first',
		'chatlogs: extension 10^[[31m04 deleted: the next chatlogs sync asks for the owners',
		'chatlogs: a message was read: nothing to keep',
		'chatlogs: event 30011: nothing to keep',
		'chatlogs: passed over: its session_id is missing',
		'chatlogs: passed over: It is no JSON object.',
		'',
	]);
	t.like(await stateOf(folder), {changes: 2, texts: ['Hello']});
});

test('a quiet one tells only where it listens', async t => {
	const {post, end, stderr, url} = await receiving(t, await temporaryStore(t, document), [
		'--quiet',
		'--path',
		'/pbx',
	]);
	t.regex(url, /\/pbx$/);
	t.is(await post(messageEvent(1, 11)), 200);
	t.is(await post('{"broken'), 400);
	t.is(await end('SIGINT'), 0);
	t.regex(stderr(), /^chatlogs: Listening at \S+; Ctrl-C ends it\.\n$/);
});

test('an event that comes again after a kill between the store and the answer changes nothing', async t => {
	const folder = await temporaryStore(t, document);
	const first = await receiving(t, folder);
	const answer = first.post(messageEvent(1, 11)).catch(() => undefined);
	await until(async () => stateOf(folder).then(({changes}) => changes === 2));
	await first.end('SIGKILL');
	await answer;
	const second = await receiving(t, folder);
	t.is(await second.post(messageEvent(1, 11)), 200);
	t.is(await second.end('SIGTERM'), 0);
	t.like(await stateOf(folder), {changes: 2, texts: ['Hello']});
});

test('a message that was deleted here does not come back by an event that comes again', async t => {
	const folder = await temporaryStore(t, document);
	const {post, end} = await receiving(t, folder);
	await post(messageEvent(1, 11));
	const chatlogs = commandLineOn(folder);
	t.is(await chatlogs.code(['delete-messages', '1', '11', '--yes']), 0);
	const before = await stateOf(folder);
	t.is(await post(messageEvent(1, 11)), 200);
	t.is(await end('SIGTERM'), 0);
	t.deepEqual(await stateOf(folder), before);
	t.notRegex(await chatlogs.stdout(['messages', '1']), /Hello/);
});

/** The program, receiving for a store that is connected to a PBX. */
const receivingConnected = async (
	t: ExecutionContext,
	pbx: TestPbx,
): Promise<Receiving & {folder: string}> => {
	furnish(pbx);
	const surroundings = surroundingsOf(t, pbx);
	const folder = await temporaryStore(t, document);
	const store = await openStore(folder, realFiles);
	await store.loaded;
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: pbx.world.sn, instance}}));
	await store.close();
	const home = temporaryFolder(t);
	const config = path.join(home, 'config');
	await new ConnectionRecords(surroundings.machine, path.join(config, 'chatlogs'), instance).write(
		recordOf(pbx, folder),
	);
	const started = await receiving(t, folder, [], {
		XDG_CONFIG_HOME: config,
		XDG_STATE_HOME: path.join(home, 'state'),
		CHATLOGS_PBX_SECRET: pbx.office.secret,
	});
	return {...started, folder};
};

test('on a connected store it keeps looking at the PBX, at once if an event says so', async t => {
	const pbx = await startPbx(t, {shows: 'http'});
	const {post, end, stderr, folder} = await receivingConnected(t, pbx);
	await until(() => pbx.calls('message_session/list').length > 0);
	const chat = pbx.world.addChat({kind: 'api'});
	const {length} = pbx.calls('extension/list');
	pbx.world.addExtension(14, '1004', 'Dee');
	t.is(await post({type: 30_022, msg: {ext_number: '1004', option: 'CREATE'}}), 200);
	await until(() => pbx.calls('extension/list').length > length);
	await until(async () => {
		const {owners, sessions} = await stateOf(folder);
		return sessions.includes(chat) && owners.some(({number}) => number === '1004');
	});
	t.is(await post({...messageEvent(1, 11), sn: 'another'}), 200);
	t.is(await end('SIGTERM'), 0);
	t.regex(stderr(), /extension 1004 made: asking for the owners/);
	t.regex(stderr(), /passed over: It is of another PBX/);
});

test('on a connected store it also hears what the PBX tells by a WebSocket, again when that ended', async t => {
	const pbx = await startPbx(t, {shows: 'http'});
	const {post, end, folder} = await receivingConnected(t, pbx);
	const listens = async (times: number): Promise<void> =>
		until(() => pbx.sockets.log.filter(line => line.includes('topic_list')).length === times);
	await listens(1);
	await until(() => pbx.calls('message_session/list').length > 0);
	const chat = pbx.world.addChat({kind: 'api'});
	await until(async () => stateOf(folder).then(({sessions}) => sessions.includes(chat)));
	const hears = async (words: string): Promise<void> =>
		until(async () => stateOf(folder, chat).then(({texts}) => texts.includes(words)));
	// Nothing comes in by asking any more.
	pbx.faults.add('*', 'reset');
	pbx.world.receive(chat, 'Heard');
	await hears('Heard');
	const before = await stateOf(folder, chat);
	const said = pbx.world.chats.get(chat)!.messages.at(-1)!;
	t.is(await post(messageEvent(chat, said.id, 'Heard')), 200);
	t.deepEqual(await stateOf(folder, chat), before);

	pbx.sockets.close();
	await listens(2);
	pbx.world.receive(chat, 'Heard again');
	await hears('Heard again');
	t.is(await end('SIGTERM'), 0);
});

test('it ends once the store is connected anew, or to none', async t => {
	const pbx = await startPbx(t, {shows: 'http'});
	const {child, stderr, folder} = await receivingConnected(t, pbx);
	await until(() => pbx.calls('message_session/list').length > 0);
	const store = await openStore(folder, realFiles);
	await store.commit(ann, () => ({kind: 'connect', connection: null}));
	await store.close();
	await until(() => child.exitCode !== null);
	t.is(child.exitCode, 1);
	t.regex(stderr(), /connected anew meanwhile, or disconnected/);
});

test('nothing is taken from another PBX at the same address, and webhooks go on', async t => {
	const pbx = await startPbx(t, {shows: 'http'});
	const before = pbx.world.sn;
	const started = receivingConnected(t, pbx);
	pbx.before = () => Object.assign(pbx.world, {sn: 'another'});
	pbx.world.addChat({kind: 'api'});
	const {post, end, stderr, folder} = await started;
	await until(() => stderr().includes('another PBX answers'));
	t.is(await post({...messageEvent(1, 11), sn: before}), 200);
	t.is(await end('SIGTERM'), 0);
	t.is(pbx.calls('message_session/list').length, 0);
	t.like(await stateOf(folder), {sessions: [1, 2], texts: ['Hello']});
});

test('says what is wrong with how it was called', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, document));
	for (const [argv, reason] of [
		[[], /Say where to listen/],
		[['--listen', '8787'], /expected HOST:PORT/],
		[['--listen', '0.0.0.0:8787'], /--allow-remote/],
		[['--listen', '127.0.0.1:0', '--json'], /never ends by itself/],
		[['--listen', '127.0.0.1:0', '--path', 'pbx'], /--path cannot be/],
		[['--listen', '127.0.0.1:0', 'x'], /x/],
	] as const) {
		const {code, stderr} = await chatlogs(['receive', ...argv], noConnection);
		t.is(code, 2, argv.join(' '));
		t.regex(stderr, reason);
	}

	const {code, stderr} = await chatlogs(['receive', '--listen', '127.0.0.1:0']);
	t.is(code, 1);
	t.regex(stderr, /CHATLOGS_WEBHOOK_SECRET/);
});
