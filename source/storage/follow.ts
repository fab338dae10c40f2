import fs from 'node:fs';
import {type Store} from './store.js';

/** How often to look, in milliseconds, since some folders report no changes (network file systems, containers). */
const interval = 1000;

/** Fails silently, as when too many folders are watched: the timer still looks. */
const watch = (folder: string, look: () => void): fs.FSWatcher | undefined => {
	try {
		const watcher = fs.watch(folder, look);
		return watcher.on('error', () => watcher.close());
	} catch {
		return undefined;
	}
};

/**
Takes in what other processes write, as soon as the folder reports a change, and at the latest after a second.
@param onError called when the store cannot be followed any more
@returns a function that ends this
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
	// Watches the folder, because a watch on a file goes blind when the file is replaced.
	const watcher = watch(store.folder, look);
	return stop;
};
