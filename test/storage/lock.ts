import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {testLoader} from '../../.config/test-folder.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {kernelLock} from '../../source/storage/lock.js';
import {temporaryFolder} from '../helpers/store.js';

const lockFile = (t: ExecutionContext): string => {
	const file = path.join(temporaryFolder(t), 'lock');
	writeFileSync(file, '');
	return file;
};

test('only one holds the lock, and the next has it when it is released', async t => {
	const file = lockFile(t);
	const [one, other] = [kernelLock(file), kernelLock(file)];
	const release = await one.acquire();
	let isFree = false;
	const second = other.acquire().then(releaseSecond => {
		t.true(isFree);
		return releaseSecond;
	});
	// Several tries of the second come in between.
	for (let turn = 0; turn < 50; turn++) await new Promise(resolve => setTimeout(resolve));
	isFree = true;
	t.deepEqual(readdirSync(path.dirname(file)), ['lock']);
	release();
	(await second)();
	(await one.acquire())();
	one.close();
	other.close();
	t.is(statSync(file).size, 0);
});

test('whoever is killed holds the lock no longer', async t => {
	const file = lockFile(t);
	const holder = spawn(process.execPath, [
		`--import=${testLoader}`,
		'test/fixtures/storage/hold-lock.ts',
		file,
	]);
	t.teardown(() => holder.kill('SIGKILL'));
	await once(holder.stdout, 'data');
	const lock = kernelLock(file);
	let isDead = false;
	const acquired = lock.acquire().then(release => {
		t.true(isDead);
		return release;
	});
	for (let turn = 0; turn < 50; turn++) await new Promise(resolve => setTimeout(resolve));
	isDead = true;
	holder.kill('SIGKILL');
	(await acquired)();
	lock.close();
	t.is(statSync(file).size, 0);
});

test('a file that cannot be a lock is refused', async t => {
	const file = lockFile(t);
	writeFileSync(file, 'no lock, but something that somebody put there\n'.repeat(40));
	const lock = kernelLock(file);
	await t.throwsAsync(lock.acquire(), {
		instanceOf: StoreRefusal,
		message: `${file} cannot be locked: it is not empty, and so no lock. Take it away.`,
	});
	lock.close();
});

test('a lock whose folder was removed is refused, be it open already or not', async t => {
	const file = lockFile(t);
	const [known, fresh] = [kernelLock(file), kernelLock(file)];
	(await known.acquire())();
	rmSync(path.dirname(file), {recursive: true});
	(await known.acquire())();
	known.close();
	await t.throwsAsync(async () => fresh.acquire(), {
		instanceOf: StoreRefusal,
		message: /it is missing\. Was the store moved/v,
	});
	fresh.close();
});
