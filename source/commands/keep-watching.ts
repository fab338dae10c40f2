import {exitCode} from './command.js';
import {type Look, lookForNew, type Watcher} from './look-for-new.js';
import {whileFollowing} from './while-following.js';

/** Milliseconds after which to look although nothing came, since time passes in filters such as `active:7d`. */
const interval = 60_000;

/** Milliseconds to rest between two looks, so that a busy store is not looked through all the time. */
const rest = 1000;

/**
Tells what begins until the signal comes, as patiently as it takes and without showing progress.
@param onLook called after each look
@returns the exit code
*/
export const keepWatching = async (
	ended: AbortSignal,
	watcher: Watcher,
	onLook: (look: Look) => void,
): Promise<number> => {
	const {store, context} = watcher;
	const {network} = context.sender;
	const wait = async (milliseconds: number, end: AbortSignal): Promise<void> =>
		network.wait(milliseconds, end).catch(() => undefined);
	await whileFollowing(store, ended, async signal => {
		const isOver = (): boolean => signal.aborted;
		const lasting: Watcher = {
			...watcher,
			progress: {write: () => undefined},
			patience: {...watcher.patience, signal, isPatient: true, patience: Infinity},
		};
		while (!isOver()) {
			// Listens from before the look on, since news may come during it.
			const news = new AbortController();
			const unsubscribe = store.subscribe(() => news.abort());
			try {
				const look = await lookForNew(lasting);
				onLook(look);
				await wait(rest, signal);
				// What was told may have been due from before, so the store may hold more.
				if (look.beginning === undefined) await wait(interval, AbortSignal.any([signal, news.signal]));
			} catch (error) {
				if (!isOver()) throw error;
			} finally {
				unsubscribe();
			}
		}
	});
	return exitCode.done;
};
