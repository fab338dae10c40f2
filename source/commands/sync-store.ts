import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {pull, type PullReport} from '../exchange/sync/pull.js';
import {
	actsOptionsOf,
	filesFor,
	pullOptionsOf,
	Synchronization,
	type SyncParts,
} from '../exchange/sync/synchronization.js';
import {type FetchReport} from '../exchange/yeastar/fetch-files.js';
import {syncLockName} from '../storage/file-names.js';
import {holdAlone} from '../storage/only-one.js';
import {type Refusal} from '../domain/refusal.js';
import {type Context, exitCode} from './command.js';
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

type SyncContext = Pick<Context, 'flags' | 'stdout' | 'stderr'>;

/** The exit code: 0 if complete, 1 if something was refused or not believed, 3 without a connection. */
const codeOf = ({ended, troubles, refused}: PullReport): number => {
	if (ended instanceof PbxTrouble) return exitCode.store;
	return ended === undefined && troubles.length + refused.length === 0 ? exitCode.done : exitCode.refused;
};

const elsewhere = 'chatlogs: Another process is syncing this store already.';

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

const tellFiles = ({stderr}: SyncContext, files: FetchReport | undefined, isQuiet = false): void => {
	if (files === undefined || isQuiet) return;
	for (const line of attachmentsText(files)) printLine(stderr, `chatlogs: ${line}`);
};

const actsRecord = (acts: ActsReport): object => ({...acts, givenUp: acts.givenUp ?? null});

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
		acts: actsRecord(acts),
	});

/** A person's word holds once, not at every look. */
const firstActs = async (parts: SyncParts, {again, expect}: SyncRequest): Promise<ActsReport> =>
	syncActs({...actsOptionsOf(parts), again, expectedDeletions: expect}, true);

/**
Carries out what waits, pulls once, and reports both.
@returns the exit code
*/
export const syncOnce = async (
	context: SyncContext,
	parts: SyncParts,
	request: SyncRequest,
): Promise<number> => {
	const {store, machine, actor} = parts;
	const {full = false, expectMissing} = request;
	const acts = await firstActs(parts, request);
	if (!context.flags.json) tellActs(context, acts, request.quiet);
	const release = await holdAlone(store, machine, syncLockName);
	if (release === undefined) {
		// The other process brings the same news, so this counts as done.
		if (context.flags.json) printJson(context.stdout, {isElsewhere: true, acts: actsRecord(acts)});
		else if (!request.quiet) printLine(context.stderr, elsewhere);
		return codeOfActs(acts);
	}

	const progress = syncProgress(context.stderr);
	try {
		const onProgress = (done: number, part: number): void => progress.update([done, part]);
		const report = await pull({...pullOptionsOf(parts), isFull: full, expectMissing, onProgress});
		progress.end();
		if (!context.flags.json) tell(context, report, request.quiet);
		const files = report.ended === undefined ? await filesFor(parts) : undefined;
		if (context.flags.json) tellAsJson(context, acts, report, files);
		else tellFiles(context, files, request.quiet);
		await tidyUp(store, actor);
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
	const {store, actor} = parts;
	let told = '';
	let toldOfActs = '';
	const tellNewActs = (acts: ActsReport): void => {
		const {done, ...trouble} = acts;
		const text = JSON.stringify(trouble);
		if (isWorthTelling(acts) && (done.length > 0 || text !== toldOfActs))
			tellActs(context, acts, request.quiet);
		toldOfActs = text;
	};

	tellNewActs(await firstActs(parts, request));
	let afterwards: Promise<void> = Promise.resolve();
	await new Synchronization({
		...parts,
		expectMissing: request.expectMissing,
		onReport(report) {
			const {changes, troubles, ended, refused} = report;
			const trouble = JSON.stringify([troubles, ended?.message, refused]);
			if (changes.length > 0 || trouble !== told)
				tell(context, report, request.quiet === true || changes.length === 0);
			told = trouble;
			afterwards = afterwards.then(async () => {
				tellNewActs(await syncActs(actsOptionsOf(parts)));
				await tidyUp(store, actor);
			});
			afterwards.catch(() => undefined);
		},
		onElsewhere() {
			if (told !== 'elsewhere') printLine(context.stderr, elsewhere);
			told = 'elsewhere';
		},
		onFiles: files => tellFiles(context, files, request.quiet),
	}).run();
	await afterwards;
	return exitCode.done;
};
