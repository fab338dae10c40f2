import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {boundHeap} from './bound-heap.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {type SyncParts} from '../exchange/sync/synchronization.js';
import {askBound} from '../exchange/yeastar/api/system.js';
import {whileBound} from '../exchange/yeastar/connection/while-bound.js';
import {type Machine} from '../storage/machine.js';
import {lastSyncIn} from '../storage/sync-time.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {flagName} from './flag-name.js';
import {printLine} from './output.js';
import {readRetries} from './read-retries.js';
import {interruptible} from './interruptible.js';
import {syncOn, syncOnce, type SyncRequest} from './sync-store.js';
import {withPbx} from './with-pbx.js';
import {sitesFlags} from './sites-flags.js';
import {watchSites} from './watch-sites.js';
import {withStore} from './with-store.js';

const flags = {
	full: {
		type: 'boolean',
		explanation: 'compare everything again, to find what was archived or deleted on the PBX',
	},
	watch: {type: 'boolean', explanation: 'keep running, and take in whatever comes'},
	retry: {
		type: 'boolean',
		explanation: 'carry out also what waits for you to decide, for these sessions or for all',
	},
	expect: {
		type: 'number',
		value: 'N',
		explanation: 'exactly N deletions may go at once, more than usually may',
	},
	expectMissing: {
		type: 'number',
		value: 'N',
		explanation: 'believe that N extensions or queues were deleted, and are not missing by mistake',
	},
	...sitesFlags,
} as const satisfies Flags;

const isCount = (count: number | undefined): boolean =>
	count === undefined || (Number.isSafeInteger(count) && count > 0);

/** @throws UsageRefusal if the flags do not go together */
const readRequest = (context: Context<typeof flags>): SyncRequest => {
	const {full, watch, json, expect, expectMissing, quiet} = context.flags;
	if (watch && (full || json))
		throw new UsageRefusal('--watch never ends by itself, so it takes neither --full nor --json.');
	if (!isCount(expect)) throw new UsageRefusal('--expect takes the number of deletions that may go at once.');
	if (!isCount(expectMissing))
		throw new UsageRefusal('--expect-missing takes the number of owners that were deleted.');
	return {full, expect, expectMissing, quiet, again: readRetries(context)};
};

/** What is about the sessions or owners of one site. */
const lone = ({flags: given, input}: Pick<Context<typeof flags>, 'flags' | 'input'>): string | undefined => {
	if (input.length > 0) return 'The number of a session';
	const only = ['expect', 'expectMissing'] as const;
	const flag = only.find(name => given[name] !== undefined);
	return flag && flagName(flag);
};

/** Syncs the store of the context until that is done, or the signal comes. */
const syncStore = async (
	context: Context<typeof flags>,
	request: SyncRequest,
	ended: AbortSignal,
): Promise<number> => {
	try {
		return await withStore(context, async store => {
			store.refuseToWrite();
			return withPbx(context, store, async pbx =>
				whileBound(store, ended, async signal => {
					await askBound(pbx.api, store, signal);
					const {
						machine,
						actor,
						sender: {network},
					} = context;
					const parts: SyncParts = {store, pbx, machine, actor, network, signal};
					return (context.flags.watch ? syncOn : syncOnce)(context, parts, request);
				}),
			);
		});
	} catch (error) {
		if (!(error instanceof PbxTrouble) || context.flags.json) throw error;
		printLine(context.stderr, `chatlogs: ${error.pbxCause}: ${error.message}`);
		return exitCode.store;
	}
};

/** Keeps watching in one process, whatever the number of sites. */
const watchAll = (context: Context<typeof flags>, sites: readonly Site[]): Promise<number> | undefined => {
	if (context.flags.watch !== true) return undefined;
	const request = readRequest(context);
	boundHeap();
	return watchSites(context, sites, async (each, signal) => syncStore(each, request, signal));
};

/** The PBXs that were silent before come first, so that nobody waits for them behind those that answer. */
const longestSinceSync =
	({files, now}: Machine) =>
	({folder}: Site): number => {
		const lastSync = lastSyncIn({folder, files}, now());
		return typeof lastSync === 'number' ? lastSync : 0;
	};

export const sync = defineCommand({
	name: 'sync',
	summary: 'carry out what waits for the connected PBX, and take in what is new there',
	usage: [
		'sync [--full] [--expect-missing N]',
		'sync --watch',
		'sync --retry [ID…] | --expect N',
		'sync --all-sites | --sites A,B | --tag T …',
	],
	numbers: 'all',
	flags,
	together: {kind: 'outputs', mayWait: true, rankIn: longestSinceSync, lone, here: watchAll},
	examples: [
		{line: 'sync', explanation: 'asks only for what is new; for cron'},
		{line: 'sync --watch', explanation: 'keep running until Ctrl-C'},
		{line: 'sync --all-sites --watch', explanation: 'one process for all your PBXs; for a server'},
		{line: 'sync --full', explanation: 'also find what was archived, or deleted, on the PBX'},
		{line: 'sync --retry 3073', explanation: 'delete session 3073 although the customer wrote meanwhile'},
	],
	async run(context) {
		const request = readRequest(context);
		boundHeap();
		// Everything that was read until then is taken in first.
		const ended = new Refusal(
			'Ended before everything was read. What was read is in the store; sync again for the rest.',
		);
		return interruptible(ended, async signal => syncStore(context, request, signal));
	},
});
