import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type PbxApi} from '../exchange/yeastar/api/pbx-api.js';
import {pull, type PullReport, type WholePullOptions} from '../exchange/sync/pull.js';
import {Syncer} from '../exchange/sync/syncer.js';
import {type Network} from '../exchange/http/network.js';
import {type FetchReport} from '../exchange/yeastar/fetch-files.js';
import {syncLockName} from '../storage/file-names.js';
import {holdAlone} from '../storage/only-one.js';
import {type Store} from '../storage/store.js';
import {type Refusal} from '../domain/refusal.js';
import {type Context, exitCode} from './command.js';
import {attachmentsText, fetchAttachments} from './fetch-attachments.js';
import {printJson, printLine} from './output.js';
import {syncProgress} from './progress.js';
import {importCountsText, tellBeside} from './report-import.js';
import {tidyUp} from './with-store.js';

/** What a sync is asked for. */
export interface SyncRequest {
	readonly full?: boolean | undefined;
	readonly expectMissing?: number | undefined;
	/** Whether to say nothing where nothing is wrong. */
	readonly quiet?: boolean | undefined;
}

export interface SyncParts {
	readonly store: Store;
	readonly api: PbxApi;
	/** `https://HOST:PORT` of the PBX. */
	readonly origin: string;
	readonly network: Pick<Network, 'wait'>;
	readonly signal: AbortSignal;
	readonly onRolledBack: (reason: string) => void;
}

type SyncContext = Pick<Context, 'flags' | 'machine' | 'actor' | 'stdout' | 'stderr'>;

/** The exit code: 0 complete, 1 something was refused or not believed, 3 no connection. */
const codeOf = ({ended, troubles, refused}: PullReport): number => {
	if (ended instanceof PbxTrouble) return exitCode.store;
	return ended === undefined && troubles.length + refused.length === 0 ? exitCode.done : exitCode.refused;
};

const changesText = ({changes}: PullReport): string => {
	const [first, last] = [changes[0]?.n, changes.at(-1)?.n];
	if (first === undefined) return 'Nothing new:';
	return first === last ? `Change ${first}: synced` : `Changes ${first} to ${last!}: synced`;
};

/** Why it ended before its end, by name where it is a matter of the connection. */
const endText = (ended: Refusal): string =>
	ended instanceof PbxTrouble ? `${ended.pbxCause}: ${ended.message}` : ended.message;

const tell = ({stdout, stderr}: SyncContext, report: PullReport, isQuiet = false): void => {
	const {summary, troubles, ended} = report;
	if (!isQuiet) printLine(stdout, `${changesText(report)} ${importCountsText(summary)}.`);
	tellBeside(stderr, isQuiet ? {...report, newOwners: []} : report);
	for (const {about, reason} of troubles) printLine(stderr, `chatlogs: ${about}: ${reason}`);
	if (ended) printLine(stderr, `chatlogs: ${endText(ended)}`);
};

/** Fetches files, unless the PBX cannot be used. */
const fetchAfter = async (parts: SyncParts, {ended}: PullReport): Promise<FetchReport | undefined> =>
	ended === undefined ? fetchAttachments(parts) : undefined;

const tellFiles = ({stderr}: SyncContext, files: FetchReport | undefined, isQuiet = false): void => {
	if (files === undefined || isQuiet) return;
	for (const line of attachmentsText(files)) printLine(stderr, `chatlogs: ${line}`);
};

const tellAsJson = (
	{stdout}: SyncContext,
	{changes, summary, newOwners, refused, troubles, ended}: PullReport,
	files: FetchReport | undefined,
): void =>
	printJson(stdout, {
		changes: changes.map(({n}) => n),
		...summary,
		newOwners,
		refused,
		troubles,
		files: files ? {...files, later: files.later ?? null} : null,
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
Pulls once, and reports it.
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
		// It brings the same.
		if (!request.quiet) printLine(context.stderr, 'chatlogs: Another process is syncing this store already.');
		return exitCode.done;
	}

	const progress = syncProgress(context.stderr);
	try {
		const onProgress = (done: number, all: number): void => progress.update([done, all]);
		const report = await pull({...optionsOf(context, parts, request), onProgress});
		progress.end();
		if (!context.flags.json) tell(context, report, request.quiet);
		const files = await fetchAfter(parts, report);
		if (context.flags.json) tellAsJson(context, report, files);
		else tellFiles(context, files, request.quiet);
		await tidyUp(store, context.actor);
		return codeOf(report);
	} finally {
		progress.end();
		release();
	}
};

/** Pulls, and goes on until the signal comes; what is new is told as it comes, and a trouble once. */
export const syncOn = async (
	context: SyncContext,
	parts: SyncParts,
	request: SyncRequest,
): Promise<number> => {
	const {store, network} = parts;
	const {machine, actor, stderr} = context;
	let told = '';
	let tidying: Promise<void> = Promise.resolve();
	let isFirst = true;
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
			const mayHaveFiles = isFirst || changes.length > 0;
			isFirst = false;
			tidying = tidying.then(async () => {
				if (mayHaveFiles) tellFiles(context, await fetchAfter(parts, report), request.quiet);
				await tidyUp(store, actor);
			});
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
