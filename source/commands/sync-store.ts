import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type PbxApi} from '../exchange/yeastar/api/pbx-api.js';
import {pull, type PullReport, type WholePullOptions} from '../exchange/sync/pull.js';
import {Syncer} from '../exchange/sync/syncer.js';
import {type Network} from '../exchange/http/network.js';
import {syncLockName} from '../storage/file-names.js';
import {holdAlone} from '../storage/only-one.js';
import {type Store} from '../storage/store.js';
import {type Refusal} from '../domain/refusal.js';
import {type Context, exitCode} from './command.js';
import {printJson, printLine} from './output.js';
import {syncProgress} from './progress.js';
import {importCountsText, tellBeside} from './report-import.js';
import {tidyUp} from './with-store.js';

/** The options of a sync. */
export interface SyncRequest {
	readonly full?: boolean | undefined;
	readonly expectMissing?: number | undefined;
	/** Whether to report only problems. */
	readonly quiet?: boolean | undefined;
}

export interface SyncParts {
	readonly store: Store;
	readonly api: PbxApi;
	readonly network: Pick<Network, 'wait'>;
	readonly signal: AbortSignal;
	readonly onRolledBack: (reason: string) => void;
}

type SyncContext = Pick<Context, 'flags' | 'machine' | 'actor' | 'stdout' | 'stderr'>;

/** The exit code: 0 if complete, 1 if something was refused or not believed, 3 without a connection. */
const codeOf = ({ended, troubles, refused}: PullReport): number => {
	if (ended instanceof PbxTrouble) return exitCode.store;
	return ended === undefined && troubles.length + refused.length === 0 ? exitCode.done : exitCode.refused;
};

const changesText = ({changes}: PullReport): string => {
	const [first, last] = [changes[0]?.n, changes.at(-1)?.n];
	if (first === undefined) return 'Nothing new:';
	return first === last ? `Change ${first}: synced` : `Changes ${first} to ${last!}: synced`;
};

/** Why the sync ended early, with the name of the cause if the connection failed. */
const endText = (ended: Refusal): string =>
	ended instanceof PbxTrouble ? `${ended.pbxCause}: ${ended.message}` : ended.message;

const tell = ({stdout, stderr}: SyncContext, report: PullReport, isQuiet = false): void => {
	const {summary, troubles, ended} = report;
	if (!isQuiet) printLine(stdout, `${changesText(report)} ${importCountsText(summary)}.`);
	tellBeside(stderr, isQuiet ? {...report, newOwners: []} : report);
	for (const {about, reason} of troubles) printLine(stderr, `chatlogs: ${about}: ${reason}`);
	if (ended) printLine(stderr, `chatlogs: ${endText(ended)}`);
};

const tellAsJson = (
	{stdout}: SyncContext,
	{changes, summary, newOwners, refused, troubles, ended}: PullReport,
): void =>
	printJson(stdout, {
		changes: changes.map(({n}) => n),
		...summary,
		newOwners,
		refused,
		troubles,
		ended: ended
			? {cause: ended instanceof PbxTrouble ? ended.pbxCause : 'set back', reason: ended.message}
			: null,
	});

const optionsOf = (
	{actor}: SyncContext,
	{store, api, signal, onRolledBack}: SyncParts,
	{full, expectMissing}: SyncRequest,
): WholePullOptions => ({
	store,
	api,
	actor,
	signal,
	onRolledBack,
	...(full && {isFull: true}),
	...(expectMissing !== undefined && {expectMissing}),
});

/**
Pulls once and reports the outcome.
@returns the exit code
*/
export const syncOnce = async (
	context: SyncContext,
	parts: SyncParts,
	request: SyncRequest,
): Promise<number> => {
	const {store} = parts;
	const release = await holdAlone(store, context.machine, syncLockName);
	if (release === undefined) {
		// The other process brings the same news, so this counts as done.
		if (!request.quiet) printLine(context.stderr, 'chatlogs: Another process is syncing this store already.');
		return exitCode.done;
	}

	const progress = syncProgress(context.stderr);
	try {
		const onProgress = (done: number, all: number): void => progress.update([done, all]);
		const report = await pull({...optionsOf(context, parts, request), onProgress});
		progress.end();
		if (context.flags.json) tellAsJson(context, report);
		else tell(context, report, request.quiet);
		await tidyUp(store, context.actor);
		return codeOf(report);
	} finally {
		progress.end();
		release();
	}
};

/** Pulls again and again until the signal aborts; reports news as it comes, and each trouble once. */
export const syncOn = async (
	context: SyncContext,
	parts: SyncParts,
	request: SyncRequest,
): Promise<number> => {
	const {store, network} = parts;
	const {machine, actor, stderr} = context;
	let told = '';
	let tidying: Promise<void> = Promise.resolve();
	const syncer = new Syncer({
		...optionsOf(context, parts, request),
		machine,
		network,
		onReport(report) {
			const {changes, troubles, ended, refused} = report;
			const trouble = JSON.stringify([troubles, ended?.message, refused]);
			if (changes.length > 0 || trouble !== told)
				tell(context, report, request.quiet === true || changes.length === 0);
			told = trouble;
			tidying = tidying.then(async () => tidyUp(store, actor));
		},
		onElsewhere() {
			if (told !== 'elsewhere') printLine(stderr, 'chatlogs: Another process is syncing this store already.');
			told = 'elsewhere';
		},
	});
	await syncer.run();
	await tidying;
	return exitCode.done;
};
