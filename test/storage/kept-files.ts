import {createHash} from 'node:crypto';
import {appendFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {KeptFiles} from '../../source/storage/kept-files.js';
import {nodeFileSystem} from '../../source/storage/node-file-system.js';
import {openStore} from '../../source/storage/open-store.js';
import {removeStore} from '../../source/storage/remove-store.js';
import {ann, realFiles, temporaryFolder, temporaryStore} from '../helpers/store.js';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const file = (session: number, message: number, text: string) => ({
	session,
	message,
	index: 0,
	digest: digestOf(text),
	size: text.length,
	bytes: Buffer.from(text),
});

test('each content is kept once, and the last word on a file counts', async t => {
	const folder = temporaryFolder(t);
	const kept = new KeptFiles(nodeFileSystem, folder);
	t.is(kept.read().size, 0);
	t.deepEqual(readdirSync(folder), []);
	await kept.add([file(1, 10, 'cat'), file(2, 20, 'cat')]);
	await kept.add([{session: 1, message: 11, index: 0, missing: 'gone'}]);
	await kept.add([file(1, 11, 'dog')]);
	t.deepEqual(
		readdirSync(path.join(folder, 'files')).toSorted(),
		[digestOf('cat'), digestOf('dog'), 'index.jsonl'].toSorted(),
	);
	t.is(kept.read().get('1/11/0')?.digest, digestOf('dog'));
	t.is(String(kept.bytes(digestOf('cat'))), 'cat');
});

test('a content that others refer to stays when one is removed', async t => {
	const folder = temporaryFolder(t);
	const kept = new KeptFiles(nodeFileSystem, folder);
	await kept.add([file(1, 10, 'cat'), file(2, 20, 'cat'), file(2, 21, 'dog')]);
	await kept.remove(session => session === 2);
	t.deepEqual([...kept.read().keys()], ['1/10/0']);
	t.deepEqual(
		readdirSync(path.join(folder, 'files')).toSorted(),
		[digestOf('cat'), 'index.jsonl'].toSorted(),
	);
});

test('a torn or strange line is passed over, and does not spoil the next', async t => {
	const folder = temporaryFolder(t);
	const kept = new KeptFiles(nodeFileSystem, folder);
	await kept.add([file(1, 10, 'cat')]);
	const index = path.join(folder, 'files/index.jsonl');
	appendFileSync(
		index,
		'{"session":3,"message":1,"index":0,"digest":"../../etc/passwd"}\n{"session":1,"mess',
	);
	await kept.add([file(1, 11, 'dog')]);
	t.deepEqual([...kept.read().keys()], ['1/10/0', '1/11/0']);
	t.throws(() => kept.bytes('../../../etc/passwd'), {message: /no name of a file/});
});

test('bytes that were altered are not given out', async t => {
	const folder = temporaryFolder(t);
	const kept = new KeptFiles(nodeFileSystem, folder);
	await kept.add([file(1, 10, 'cat')]);
	writeFileSync(path.join(folder, 'files', digestOf('cat')), 'dog');
	t.throws(() => kept.bytes(digestOf('cat')), {message: /is damaged/});
});

test('nothing is read or written through a link that stands in the place of the folder or of a file', async t => {
	const folder = temporaryFolder(t);
	const outside = temporaryFolder(t);
	symlinkSync(outside, path.join(folder, 'files'));
	const kept = new KeptFiles(nodeFileSystem, folder);
	t.throws(() => kept.read(), {message: /symbolic link/});
	await t.throwsAsync(kept.add([file(1, 10, 'cat')]), {message: /symbolic link/});
	await t.throwsAsync(
		kept.remove(() => true),
		{message: /symbolic link/},
	);
	t.deepEqual(readdirSync(outside), []);
	const other = temporaryFolder(t);
	mkdirSync(path.join(other, 'files'));
	symlinkSync(path.join(outside, 'index'), path.join(other, 'files/index.jsonl'));
	await t.throwsAsync(new KeptFiles(nodeFileSystem, other).add([file(1, 10, 'cat')]), {
		message: /symbolic link/,
	});
	t.deepEqual(readdirSync(outside), []);
});

test('a purge removes the files of its sessions and messages, and only those', async t => {
	const folder = await temporaryStore(t);
	const store = await openStore(folder, realFiles);
	await store.loaded;
	const kept = new KeptFiles(nodeFileSystem, folder);
	await kept.add([file(3001, 1, 'cat'), file(3001, 2, 'dog'), file(3001, 3, 'cow')]);
	await kept.add([file(4000, 1, 'cow')]);
	const {handler} = store.session(3001)!;
	await store.commit(ann, () => ({kind: 'purge', messagesPurged: [{session: 3001, ids: [2]}]}));
	t.deepEqual([...kept.read().keys()], ['3001/1/0', '3001/3/0', '4000/1/0']);
	await store.commit(ann, () => ({
		kind: 'purge',
		purged: [{from: handler, sessions: [3001], messages: 1}],
	}));
	t.deepEqual([...kept.read().keys()], ['4000/1/0']);
	t.deepEqual(
		readdirSync(path.join(folder, 'files')).toSorted(),
		[digestOf('cow'), 'index.jsonl'].toSorted(),
	);
	await store.close();
	await removeStore(folder, realFiles);
	t.deepEqual(readdirSync(folder), ['lock']);
});
