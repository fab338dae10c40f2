import {type App, type Background} from '../actions/app.js';
import {type Sender} from '../exchange/outbox/deliverer.js';
import {type Actor} from '../domain/change.js';
import {type Store, type Machine} from '../storage/store.js';
import {exportJobs} from './export-jobs.js';
import {keepCounting} from './keep-counting.js';
import {keepSearching} from './keep-searching.js';
import {keepSending} from './keep-sending.js';

export interface RunningBackground extends Background {
	/** Ends it; resolves when nothing goes on any more and what was sent is written down. */
	close(): Promise<void>;
}

/**
Starts the work behind the screen.
@param parts without a sender nothing is sent to the platform
*/
export const startBackground = (
	app: App,
	{
		sender,
		...parts
	}: {
		readonly store: Store;
		readonly machine: Machine;
		readonly actor: Actor;
		readonly sender?: Sender | undefined;
	},
): RunningBackground => {
	const stopSearching = keepSearching(app, parts.store);
	const stopCounting = keepCounting(app);
	const sending = sender && keepSending(app, {...parts, sender});
	const exporter = exportJobs(app, parts.store);
	return {
		sending,
		exporter,
		async close() {
			stopSearching();
			stopCounting();
			await Promise.all([exporter.close(), sending?.close()]);
		},
	};
};
