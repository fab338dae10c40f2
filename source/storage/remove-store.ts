import path from 'node:path';
import {
	isHistoryFile,
	isSegmentFile,
	journalName,
	keptFilesName,
	lockName,
	manifestName,
	syncTimeName,
	wordsName,
} from './file-names.js';
import {whileLocked} from './lock.js';
import {isStore} from './open-store.js';
import {type Machine} from './machine.js';

/**
Removes a store for ever. Other files in its folder stay, and so does the lock file, since other processes may be
waiting for it.
*/
export const removeStore = async (folder: string, {files, lock: lockOn}: Machine): Promise<void> =>
	whileLocked(lockOn(path.join(folder, lockName)), () => {
		if (!isStore(files, folder)) return;
		// First the files that make it a store, so that no process opens half of one.
		files.remove(path.join(folder, manifestName));
		files.remove(path.join(folder, journalName));
		for (const name of files.list(folder)) {
			const isOwn = [wordsName, keptFilesName, syncTimeName].includes(name);
			if (isOwn || isSegmentFile(name) || isHistoryFile(name)) files.remove(path.join(folder, name));
		}
	});
