import path from 'node:path';
import test from 'ava';
import {
	addFoundLines,
	lostAndFoundName,
	removeRepairCopies,
} from '../../../source/storage/repair/repair-copies.js';
import {SimulatedFileSystem} from '../../helpers/simulated-file-system.js';

const found = (...sessions: readonly number[]) => ({sessions, file: 'm1.jsonl', offset: 0, bytes: 'AA=='});

test('with a purge go the lines that are, or may be, of a purged session', async t => {
	const files = new SimulatedFileSystem();
	files.makeFolder('/store');
	await addFoundLines(files, '/store', [found(1), found(2), found(1, 2), found()]);
	await removeRepairCopies(files, '/store', new Set([2]), []);
	const file = path.join('/store', lostAndFoundName);
	t.is(files.bytes(file).toString(), `${JSON.stringify(found(1))}\n`);
	await removeRepairCopies(files, '/store', new Set([1]), []);
	t.is(files.stat(file), undefined);
});

test('what may be of a session under a hold stays', async t => {
	const files = new SimulatedFileSystem();
	files.makeFolder('/store');
	files.makeFolder('/store/backup-1');
	await addFoundLines(files, '/store', [found(1), found(2), found(1, 2), found()]);
	await removeRepairCopies(files, '/store', new Set([2]), [1]);
	const file = path.join('/store', lostAndFoundName);
	t.is(
		files.bytes(file).toString(),
		[found(1), found(1, 2), found()].map(line => `${JSON.stringify(line)}\n`).join(''),
	);
	t.true(files.list('/store').includes('backup-1'));
});
