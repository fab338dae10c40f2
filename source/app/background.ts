import {type App, type Background} from '../actions/app.js';
import {type Sender} from '../exchange/platform/courier.js';
import {type Actor} from '../domain/change.js';
import {type PbxSurroundings} from '../exchange/yeastar/connection/open-pbx.js';
import {type Store} from '../storage/store.js';
import {type Machine} from '../storage/machine.js';
import {actsJob} from './acts-job.js';
import {deliveryJob} from './delivery-job.js';
import {exportJobs} from './export-jobs.js';
import {keepErasing} from './keep-erasing.js';
import {keepPreferences} from './keep-preferences.js';
import {keepCounting} from './keep-counting.js';
import {keepOnRow} from './keep-on-row.js';
import {keepSimulating} from './keep-simulating.js';
import {keepTiming} from './keep-timing.js';
import {keepSearching} from './keep-searching.js';
import {keepLinked} from './keep-linked.js';
import {keepSending} from './keep-sending.js';
import {loadingJob} from './loading-job.js';
import {type Own} from './own-preferences.js';
import {searchJob} from './search-job.js';

export interface RunningBackground extends Background {
	/** Ends all work; resolves once nothing runs any more and everything sent is written down. */
	close(): Promise<void>;
}

/**
Starts the work behind the screen.
@param parts without a sender, nothing is sent to the analytics platform
*/
export const startBackground = (
	app: App,
	{
		sender,
		pbx,
		own,
		preferencesFolder,
		siteName,
		...parts
	}: {
		readonly store: Store;
		readonly machine: Machine;
		readonly actor: Actor;
		readonly sender?: Sender | undefined;
		/** Without it the PBX that the store is connected to is not reached. */
		readonly pbx?: PbxSurroundings | undefined;
		readonly own: Pick<Own, 'file' | 'isOnly'>;
		/** Where the user's preferences are kept, if they are. */
		readonly preferencesFolder?: string | undefined;
		/** The name of the store's site, if it is one. */
		readonly siteName?: string | undefined;
	},
): RunningBackground => {
	const stopSearching = keepSearching(app, parts.store);
	const stopCounting = keepCounting(app);
	const stopOnRow = keepOnRow(app);
	const stopTiming = keepTiming(app);
	const stopSimulating = keepSimulating(app, parts.store);
	const sending = sender && keepSending(app, {...parts, sender});
	const acting = pbx && keepLinked(app, {...parts, ...pbx});
	const exporter = exportJobs(app, parts.store);
	const eraser = keepErasing(app, {
		...parts,
		preferencesFolder,
		siteName,
		sources: sender,
		sending,
		acting,
	});
	const keeper = keepPreferences(app, own);
	return {
		sending,
		acting,
		eraser,
		exporter,
		keeper,
		jobs: () => [loadingJob(app), ...searchJob(app), ...actsJob(app), deliveryJob(app)],
		async close() {
			stopSearching();
			stopCounting();
			stopOnRow();
			stopTiming();
			await Promise.all([
				stopSimulating(),
				exporter.close(),
				eraser.close(),
				sending?.close(),
				acting?.close(),
				keeper.close(),
			]);
		},
	};
};
