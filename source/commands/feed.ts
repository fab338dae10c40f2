import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {readFeedUrl} from '../exchange/feed/feed-address.js';
import {type Feeding, feedOnce} from '../exchange/feed/feed-store.js';
import {type Store} from '../storage/store.js';
import {boundHeap} from './bound-heap.js';
import {defineCommand, exitCode} from './command.js';
import {type FeedContext, feedFlags} from './feed-flags.js';
import {interruptible} from './interruptible.js';
import {keepFeeding} from './keep-feeding.js';
import {sessionProgress} from './progress.js';
import {printLine} from './output.js';
import {removeFeed} from './remove-feed.js';
import {reportFeed} from './report-feed.js';
import {showFeed} from './show-feed.js';
import {watchSites} from './watch-sites.js';
import {withStore} from './with-store.js';

/** @throws UsageRefusal if the store is fed nowhere, and nobody said where */
const feedingOf = (context: FeedContext, store: Store): Feeding => {
	const {flags: given, machine, sender, actor, site, stderr} = context;
	const href = given.to === undefined ? store.feed : readFeedUrl(given.to);
	if (href === undefined)
		throw new UsageRefusal('The store is fed nowhere yet: chatlogs feed --to postgres://USER@HOST/DATABASE');
	return {
		store,
		href,
		name: site?.name,
		sources: sender,
		actor,
		now: machine.now,
		onNotice: notice => printLine(stderr, `chatlogs: ${notice}`),
	};
};

const feedNow = async (context: FeedContext): Promise<number> => {
	boundHeap();
	return withStore(context, async store => {
		const progress = sessionProgress(context.stderr);
		try {
			const report = await feedOnce({...feedingOf(context, store), onProgress: progress.update});
			progress.end();
			reportFeed(context, report);
			return exitCode.done;
		} finally {
			progress.end();
		}
	});
};

const feedFromNowOn = async (context: FeedContext, signal: AbortSignal): Promise<number> =>
	withStore(context, async store => keepFeeding(context, feedingOf(context, store), signal));

/** @throws UsageRefusal if the arguments do not go together */
const readRequest = ({
	input,
	flags: given,
}: Pick<FeedContext, 'input' | 'flags'>): 'show' | 'feed' | 'remove' => {
	const [word, ...more] = input;
	if ((word !== undefined && word !== 'remove') || more.length > 0)
		throw new UsageRefusal(
			'After feed, chatlogs expects nothing, --to with the URL of a database, or remove: chatlogs feed --to postgres://USER@HOST/DATABASE',
		);
	if (given.to !== undefined) readFeedUrl(given.to);
	if (word === undefined && (given.keep || given.yes))
		throw new UsageRefusal('--keep and --yes go with chatlogs feed remove.');
	if (given.watch && (given.json || word === 'remove'))
		throw new UsageRefusal('--watch never ends by itself, so it takes neither --json nor remove.');
	if (word === 'remove') return 'remove';
	return given.watch || given.to !== undefined ? 'feed' : 'show';
};

/** Keeps feeding in one process, whatever the number of sites. */
const watchAll = (context: FeedContext, sites: readonly Site[]): Promise<number> | undefined => {
	readRequest(context);
	if (context.flags.watch !== true) return undefined;
	boundHeap();
	return watchSites(context, sites, feedFromNowOn);
};

export const feed = defineCommand({
	name: 'feed',
	summary: 'keep a PostgreSQL database up to date with the store; alone, tell where it is fed and how far',
	usage: [
		'feed [--json]',
		'feed --to postgres://USER@HOST/DATABASE [--watch]',
		'feed remove [--keep] [--yes]',
		'feed … --all-sites | --sites A,B | --tag T',
	],
	words: ['remove'],
	flags: feedFlags,
	together: {kind: 'outputs', lone: () => undefined, here: watchAll},
	examples: [
		{
			line: 'feed --to postgres://chatlogs@db.example.com/logs',
			explanation: 'all, then what is new; for cron',
		},
		{line: 'feed --all-sites --watch', explanation: 'keep all sites fed until Ctrl-C'},
		{line: 'feed remove', explanation: 'delete there what it has of this store, and feed it no more'},
	],
	async run(context) {
		const request = readRequest(context);
		if (request === 'show') return withStore(context, async store => showFeed(context, store));
		if (request === 'remove') return withStore(context, async store => removeFeed(context, store));
		if (!context.flags.watch) return feedNow(context);
		boundHeap();
		return interruptible(new Refusal('Ended.'), async signal => feedFromNowOn(context, signal));
	},
});
