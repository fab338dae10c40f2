import path from 'node:path';
import {
	isHistoryFile,
	isSegmentFile,
	journalName,
	keptFilesName,
	lockName,
	manifestName,
	wordsName,
} from './file-names.js';
import {whileLocked} from './lock.js';
import {isStore} from './open-store.js';
import {type Machine} from './machine.js';

/**
Removes a store with all that is in it, for ever. What in its folder is not the store's stays, and so does the file
of the lock, since others may wait for it.
*/
export const removeStore = async (folder: string, {files, lock: lockOn}: Machine): Promise<void> =>
	whileLocked(lockOn(path.join(folder, lockName)), () => {
		if (!isStore(files, folder)) return;
		// First what makes it a store, so that nobody opens half of one.
		files.remove(path.join(folder, manifestName));
		files.remove(path.join(folder, journalName));
		for (const name of files.list(folder)) {
			if (name === wordsName || name === keptFilesName || isSegmentFile(name) || isHistoryFile(name))
				files.remove(path.join(folder, name));
		}
	});
