import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {testLoader} from '../../.config/test-folder.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {kernelLock, LockedRefusal} from '../../source/storage/lock.js';
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
	for (const lock of [known, fresh]) {
		await t.throwsAsync(async () => lock.acquire(), {
			instanceOf: StoreRefusal,
			message: /it is missing\. Was the store moved/v,
		});
		lock.close();
	}
});

test('a folder that was another one for a while is locked again by its own file', async t => {
	const folder = temporaryFolder(t);
	const [own, other, away] = ['own', 'other', 'away'].map(name => path.join(folder, name)) as [
		string,
		string,
		string,
	];
	for (const each of [own, other]) {
		mkdirSync(each);
		writeFileSync(path.join(each, 'lock'), '');
	}

	const swap = (): void => {
		renameSync(own, away);
		renameSync(other, own);
		renameSync(away, other);
	};

	const lock = kernelLock(path.join(own, 'lock'));
	const isLocked = async (place: string): Promise<boolean> => {
		const second = kernelLock(path.join(place, 'lock'));
		try {
			(await second.acquire(0))();
			return false;
		} catch (error) {
			t.true(error instanceof LockedRefusal);
			return true;
		} finally {
			second.close();
		}
	};

	for (let times = 0; times < 3; times++) {
		const release = await lock.acquire();
		t.deepEqual([await isLocked(own), await isLocked(other)], [true, false]);
		release();
		swap();
	}

	lock.close();
	t.deepEqual(readdirSync(own), ['lock']);
});

test('a lock file that was taken away and made anew is the one that counts', async t => {
	const file = lockFile(t);
	const lock = kernelLock(file);
	(await lock.acquire())();
	rmSync(file);
	writeFileSync(file, '');
	const release = await lock.acquire();
	const second = kernelLock(file);
	await t.throwsAsync(second.acquire(0), {instanceOf: LockedRefusal});
	release();
	lock.close();
	second.close();
});
