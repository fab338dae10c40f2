import {FeedTrouble} from '../exchange/feed/feed-trouble.js';
import {type Feeding, feedOn} from '../exchange/feed/feed-store.js';
import {type Context, exitCode} from './command.js';
import {printLine} from './output.js';
import {reportFeed} from './report-feed.js';
import {whileFollowing} from './while-following.js';

/** Milliseconds until a database that is out of reach is tried again: at first, and at most. */
const firstPause = 1000;
const longestPause = 60_000;

/**
Feeds what comes until the signal does. A database that is out of reach is told of once, and tried again and again.
@returns the exit code
*/
export const keepFeeding = async (
	context: Pick<Context, 'flags' | 'stdout' | 'stderr' | 'sender'>,
	feeding: Feeding,
	ended: AbortSignal,
): Promise<number> => {
	const {stderr, sender} = context;
	let pause = firstPause;
	let told: string | undefined;
	await whileFollowing(feeding.store, ended, async signal => {
		while (!signal.aborted) {
			try {
				await feedOn(feeding, signal, report => {
					pause = firstPause;
					told = undefined;
					reportFeed(context, report);
				});
			} catch (error) {
				if (error === signal.reason) return;
				if (!(error instanceof FeedTrouble)) throw error;
				if (error.message !== told) printLine(stderr, `chatlogs: ${error.message}`);
				told = error.message;
				await sender.network.wait(pause, signal).catch(() => undefined);
				pause = Math.min(longestPause, pause * 2);
			}
		}
	});
	return exitCode.done;
};
