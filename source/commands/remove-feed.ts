import {clearFeed, noteEnd} from '../exchange/feed/end-feed.js';
import {readFeedUrl} from '../exchange/feed/feed-address.js';
import {mayRemain} from '../exchange/feed/remove-rows.js';
import {type Store} from '../storage/store.js';
import {confirmOrder} from './confirm.js';
import {exitCode} from './command.js';
import {type FeedContext} from './feed-flags.js';
import {printJson, printLine} from './output.js';

const agree = async (context: FeedContext, href: string): Promise<void> => {
	if (context.flags.yes || context.flags.keep) return;
	await confirmOrder(context, `delete all that ${href} has of this store`, 'Not deleted.');
};

/** Ends the feed, and deletes what the database has of the store unless that is to be kept; resolves to the exit code. */
export const removeFeed = async (context: FeedContext, store: Store): Promise<number> => {
	const {flags: given, sender, actor, stdout} = context;
	const href = given.to === undefined ? store.feed : readFeedUrl(given.to);
	if (href === undefined) {
		if (given.json) printJson(stdout, {url: null, change: null});
		else printLine(stdout, 'The store is fed nowhere.');
		return exitCode.done;
	}

	if (store.feed !== undefined) store.refuseToWrite();
	await agree(context, href);
	if (!given.keep) await clearFeed(store, href, sender);
	const change = store.feed === href ? await noteEnd(store, actor) : null;
	if (given.json) printJson(stdout, {url: href, change, kept: given.keep === true, mayRemain});
	else {
		printLine(
			stdout,
			given.keep
				? `${href} is fed no more. It keeps all that it has of this store.`
				: `${href} is fed no more, and its rows of this store are deleted. ${mayRemain}`,
		);
	}

	return exitCode.done;
};
