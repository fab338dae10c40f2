import {type PbxDue} from '../domain/outbox/pbx-due.js';
import {surveyPbx} from '../domain/outbox/pbx-survey.js';
import {AnotherDeliverer} from '../exchange/outbox/deliverer.js';
import {type Settled} from '../exchange/outbox/ledger.js';
import {type ActsOptions, carryOutActs} from '../exchange/pbx-acts/carry-out-acts.js';
import {type GivenUp, type ActsRunReport} from '../exchange/pbx-acts/acts-run.js';
import {askBound} from '../exchange/yeastar/api/system.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {counted, formatCount} from '../text/count.js';
import {exitCode} from './command.js';
import {type Streams} from './streams.js';
import {printLine} from './output.js';
import {tellTakenBack} from './tell-there.js';

interface NotDone {
	readonly session: number;
	readonly reason: string;
}

/** The acts that a sync carried out on the PBX, and those that it did not. */
export interface ActsReport {
	readonly done: readonly number[];
	/** Acts that the PBX refused now, and that were taken back here. */
	readonly refused: readonly NotDone[];
	/** Acts with something against them now, so that a person has to decide. */
	readonly stopped: readonly NotDone[];
	/** All sessions that wait for a person to decide, also those from before. */
	readonly needYou: number;
	/** Sessions with an act that could not be carried out for the time being. */
	readonly pending: number;
	readonly heldDeletions: number;
	readonly givenUp: GivenUp | undefined;
}

const nothing: ActsRunReport = {heldDeletions: []};

const carryOut = async (options: ActsOptions, isBound: boolean): Promise<ActsRunReport> => {
	const {store, api, signal, frozen} = options;
	try {
		if (!isBound && frozen === undefined && store.pbxOutbox.sessions.size > 0)
			await askBound(api, store, signal);
		return await carryOutActs(options);
	} catch (error) {
		// It does the same.
		if (error instanceof AnotherDeliverer) return nothing;
		if (!(error instanceof PbxTrouble) || error.pbxCause === 'another PBX') throw error;
		return {...nothing, givenUp: {cause: error.pbxCause, reason: error.message}};
	}
};

/**
Carries out what waits for the PBX.
@param isBound whether the PBX was just asked which one it is
@throws PbxTrouble if it is another PBX
*/
export const syncActs = async (options: ActsOptions, isBound = false): Promise<ActsReport> => {
	const {store, api} = options;
	const settled: Settled<PbxDue>[] = [];
	const onSettled = (those: readonly Settled<PbxDue>[]): void => void settled.push(...those);
	const {heldDeletions: held, givenUp} = await carryOut({...options, onSettled}, isBound);
	const {pending, needsYou} = surveyPbx(store, api.now());
	const notDone = (isStopped: boolean): readonly NotDone[] =>
		settled.flatMap(each =>
			each.failure !== undefined && (each.isStopped === true) === isStopped
				? {session: each.delivery.session, reason: each.failure}
				: [],
		);
	return {
		done: settled.flatMap(({delivery, failure}) => (failure === undefined ? delivery.session : [])),
		refused: notDone(false),
		stopped: notDone(true),
		needYou: needsYou.length,
		pending: pending.length - held.length,
		heldDeletions: held.length,
		givenUp,
	};
};

/** Whether a person has to know something of it. */
const isWrong = ({refused, stopped, heldDeletions, givenUp}: ActsReport): boolean =>
	refused.length + stopped.length + heldDeletions > 0 || givenUp?.cause === 'frozen';

/** The exit code: 1 if something was refused, or needs a person; 3 if something is pending still. */
export const codeOfActs = (report: ActsReport): number => {
	const {pending, givenUp} = report;
	if (pending > 0 && givenUp?.cause !== 'frozen') return exitCode.pbx;
	return isWrong(report) ? exitCode.refused : exitCode.done;
};

/** Whether there is anything to tell. */
export const isWorthTelling = (report: ActsReport): boolean =>
	report.done.length > 0 || codeOfActs(report) !== exitCode.done;

/** @param isQuiet whether only what is wrong is told */
export const tellActs = (
	{stdout, stderr}: Pick<Streams, 'stdout' | 'stderr'>,
	{done, refused, stopped, needYou, pending, heldDeletions, givenUp}: ActsReport,
	isQuiet = false,
): void => {
	if (!isQuiet && done.length > 0)
		printLine(stdout, `Carried out on the PBX: ${counted(done.length, 'session')}.`);
	for (const {session, reason} of [...refused, ...stopped])
		printLine(stderr, `chatlogs: session ${session}: ${reason}`);
	tellTakenBack(stderr, refused.length);
	if (needYou > 0 && (!isQuiet || stopped.length > 0))
		printLine(
			stderr,
			`chatlogs: ${counted(needYou, 'session')} ${needYou === 1 ? 'needs' : 'need'} you: decide with undo, or chatlogs sync --retry`,
		);
	if (heldDeletions > 0)
		printLine(
			stderr,
			`chatlogs: ${counted(heldDeletions, 'deletion')} would go at once, which are more than may: chatlogs sync --expect ${heldDeletions}`,
		);
	if (givenUp?.cause === 'frozen') printLine(stderr, `chatlogs: acts frozen: ${givenUp.reason}`);
	else if (pending > 0)
		printLine(stderr, `chatlogs: ${formatCount(pending)} pending${givenUp ? `: ${givenUp.reason}` : ''}`);
};
