import fs from 'node:fs';
import {type Store} from './store.js';

/** How often to look, in milliseconds, where the folder's changes are not told of (network file systems, containers). */
const interval = 1000;

/**
Takes in what other processes write, as soon as the folder tells of it and at the latest a second later.
@param onError told when the store cannot be followed any more
@returns how to end that
*/
export const follow = (store: Store, onError: (error: unknown) => void): (() => void) => {
	const stop = (): void => {
		clearInterval(timer);
		watcher.close();
	};

	const look = (): void => {
		store.refresh().catch((error: unknown) => {
			stop();
			onError(error);
		});
	};

	const timer = setInterval(look, interval);
	// The folder, because the watch of a file goes blind when the file is replaced.
	const watcher = fs.watch(store.folder, look);
	// A folder that cannot be watched is still looked at.
	watcher.on('error', () => watcher.close());
	return stop;
};
