import {chmodSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setImmediate as turn} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {SiteBook} from '../../source/storage/site-book.js';
import {openStore} from '../../source/storage/open-store.js';
import {withWatchMemory} from '../../source/storage/watch-memory.js';
import {commandLineOn, run, type Runner} from '../helpers/command-line.js';
import {Platform, secret} from '../helpers/platform.js';
import {ann, realFiles, temporaryFolder, temporaryStore} from '../helpers/store.js';

const document = {
	pbx: {firmware: '37.23.0.31', omnichannel_messaging: 1, api: 1},
	message_queues: [{id: 5, name: 'Support'}],
	sessions: [1, 2, 3, 4, 5].map(id => ({
		id,
		type: 'sms',
		did_number: '+1',
		to: {user_type: 2, user_no: `+2000${id}`},
		queue_id: 5,
	})),
};

const once = ['watch', 'closed', '--filter', 'status:closed', '--once'] as const;

interface Scene {
	readonly chatlogs: Runner;
	readonly store: string;
	readonly state: string;
	/** A receiver, and how it is reached with an address and a secret. */
	readonly receiver: Platform;
}

const scene = async (t: ExecutionContext): Promise<Scene> => {
	const store = await temporaryStore(t, document);
	const state = path.join(temporaryFolder(t), 'state');
	const receiver = new Platform();
	const environment = {CHATLOGS_WATCH_URL: 'https://hooks.example/one', CHATLOGS_WATCH_SECRET: secret};
	const sender = {...receiver.sender, environment};
	return {chatlogs: commandLineOn(store, {stateFolder: state, sender}), store, state, receiver};
};

const idsOf = (receiver: Platform): readonly string[] =>
	receiver.requests.map(({headers}) => headers['webhook-id']!);

test('tells what began since the last look, and ends with 10; else nothing, and with 0', async t => {
	const {chatlogs} = await scene(t);
	await chatlogs(['close', '5', '--yes']);
	t.like(await chatlogs([...once]), {
		code: 0,
		stdout: '',
		stderr: 'closed: 1 session at the first look. From now on, what begins to match is told.\n',
	});
	t.like(await chatlogs([...once]), {code: 0, stdout: '', stderr: ''});
	await chatlogs(['close', '3', '2', '--yes']);
	const {code, stdout, stderr} = await chatlogs([...once]);
	t.is(code, 10);
	t.is(stdout, '2\n3\n');
	t.regex(stderr, /^\d{4}-\d\d-\d\d \d\d:\d\d {2}closed: 2 sessions began to match, 3 in all\.\n$/);
	t.like(await chatlogs([...once]), {code: 0, stdout: '', stderr: ''});
});

test('what ceased to match begins again', async t => {
	const {chatlogs} = await scene(t);
	const queue = ['watch', 'open', '--filter', 'status:open', '--once'];
	await chatlogs(queue);
	await chatlogs(['close', '1', '--yes']);
	t.is(await chatlogs.code(queue), 0);
	await chatlogs(['undo', '--yes']);
	t.is(await chatlogs.stdout(queue), '1\n');
});

test('each watch, and each store, has its own memory; another filter begins anew', async t => {
	const {chatlogs, state} = await scene(t);
	await chatlogs([...once, '--quiet']);
	await chatlogs(['close', '1', '--yes']);
	t.regex(await chatlogs.stderr(['watch', 'other', ...once.slice(2)]), /1 session at the first look/);
	t.regex(
		await chatlogs.stderr(['watch', 'closed', '--filter', 'status:closed channel:sms', '--once']),
		/1 session at the first look/,
	);
	const elsewhere = commandLineOn(await temporaryStore(t, document), {stateFolder: state});
	t.regex(await elsewhere.stderr([...once]), /0 sessions at the first look/);
});

test('JSON is one document, whether something began or not', async t => {
	const {chatlogs} = await scene(t);
	t.like(JSON.parse(await chatlogs.stdout([...once, '--json'])), {
		watch: 'closed',
		id: null,
		isFirst: true,
		matching: 0,
		sessions: [],
	});
	await chatlogs(['close', '3', '--yes']);
	const {code, stdout, stderr} = await chatlogs([...once, '--json']);
	const {id, store, ...told} = JSON.parse(stdout) as {readonly id: string; readonly store: string};
	t.is(code, 10);
	t.is(stderr, '');
	t.truthy(id);
	t.truthy(store);
	t.like(told, {watch: 'closed', isFirst: false, matching: 1, sessions: [3]});
	t.is(await chatlogs.stdout([...once, '--json', '--quiet']), '');
});

test('posts ids and counts, signed; no word of a customer', async t => {
	const {chatlogs, receiver} = await scene(t);
	await chatlogs([...once, '--webhook']);
	t.is(receiver.requests.length, 0);
	await chatlogs(['close', '3', '2', '--yes']);
	t.is(await chatlogs.code([...once, '--webhook']), 10);
	t.true(receiver.areAllSigned);
	t.like(JSON.parse(receiver.requests[0]!.body), {
		type: 'watch.began',
		data: {watch: 'closed', began: 2, matching: 2, page: 1, pages: 1, sessions: [2, 3]},
	});
	t.notRegex(receiver.requests[0]!.body, /\+2000|status/);
});

test('what could not be posted is posted by the next run under the same id, with the same words', async t => {
	const {chatlogs, receiver} = await scene(t);
	await chatlogs([...once, '--webhook']);
	await chatlogs(['close', '3', '--yes']);
	receiver.answer = () => new Error('down');
	const {code, stdout, stderr} = await chatlogs([...once, '--webhook']);
	t.is(code, 1);
	t.is(stdout, '');
	t.regex(stderr, /Not told: the webhook cannot be reached.*told by the next run\./);
	t.is(receiver.requests.length, 5);
	receiver.answer = () => ({status: 200});
	// Another session does not alter what was to be told.
	await chatlogs(['close', '4', '--yes']);
	t.like(await chatlogs([...once, '--webhook']), {code: 10, stdout: '3\n'});
	t.is(new Set(idsOf(receiver)).size, 1);
	t.is(new Set(receiver.requests.map(({body}) => body)).size, 1);
	t.like(await chatlogs([...once, '--webhook']), {code: 10, stdout: '4\n'});
	t.is(new Set(idsOf(receiver)).size, 2);
	t.is(await chatlogs.code([...once, '--webhook']), 0);
});

// In a row, since a signal comes to every run in this process.
test.serial('a run that is ended after its look is finished by the next one', async t => {
	const {chatlogs, receiver} = await scene(t);
	await chatlogs([...once, '--webhook']);
	await chatlogs(['close', '3', '--yes']);
	receiver.answer = async () => {
		process.emit('SIGTERM');
		await turn();
		return new Error('aborted');
	};
	t.is(await chatlogs.code([...once, '--webhook']), 1);
	receiver.answer = () => ({status: 200});
	t.like(await chatlogs([...once, '--webhook']), {code: 10, stdout: '3\n'});
	t.is(new Set(idsOf(receiver)).size, 1);
});

test('of two runs at once only one looks', async t => {
	const {chatlogs, store, state} = await scene(t);
	const open = await openStore(store, realFiles);
	await withWatchMemory(realFiles, state, open, 'closed', async () => {
		const {code, stderr} = await chatlogs([...once]);
		t.is(code, 1);
		t.regex(stderr, /Another process watches closed now/);
		t.is(await chatlogs.code(['watch', 'other', ...once.slice(2)]), 0);
	});
	await open.close();
	t.is(await chatlogs.code([...once]), 0);
});

test('a read-only store can be watched, and nothing is written into it', async t => {
	const {chatlogs, store, state} = await scene(t);
	await chatlogs([...once]);
	await chatlogs(['close', '3', '--yes']);
	const open = await openStore(store, realFiles);
	await open.setReadOnly(ann, true);
	await open.close();
	const names = readdirSync(store);
	t.like(await chatlogs([...once]), {code: 10, stdout: '3\n'});
	t.deepEqual(readdirSync(store), names);
	t.is(readdirSync(path.join(state, 'watches')).length, 2);
});

test('a damaged memory is refused, not taken for a first look', async t => {
	const {chatlogs, state} = await scene(t);
	await chatlogs([...once]);
	const folder = path.join(state, 'watches');
	const file = path.join(
		folder,
		readdirSync(folder).find(name => name.endsWith('.json'))!,
	);
	t.notRegex(readFileSync(file, 'utf8'), /status/);
	chmodSync(file, 0o600);
	writeFileSync(file, '{');
	const {code, stderr} = await chatlogs([...once]);
	t.is(code, 3);
	t.regex(stderr, /is damaged.*Take it away/);
});

test.serial('goes on until a signal comes, and tells what begins meanwhile', async t => {
	const {chatlogs, receiver, store} = await scene(t);
	const open = await openStore(store, realFiles);
	let waits = 0;
	const {sender} = receiver;
	const wait = async (): Promise<void> => {
		await new Promise(resolve => setTimeout(resolve, 5));
		if (++waits === 3) await open.commit(ann, () => ({kind: 'close', closed: [3]}));
		if (receiver.requests.length > 0 || waits > 20_000) process.emit('SIGTERM');
	};
	const environment = {CHATLOGS_WATCH_URL: 'http://localhost/', CHATLOGS_WATCH_SECRET: secret};
	const {code, stdout} = await chatlogs(['watch', 'closed', '--filter', 'status:closed', '--webhook'], {
		sender: {...sender, environment, network: {...sender.network, wait}},
	});
	await open.close();
	t.is(code, 0);
	t.is(stdout, '3\n');
	t.is(receiver.requests.length, 1);
	t.is(await chatlogs.code([...once]), 0);
});

test.serial(
	'keeps watching several sites in one process; on stdout are numbers alone, each with its site',
	async t => {
		const {chatlogs, receiver, store, state} = await scene(t);
		const config = temporaryFolder(t);
		const sites = ['a', 'gone', 'b'].map(name => ({name, folder: path.join(config, name)}));
		const other = await temporaryStore(t, document);
		const folders = new Map([
			['a', store],
			['b', other],
		]);
		await new SiteBook(realFiles, config).update(() =>
			sites.map(site => ({...site, folder: folders.get(site.name) ?? site.folder})),
		);
		const stores = [await openStore(store, realFiles), await openStore(other, realFiles)];
		let waits = 0;
		const {sender} = receiver;
		const wait = async (): Promise<void> => {
			await new Promise(resolve => setTimeout(resolve, 5));
			if (++waits === 60)
				for (const each of stores) await each.commit(ann, () => ({kind: 'close', closed: [3]}));
			if (receiver.requests.length > 1 || waits > 20_000) process.emit('SIGTERM');
		};

		const environment = {CHATLOGS_WATCH_URL: 'http://localhost/', CHATLOGS_WATCH_SECRET: secret};
		const argv = ['watch', 'closed', '--filter', 'status:closed', '--webhook', '--all-sites'];
		const {code, stdout, stderr} = await run(argv, {
			stateFolder: state,
			sender: {...sender, environment, configFolder: config, network: {...sender.network, wait}},
		});
		for (const each of stores) await each.close();
		t.is(code, 0);
		t.deepEqual(stdout.split('\n').toSorted(), ['', 'a:3', 'b:3']);
		t.regex(stderr, /^Watching 3 sites until Ctrl-C\.\n/);
		t.regex(stderr, /gone: /);
		const told = receiver.requests.map(({body}) => (JSON.parse(body) as {data: {site: string}}).data.site);
		t.deepEqual(told.toSorted(), ['a', 'b']);
		t.is(await chatlogs.code([...once]), 0);
	},
);

for (const argv of [
	['watch'],
	['watch', 'a'],
	['watch', 'a', 'b', '--filter', 'status:open'],
	['watch', '../a', '--filter', 'status:open'],
	['watch', 'a', '--filter', ''],
	['watch', 'a', '--filter', 'status:nothing'],
	['watch', 'a', '--filter', 'status:open', '--json'],
	['watch', 'a', '--filter', 'status:open', '--once', '--allow-http'],
])
	test(`a mistake is told: ${argv.join(' ')}`, async t => {
		const {chatlogs} = await scene(t);
		t.is(await chatlogs.code(argv), 2);
	});
