import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type PbxApi} from '../exchange/yeastar/api/pbx-api.js';
import {actedOn} from '../exchange/pbx-acts/acted-on.js';
import {type ActsOptions} from '../exchange/pbx-acts/carry-out-acts.js';
import {type HearingOptions} from '../exchange/receive/hear-events.js';
import {pull, type PullReport, type WholePullOptions} from '../exchange/sync/pull.js';
import {Syncer} from '../exchange/sync/syncer.js';
import {type Network} from '../exchange/http/network.js';
import {type FetchReport} from '../exchange/yeastar/fetch-files.js';
import {syncLockName} from '../storage/file-names.js';
import {holdAlone} from '../storage/only-one.js';
import {type Store} from '../storage/store.js';
import {type Refusal} from '../domain/refusal.js';
import {type Context, exitCode} from './command.js';
import {fetchAttachments} from '../exchange/yeastar/fetch-attachments.js';
import {attachmentsText} from './attachments-text.js';
import {printJson, printLine} from './output.js';
import {syncProgress} from './progress.js';
import {importCountsText, tellBeside} from './report-import.js';
import {type ActsReport, codeOfActs, isWorthTelling, syncActs, tellActs} from './sync-acts.js';
import {tidyUp} from './with-store.js';

/** The options of a sync. */
export interface SyncRequest {
	readonly full?: boolean | undefined;
	readonly expectMissing?: number | undefined;
	/** Sessions whose acts are tried even where they wait for a person to decide. */
	readonly again?: ((session: number) => boolean) | undefined;
	/** How many deletions a person agreed to, where they are more than may go at once. */
	readonly expect?: number | undefined;
	/** Whether to say nothing where nothing is wrong. */
	readonly quiet?: boolean | undefined;
}

export interface SyncParts {
	readonly store: Store;
	readonly api: PbxApi;
	/** `https://HOST:PORT` of the PBX. */
	readonly origin: string;
	readonly network: Pick<Network, 'wait' | 'random'>;
	readonly signal: AbortSignal;
	/** Why no act must be carried out, if so. */
	readonly frozen: () => string | undefined;
	/** Told that no act must be carried out any more, and why. */
	readonly freeze: (reason: string) => void;
	/** Takes in what the PBX tells by itself, until the signal comes. */
	readonly hear: (nudge: HearingOptions['nudge']) => Promise<void>;
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

/** Fetches files, unless the PBX cannot be used. */
const fetchAfter = async (parts: SyncParts, {ended}: PullReport): Promise<FetchReport | undefined> =>
	ended === undefined ? fetchAttachments(parts) : undefined;

const tellFiles = ({stderr}: SyncContext, files: FetchReport | undefined, isQuiet = false): void => {
	if (files === undefined || isQuiet) return;
	for (const line of attachmentsText(files)) printLine(stderr, `chatlogs: ${line}`);
};

const tellAsJson = (
	{stdout}: SyncContext,
	acts: ActsReport,
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
		acts: {...acts, givenUp: acts.givenUp ?? null},
	});

const optionsOf = (
	{actor}: SyncContext,
	{store, api, signal, freeze}: SyncParts,
	{full, expectMissing}: SyncRequest,
): WholePullOptions => ({
	store,
	api,
	actor,
	signal,
	onRolledBack: freeze,
	actedSince: actedOn(store),
	...(full && {isFull: true}),
	...(expectMissing !== undefined && {expectMissing}),
});

const actsOptionsOf = (
	{machine, actor}: SyncContext,
	{store, api, network, signal, frozen, freeze}: SyncParts,
): ActsOptions => ({store, api, machine, network, actor, signal, frozen: frozen(), freeze});

/** A person's word holds once, not at every look. */
const firstActs = async (
	context: SyncContext,
	parts: SyncParts,
	{again, expect}: SyncRequest,
): Promise<ActsReport> =>
	syncActs({...actsOptionsOf(context, parts), again, expectedDeletions: expect}, true);

/**
Carries out what waits, pulls once, and reports both.
@returns the exit code
*/
export const syncOnce = async (
	context: SyncContext,
	parts: SyncParts,
	request: SyncRequest,
): Promise<number> => {
	const {store} = parts;
	const acts = await firstActs(context, parts, request);
	if (!context.flags.json) tellActs(context, acts, request.quiet);
	const release = await holdAlone(store, context.machine, syncLockName);
	if (release === undefined) {
		// The other process brings the same news, so this counts as done.
		if (!request.quiet) printLine(context.stderr, 'chatlogs: Another process is syncing this store already.');
		return codeOfActs(acts);
	}

	const progress = syncProgress(context.stderr);
	try {
		const onProgress = (done: number, part: number): void => progress.update([done, part]);
		const report = await pull({...optionsOf(context, parts, request), onProgress});
		progress.end();
		if (!context.flags.json) tell(context, report, request.quiet);
		const files = await fetchAfter(parts, report);
		if (context.flags.json) tellAsJson(context, acts, report, files);
		else tellFiles(context, files, request.quiet);
		await tidyUp(store, context.actor);
		// No connection is worse than a refusal.
		return Math.max(codeOf(report), codeOfActs(acts));
	} finally {
		progress.end();
		release();
	}
};

/**
Carries out what waits, pulls, and goes on with both until the signal comes. What is new is told as it comes, and a trouble
once.
*/
export const syncOn = async (
	context: SyncContext,
	parts: SyncParts,
	request: SyncRequest,
): Promise<number> => {
	const {store, network} = parts;
	const {machine, actor, stderr} = context;
	let told = '';
	let toldOfActs = '';
	const tellNewActs = (acts: ActsReport): void => {
		const {done, ...trouble} = acts;
		const text = JSON.stringify(trouble);
		if (isWorthTelling(acts) && (done.length > 0 || text !== toldOfActs))
			tellActs(context, acts, request.quiet);
		toldOfActs = text;
	};

	tellNewActs(await firstActs(context, parts, request));
	let afterwards: Promise<void> = Promise.resolve();
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
			afterwards = afterwards.then(async () => {
				tellNewActs(await syncActs(actsOptionsOf(context, parts)));
				if (mayHaveFiles) tellFiles(context, await fetchAfter(parts, report), request.quiet);
				await tidyUp(store, actor);
			});
			afterwards.catch(() => undefined);
		},
		onElsewhere() {
			if (told !== 'elsewhere') printLine(stderr, 'chatlogs: Another process is syncing this store already.');
			told = 'elsewhere';
		},
	});
	await Promise.all([syncer.run(), parts.hear(about => syncer.nudge(about))]);
	await afterwards;
	return exitCode.done;
};
