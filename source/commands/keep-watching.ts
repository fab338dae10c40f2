import {follow} from '../storage/follow.js';
import {exitCode} from './command.js';
import {type Look, lookForNew, type Watcher} from './look-for-new.js';

/** Milliseconds after which to look although nothing came, since time passes in filters such as `active:7d`. */
const interval = 60_000;

/** Milliseconds to rest between two looks, so that a busy store is not looked through all the time. */
const rest = 1000;

/**
Tells what begins until the signal comes.
@param watcherUntil ends its waits when the signal comes that it is given
@param onLook called after each look
@returns the exit code
*/
export const keepWatching = async (
	ended: AbortSignal,
	watcherUntil: (signal: AbortSignal) => Watcher,
	onLook: (look: Look) => void,
): Promise<number> => {
	const broken = new AbortController();
	const signal = AbortSignal.any([ended, broken.signal]);
	const isOver = (): boolean => signal.aborted;
	const watcher = watcherUntil(signal);
	const {store, context} = watcher;
	const {network} = context.sender;
	const wait = async (milliseconds: number, end: AbortSignal): Promise<void> =>
		network.wait(milliseconds, end).catch(() => undefined);
	const unfollow = follow(store, reason => broken.abort(reason));
	try {
		while (!isOver()) {
			// Listens from before the look on, since news may come during it.
			const news = new AbortController();
			const unsubscribe = store.subscribe(() => news.abort());
			try {
				const look = await lookForNew(watcher);
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
	} finally {
		unfollow();
	}

	broken.signal.throwIfAborted();
	return exitCode.done;
};
