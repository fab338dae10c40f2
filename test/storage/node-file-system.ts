import {chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {readFile, writeFile} from '../../source/storage/file-system.js';
import {nodeFileSystem as files} from '../../source/storage/node-file-system.js';
import {temporaryFolder} from '../helpers/store.js';

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

test('a folder is made once, and only in one that is there', t => {
	const folder = path.join(temporaryFolder(t), 'store');
	files.makeFolder(folder);
	t.notThrows(() => files.makeFolder(folder));
	t.throws(() => files.makeFolder(path.join(folder, 'missing', 'below')), {instanceOf: StoreRefusal});
});

test('files and folders are for their owner alone', async t => {
	const folder = path.join(temporaryFolder(t), 'store');
	files.makeFolder(folder);
	await writeFile(files, path.join(folder, 'created'), 'x');
	files.open(path.join(folder, 'written'), 'write').close();
	t.is(modeOf(folder), '700');
	t.is(modeOf(path.join(folder, 'created')), '600');
	t.is(modeOf(path.join(folder, 'written')), '600');
});

test('files are for the group where the folder is', async t => {
	const folder = temporaryFolder(t);
	chmodSync(folder, 0o2770);
	await writeFile(files, path.join(folder, 'created'), 'x');
	files.open(path.join(folder, 'written'), 'write').close();
	t.is(modeOf(path.join(folder, 'created')), '660');
	t.is(modeOf(path.join(folder, 'written')), '660');
});

test('the mode of a file that is there stays', t => {
	const file = path.join(temporaryFolder(t), 'file');
	writeFileSync(file, 'x', {mode: 0o640});
	files.open(file, 'write').close();
	t.is(modeOf(file), '640');
});

test('what is written at an offset is read there, and no more than there is', async t => {
	const file = path.join(temporaryFolder(t), 'file');
	const open = files.open(file, 'write');
	open.write(Buffer.from('hello'), 0);
	open.write(Buffer.from('y!'), 4);
	await open.sync();
	t.is(open.size(), 6);
	t.is(open.read(1, 3).toString(), 'ell');
	t.is(open.read(4, 100).toString(), 'y!');
	t.is(open.read(100, 4).length, 0);
	open.truncate(2);
	t.is(readFile(files, file).toString(), 'he');
	open.close();
	files.open(file, 'create').close();
	t.is(files.stat(file)?.size, 0);
});

test('a file keeps its identity under another name, and another gets another', async t => {
	const folder = temporaryFolder(t);
	const [one, other] = [path.join(folder, 'one'), path.join(folder, 'other')];
	await writeFile(files, one, 'x');
	await writeFile(files, other, 'y');
	const open = files.open(one, 'write');
	t.is(files.stat(one)?.identity, open.identity);
	open.write(Buffer.from('longer'), 0);
	t.is(files.stat(one)?.identity, open.identity);
	files.rename(other, one);
	t.not(files.stat(one)?.identity, open.identity);
	t.is(files.stat(other), undefined);
	open.close();
});

test('links are not followed', t => {
	const folder = temporaryFolder(t);
	const target = path.join(folder, 'target');
	const link = path.join(folder, 'link');
	writeFileSync(target, 'untouched');
	symlinkSync(target, link);
	for (const mode of ['read', 'write', 'create'] as const) {
		t.throws(() => files.open(link, mode), {
			instanceOf: StoreRefusal,
			message: `${link} is a symbolic link, which a store does not follow. Take it away, or put the file there.`,
		});
	}

	t.is(readFile(files, target).toString(), 'untouched');
	t.is(files.stat(link)?.kind, 'symbolic link');
});

test('folders are listed and made durable, and what is gone may be removed again', async t => {
	const folder = temporaryFolder(t);
	mkdirSync(path.join(folder, 'inner'));
	writeFileSync(path.join(folder, 'file'), '');
	t.deepEqual(files.list(folder).toSorted(), ['file', 'inner']);
	t.is(files.stat(path.join(folder, 'inner'))?.kind, 'folder');
	await files.syncFolder(folder);
	files.remove(path.join(folder, 'file'));
	files.remove(path.join(folder, 'file'));
	t.deepEqual(files.list(folder), ['inner']);
});

for (const [name, file, work, reason] of [
	[
		'a missing file',
		'gone',
		(file: string) => files.open(file, 'read'),
		'cannot be used: it is missing. Was the store moved, or remade by another process?',
	],
	[
		'a missing folder',
		'gone/file',
		(file: string) => files.open(file, 'create'),
		'cannot be used: it is missing. Was the store moved, or remade by another process?',
	],
	[
		'a file in the place of a folder',
		'file/inner',
		(file: string) => files.list(file),
		'cannot be used: it is not inside a folder. Check its path.',
	],
	[
		'a folder in the place of a file',
		'folder',
		(file: string) => files.open(file, 'write'),
		'is a folder where a file should be. Take it away, or put the file there.',
	],
] as const) {
	test(`${name} is refused with its path and what it means`, t => {
		const folder = temporaryFolder(t);
		writeFileSync(path.join(folder, 'file'), '');
		mkdirSync(path.join(folder, 'folder'));
		const asked = path.join(folder, file);
		t.throws(() => void work(asked), {instanceOf: StoreRefusal, message: `${asked} ${reason}`});
	});
}

test('a folder that cannot be made durable is refused', async t => {
	const gone = path.join(temporaryFolder(t), 'gone');
	await t.throwsAsync(files.syncFolder(gone), {instanceOf: StoreRefusal, message: /is missing/v});
});

test('an error that says nothing to an administrator stays as it is', t => {
	const folder = temporaryFolder(t);
	t.throws(() => files.rename(folder, path.join(folder, 'inner')), {code: 'EINVAL'});
});
