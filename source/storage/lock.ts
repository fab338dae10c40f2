import {type DatabaseSync} from 'node:sqlite';
import {setTimeout as delay} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {StoreRefusal} from '../domain/refusal.js';
import {refuseIfNoPlainFile} from './file-system.js';
import {nodeFileSystem} from './node-file-system.js';

/** Another process held the lock longer than the caller would wait. */
export class LockedRefusal extends StoreRefusal {}

/** One writer at a time over all processes of the machine; never held while a person thinks. */
export interface Lock {
	/**
	Resolves when this process is the only writer, with a function that releases the lock.
	@param patience the longest time to wait for another process, in milliseconds; 10 seconds by default
	@throws LockedRefusal if that was not long enough
	*/
	acquire(patience?: number): Promise<() => void>;
	close(): void;
}

/** Does work as the only writer, then closes the lock. `patience` is as in `Lock.acquire`. */
export const whileLocked = async <Result>(
	lock: Lock,
	work: () => Promise<Result> | Result,
	patience?: number,
): Promise<Result> => {
	try {
		const release = await lock.acquire(patience);
		try {
			return await work();
		} finally {
			release();
		}
	} finally {
		lock.close();
	}
};

const usualPatience = 10_000;

/**
Lets SQLite open only an empty plain file: it would otherwise follow a link, or resume a transaction from a journal
left beside a database. Makes the file if it is missing.
@throws StoreRefusal if anything else is there
*/
const refuseIfNoLock = (path: string): void => {
	const found = nodeFileSystem.stat(path);
	if (found === undefined) nodeFileSystem.open(path, 'write').close();
	else {
		refuseIfNoPlainFile(path, found, 'read');
		if (found.size > 0)
			throw new StoreRefusal(`${path} cannot be locked: it is not empty, and so no lock. Take it away.`);
	}
};

/**
A kernel lock on an empty file, taken through SQLite, which never stores anything there. The kernel frees the lock when
its holder dies; a stopped holder keeps it. Always rolls back, because a commit would write and sync a page. The lock is
on the file that has the path when it is acquired: another folder may have taken its place, and given it back.
*/
export const kernelLock = (path: string): Lock => {
	let database: DatabaseSync | undefined;
	/** The identity of the file that the database is on. */
	let identity: string | undefined;
	const isReplaced = (): boolean => nodeFileSystem.stat(path)?.identity !== identity;
	const close = (): void => {
		database?.close();
		database = undefined;
	};

	const open = async (): Promise<DatabaseSync> => {
		// Reading needs no lock, so only writing pays for loading SQLite.
		const {DatabaseSync} = await import('node:sqlite');
		refuseIfNoLock(path);
		identity = nodeFileSystem.stat(path)?.identity;
		const address = pathToFileURL(path);
		// Keeps SQLite from making the file if it is gone again.
		address.searchParams.set('mode', 'rw');
		return new DatabaseSync(address, {timeout: 0});
	};

	const tryToAcquire = async (): Promise<boolean> => {
		try {
			if (isReplaced()) close();
			database ??= await open();
			// Otherwise SQLite makes a file beside it each time, which fails on a full disk.
			database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
			if (!isReplaced()) return true;
			close();
			return false;
		} catch (error) {
			if (error instanceof StoreRefusal) throw error;
			const {errcode, message} = error as Error & {readonly errcode?: number};
			// SQLITE_BUSY
			if (errcode === 5) return false;
			const hint = database === undefined ? ' Is the store still there, and may this user write to it?' : '';
			throw new StoreRefusal(`${path} cannot be locked: ${message}.${hint}`, {cause: error});
		}
	};

	const release = (): void => database!.exec('ROLLBACK');
	return {
		async acquire(patience = usualPatience) {
			const started = performance.now();
			for (let wait = 1; !(await tryToAcquire()); wait = Math.min(wait * 2, 20)) {
				if (performance.now() - started >= patience) {
					throw new LockedRefusal(
						'Another process has been writing to the store for 10 seconds. Nothing was changed; try again.',
					);
				}

				await delay(wait);
			}

			return release;
		},
		close,
	};
};
