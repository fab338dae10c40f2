import path from 'node:path';
import {LockedRefusal} from './lock.js';
import {type Machine} from './machine.js';
import {type Store} from './store.js';

/**
Makes this process the only one that does something in a store; the kernel frees the lock when it dies.
@param name of the lock's file in the store's folder
@returns how to let others do it; `undefined` if another process is at it
@throws Refusal if nothing can be written there
*/
export const holdAlone = async (
	store: Pick<Store, 'folder' | 'refuseToWrite'>,
	{files, lock: lockOn}: Pick<Machine, 'files' | 'lock'>,
	name: string,
): Promise<(() => void) | undefined> => {
	store.refuseToWrite();
	const file = path.join(store.folder, name);
	// Opened only if it is missing: closing it would free the lock that this process may hold on it.
	if (files.stat(file) === undefined) files.open(file, 'write').close();
	const lock = lockOn(file);
	try {
		const release = await lock.acquire(0);
		return () => {
			release();
			lock.close();
		};
	} catch (error) {
		lock.close();
		if (!(error instanceof LockedRefusal)) throw error;
		return undefined;
	}
};
