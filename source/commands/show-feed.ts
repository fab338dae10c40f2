import {fedPointThere} from '../exchange/feed/end-feed.js';
import {type FedPoint} from '../exchange/feed/feed-round.js';
import {FeedTrouble} from '../exchange/feed/feed-trouble.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {type Store} from '../storage/store.js';
import {formatExactTime} from '../text/time.js';
import {type Context, exitCode} from './command.js';
import {printJson, printLine} from './output.js';
import {printPairs} from './print-pairs.js';

const stateOf = (store: Store, point: FedPoint | undefined): string => {
	if (point === undefined) return 'nothing was fed yet';
	if (!store.holdsPoint(point)) return 'stopped: the store was restored or made anew since';
	return point.n === store.newestChange ? 'up to date' : `change ${point.n} of ${store.newestChange}`;
};

/** Tells where the store is fed and how far; resolves to the exit code. */
export const showFeed = async (
	{flags, stdout, sender}: Pick<Context, 'flags' | 'stdout' | 'sender'>,
	store: Store,
): Promise<number> => {
	const {feed: href, newestChange} = store;
	if (href === undefined) {
		if (flags.json) printJson(stdout, {url: null});
		else
			printLine(stdout, 'The store is fed nowhere. Begin: chatlogs feed --to postgres://USER@HOST/DATABASE');
		return exitCode.done;
	}

	let point: FedPoint | undefined;
	let trouble: string | undefined;
	try {
		point = await fedPointThere(store, href, sender);
	} catch (error) {
		if (!(error instanceof FeedTrouble)) throw error;
		trouble = error.message;
	}

	const state = trouble ?? stateOf(store, point);
	if (flags.json)
		printJson(stdout, {
			url: href,
			fed: point?.n ?? null,
			at: point ? isoTime(point.at) : null,
			newest: newestChange,
			ready: trouble === undefined,
			state,
		});
	else
		printPairs(stdout, [
			['URL', href],
			['State', state],
			['Last fed', point ? formatExactTime(point.at) : '—'],
		]);
	return trouble === undefined ? exitCode.done : exitCode.database;
};
