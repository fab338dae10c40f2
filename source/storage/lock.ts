import {DatabaseSync} from 'node:sqlite';
import {setTimeout as delay} from 'node:timers/promises';
import {StoreRefusal} from '../domain/refusal.js';

/** Another process held the lock for longer than one was ready to wait. */
export class LockedRefusal extends StoreRefusal {}

/** One writer at a time over all processes of the machine; never held while a person thinks. */
export interface Lock {
	/**
	Resolves when this process is the only writer; call what it gives to let others go on.
	@param patience how long to wait for another at most, in milliseconds; 10 seconds if not said
	@throws LockedRefusal if that was not long enough
	*/
	acquire(patience?: number): Promise<() => void>;
	close(): void;
}

/** Does work as the only writer, on a lock of one's own, which is closed then; `patience` as for the lock itself. */
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
A kernel lock on an empty file, by way of SQLite, in which nothing is ever stored: the kernel frees it when its
holder dies, and a stopped holder keeps it. Always rolled back, because a commit would write and sync a page.
@param path of a file that exists
*/
export const kernelLock = (path: string): Lock => {
	let database: DatabaseSync | undefined;
	const tryToAcquire = (): boolean => {
		database ??= new DatabaseSync(path, {timeout: 0});
		try {
			// Else SQLite makes a file beside it each time, for which a full disk has no room.
			database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
			return true;
		} catch (error) {
			const {errcode, message} = error as Error & {readonly errcode?: number};
			// SQLITE_BUSY
			if (errcode === 5) return false;
			throw new StoreRefusal(`${path} cannot be locked: ${message}.`, {cause: error});
		}
	};

	const release = (): void => database!.exec('ROLLBACK');
	return {
		async acquire(patience = usualPatience) {
			const started = performance.now();
			for (let wait = 1; !tryToAcquire(); wait = Math.min(wait * 2, 20)) {
				if (performance.now() - started >= patience) {
					throw new LockedRefusal(
						'Another process has been writing to the store for 10 seconds. Nothing was changed; try again.',
					);
				}

				await delay(wait);
			}

			return release;
		},
		close() {
			database?.close();
			database = undefined;
		},
	};
};
