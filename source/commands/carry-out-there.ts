import {type Change} from '../domain/change.js';
import {graceEnds, type PbxDue, pbxDues} from '../domain/outbox/pbx-due.js';
import {AnotherDeliverer} from '../exchange/outbox/deliverer.js';
import {type Settled} from '../exchange/outbox/ledger.js';
import {type ActsOptions, carryOutActs} from '../exchange/pbx-acts/carry-out-acts.js';
import {counted, formatCount} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {exitCode, type Streams} from './command.js';
import {printLine} from './output.js';

/** The outcome of an act on the connected PBX, by session. */
interface Outcome {
	readonly done: readonly number[];
	readonly refused: readonly Settled<PbxDue>[];
	/** Not answered, or not sent yet. */
	readonly pending: readonly number[];
	/** Deletions still in their grace period. */
	readonly inGrace: readonly PbxDue[];
}

const outcomeOf = (
	{store}: ActsOptions,
	{n, forPbx}: Change,
	settled: readonly Settled<PbxDue>[],
	now: number,
): Outcome => {
	const ours = settled.filter(({delivery}) => delivery.change.n === n);
	const {due} = pbxDues(store);
	const open = (forPbx?.sessions ?? []).flatMap(id => due(id) ?? []).filter(({change}) => change.n <= n);
	const isInGrace = (each: PbxDue): boolean => now < (graceEnds(each)?.here ?? 0);
	return {
		done: ours.flatMap(({delivery, failure}) => (failure === undefined ? delivery.session : [])),
		refused: ours.filter(({failure}) => failure !== undefined),
		pending: open.filter(each => !isInGrace(each)).map(({session}) => session),
		inGrace: open.filter(isInGrace),
	};
};

/**
Waits until the connected PBX has carried out a change, and reports what it did not do.
@returns the exit code: 3 if something is still pending, 1 if something was refused
*/
export const carryOutThere = async (
	{stdout, stderr}: Pick<Streams, 'stdout' | 'stderr'>,
	change: Change,
	options: Omit<ActsOptions, 'onSettled'>,
): Promise<number> => {
	if (change.forPbx === undefined) return exitCode.done;
	const settled: Settled<PbxDue>[] = [];
	let trouble: string | undefined;
	try {
		const report = await carryOutActs({...options, onSettled: those => void settled.push(...those)});
		trouble = report.givenUp?.reason;
		if (report.heldDeletions > 0)
			trouble = `${counted(report.heldDeletions, 'deletion')} would run at once, more than are allowed: chatlogs sync --expect ${report.heldDeletions}`;
	} catch (error) {
		if (!(error instanceof AnotherDeliverer)) throw error;
		trouble = 'another process is carrying out what waits';
	}

	const {done, refused, pending, inGrace} = outcomeOf(options, change, settled, options.api.now());
	if (done.length > 0) printLine(stdout, `Carried out on the PBX: ${counted(done.length, 'session')}.`);
	if (inGrace.length > 0)
		printLine(
			stdout,
			`${counted(inGrace.length, 'session')} will be deleted on the PBX, not before ${formatTime(graceEnds(inGrace[0]!)!.here)}. Until then, undo simply cancels that.`,
		);
	for (const {delivery, failure, isStopped} of refused)
		printLine(
			stderr,
			`chatlogs: session ${delivery.session}: ${failure!}${isStopped ? '; decide with undo, or chatlogs sync --retry' : ''}`,
		);
	if (pending.length > 0)
		printLine(stderr, `chatlogs: ${formatCount(pending.length)} pending${trouble ? `: ${trouble}` : ''}`);
	if (pending.length > 0) return exitCode.store;
	return refused.length > 0 ? exitCode.refused : exitCode.done;
};
