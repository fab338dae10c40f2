import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {fetchFiles, type FetchReport, pathOnPbx} from '../../../source/exchange/yeastar/fetch-files.js';
import {KeptFiles} from '../../../source/storage/kept-files.js';
import {nodeFileSystem} from '../../../source/storage/node-file-system.js';
import {openStore} from '../../../source/storage/open-store.js';
import {commandLineOn} from '../../helpers/command-line.js';
import {never, openOffice} from '../../helpers/pbx/api.js';
import {type TestPbx} from '../../helpers/pbx/pbx.js';
import {realFiles, temporaryFolder, temporaryStore} from '../../helpers/store.js';

const session = 7;

/** One session, whose messages have one file each, at these addresses. */
const chat = (uris: readonly (string | undefined)[], names: readonly string[] = []): object => ({
	sessions: [{id: session, type: 'whatsapp', did_number: '+4930100', to: {user_type: 2, user_no: '+49170'}}],
	messages: uris.map((uri, index) => ({
		session_id: session,
		msg_id: index + 1,
		msg_type: 0,
		send_time: 1_700_000_000 + index,
		sender: {user_type: 2, user_no: '+49170'},
		msg_body: '',
		msg_files: JSON.stringify([{id: `f${index}`, name: names[index] ?? `photo ${index + 1}.jpg`, uri}]),
	})),
});

const scene = async (
	t: ExecutionContext,
	uris: readonly (string | undefined)[],
	names?: readonly string[],
) => {
	const {pbx, api} = await openOffice(t);
	const folder = await temporaryStore(t, chat(uris, names));
	const fetch = async (quota = 1e9): Promise<FetchReport> => {
		const store = await openStore(folder, realFiles);
		await store.loaded;
		try {
			return await fetchFiles({store, api, origin: pbx.origin, quota, signal: never});
		} finally {
			await store.close();
		}
	};

	const kept = new KeptFiles(nodeFileSystem, folder);
	return {pbx, folder, fetch, kept, chatlogs: commandLineOn(folder)};
};

const serve = (pbx: TestPbx, file: string, text: string, type = 'image/jpeg'): void => {
	pbx.files.set(file, {bytes: Buffer.from(text), type});
};

const states = (kept: KeptFiles): readonly (string | undefined)[] =>
	Array.from(kept.read().values(), ({digest, missing}) => (digest === undefined ? missing : 'here'));

test('a file is fetched once, with the token, and a content that two messages have is kept once', async t => {
	const {pbx, folder, fetch, kept} = await scene(t, ['/ysdisk/a.jpg', '/ysdisk/b.jpg?v=1']);
	serve(pbx, '/ysdisk/a.jpg', 'cat');
	serve(pbx, '/ysdisk/b.jpg', 'cat');
	t.like(await fetch(), {fetched: 2, size: 6, missing: 0, later: undefined});
	t.deepEqual(states(kept), ['here', 'here']);
	t.is(readdirSync(path.join(folder, 'files')).length, 2);
	const {length} = pbx.seen;
	t.like(await fetch(), {fetched: 0, missing: 0});
	t.is(pbx.seen.length, length, 'nothing was asked for again');
	const index = readFileSync(path.join(folder, 'files/index.jsonl'), 'utf8');
	t.notRegex(index, /access_token|token-/);
});

test('the token goes nowhere else: neither to another address nor after a redirect', async t => {
	const {pbx, fetch, kept} = await scene(t, [
		'https://evil.example/a.jpg',
		'//evil.example/a.jpg',
		'file:///etc/passwd',
		'/moved.jpg',
		undefined,
	]);
	pbx.files.set('/moved.jpg', 302);
	t.like(await fetch(), {fetched: 0, missing: 5});
	t.deepEqual(states(kept), ['elsewhere', 'elsewhere', 'elsewhere', 'gone', 'no address']);
	t.deepEqual(
		pbx.seen.map(({endpoint}) => endpoint).filter(endpoint => endpoint.startsWith('/')),
		['/moved.jpg'],
	);
});

test('what the PBX cleaned up is noted, and never asked for again; a passing trouble is', async t => {
	const {pbx, fetch, kept} = await scene(t, [
		'/gone.jpg',
		'/busy.jpg',
		'/portal.jpg',
		'/answer.jpg',
		'/untyped.jpg',
	]);
	pbx.files.set('/gone.jpg', 404);
	pbx.files.set('/busy.jpg', 503);
	serve(pbx, '/portal.jpg', '<html></html>', 'text/html');
	serve(pbx, '/answer.jpg', '{"errcode":60001,"errmsg":"DATA NOT FOUND"}', 'application/json');
	serve(pbx, '/untyped.jpg', '{"errcode":60001,"errmsg":"DATA NOT FOUND"}');
	t.like(await fetch(), {fetched: 0, missing: 4, later: 'answered 503'});
	serve(pbx, '/busy.jpg', 'dog');
	t.like(await fetch(), {fetched: 1, missing: 0, later: undefined});
	t.deepEqual(states(kept), ['gone', 'gone', 'gone', 'gone', 'here']);
});

test('a file beyond the quota of the store is left where it is', async t => {
	const {pbx, fetch, kept} = await scene(t, ['/a.jpg', '/b.jpg']);
	serve(pbx, '/a.jpg', 'cat');
	serve(pbx, '/b.jpg', 'a dog');
	t.like(await fetch(5), {fetched: 1, missing: 1});
	t.deepEqual(states(kept), ['here', 'no room']);
});

test('a file that is too large is not kept', async t => {
	const {pbx, fetch, kept} = await scene(t, ['/a.jpg']);
	pbx.files.set('/a.jpg', {bytes: Buffer.alloc(26 * 1024 * 1024), type: 'video/mp4'});
	t.like(await fetch(), {fetched: 0, missing: 1});
	t.deepEqual(states(kept), ['too large']);
});

test('an expired token is renewed for a file as well', async t => {
	const {pbx, fetch} = await scene(t, ['/a.jpg', '/b.json']);
	serve(pbx, '/b.json', '{"errcode":0}', 'application/json');
	let isFirst = true;
	pbx.before = seen => {
		if (seen.endpoint !== '/a.jpg') return;
		if (isFirst) serve(pbx, '/a.jpg', '{"errcode":10004,"errmsg":"TOKEN EXPIRED"}', 'application/json');
		else serve(pbx, '/a.jpg', 'cat');
		isFirst = false;
	};
	t.like(await fetch(), {fetched: 2, missing: 0});
});

test('files tells what is here and what is not, and writes it under harmless names', async t => {
	const {pbx, fetch, chatlogs} = await scene(
		t,
		['/a.jpg', '/b.jpg'],
		['../../.ssh/id_rsa', 'b\u001B[2J.jpg'],
	);
	serve(pbx, '/a.jpg', 'cat');
	pbx.files.set('/b.jpg', 404);
	t.regex(await chatlogs.stdout(['files', String(session)]), /not fetched/);
	await fetch();
	const {stdout, code} = await chatlogs(['files', String(session)]);
	t.is(code, 0);
	t.false(stdout.includes('\u001B'));
	t.regex(stdout, /3 bytes +here/);
	t.regex(stdout, /no longer on the PBX/);
	const target = temporaryFolder(t);
	const saved = await chatlogs(['files', String(session), '--save', target, '--json']);
	t.is(saved.code, 1);
	t.regex(saved.stderr, /1 of 2 files written/);
	t.deepEqual(readdirSync(target), ['1-1-_.._.ssh_id_rsa']);
	t.is(readFileSync(path.join(target, '1-1-_.._.ssh_id_rsa'), 'utf8'), 'cat');
	t.like(JSON.parse(saved.stdout), {session, files: [{state: 'here'}, {state: 'no longer on the PBX'}]});
	t.regex(await chatlogs.stderr(['files', String(session), '--save', target]), /is there already/);
});

test('files writes none if one of them is there already', async t => {
	const {pbx, fetch, chatlogs} = await scene(t, ['/a.jpg', '/b.jpg'], ['a.jpg', 'b.jpg']);
	for (const name of ['/a.jpg', '/b.jpg']) serve(pbx, name, 'cat');
	await fetch();
	const target = temporaryFolder(t);
	writeFileSync(path.join(target, '2-1-b.jpg'), 'mine');
	const {code, stderr} = await chatlogs(['files', String(session), '--save', target]);
	t.is(code, 2);
	t.regex(stderr, /2-1-b\.jpg is there already/);
	t.deepEqual(readdirSync(target), ['2-1-b.jpg']);
});

test('an erasure takes the files along', async t => {
	const {pbx, folder, fetch, kept, chatlogs} = await scene(t, ['/a.jpg']);
	serve(pbx, '/a.jpg', 'cat');
	await fetch();
	t.is(await chatlogs.code(['purge', String(session), '--erase', '--yes']), 0);
	t.is(kept.read().size, 0);
	t.deepEqual(readdirSync(path.join(folder, 'files')), ['index.jsonl']);
});

test('an address counts as the PBX’s own only with its scheme, host and port', t => {
	const origin = 'https://pbx.example:8088';
	t.is(pathOnPbx('/a?b=c', origin), '/a?b=c');
	t.is(pathOnPbx('a/../b', origin), '/b');
	t.is(pathOnPbx('https://pbx.example:8088/a', origin), '/a');
	for (const uri of [
		'ftp://pbx.example:8088/a',
		'https://pbx.example/a',
		'https://u@pbx.example.evil:8088/a',
	])
		t.is(pathOnPbx(uri, origin), undefined);
});
