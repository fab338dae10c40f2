import fs from 'node:fs';
import {type Store} from './store.js';

/** How often to look, in milliseconds, where the folder's changes are not told of (network file systems, containers). */
const interval = 1000;

/** A folder that cannot be watched, as when too many are, is still looked at. */
const watch = (folder: string, look: () => void): fs.FSWatcher | undefined => {
	try {
		const watcher = fs.watch(folder, look);
		return watcher.on('error', () => watcher.close());
	} catch {
		return undefined;
	}
};

/**
Takes in what other processes write, as soon as the folder tells of it and at the latest a second later.
@param onError told when the store cannot be followed any more
@returns how to end that
*/
export const follow = (store: Store, onError: (error: unknown) => void): (() => void) => {
	const stop = (): void => {
		clearInterval(timer);
		watcher?.close();
	};

	const look = (): void => {
		store.refresh().catch((error: unknown) => {
			stop();
			onError(error);
		});
	};

	const timer = setInterval(look, interval);
	// The folder, because the watch of a file goes blind when the file is replaced.
	const watcher = watch(store.folder, look);
	return stop;
};
