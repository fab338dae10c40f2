import {type Change} from '../domain/change.js';
import {graceEnds} from '../domain/outbox/pbx-due.js';
import {type PbxStep, pbxStepsOf} from '../domain/outbox/pbx-steps.js';
import {AnotherDeliverer} from '../exchange/outbox/deliverer.js';
import {type ActsOptions, carryOutActs} from '../exchange/pbx-acts/carry-out-acts.js';
import {type Store} from '../storage/store.js';
import {counted, formatCount} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {exitCode, type Streams} from './command.js';
import {printLine} from './output.js';

/** An act on a session that the PBX did not carry out. */
interface RefusedThere {
	readonly session: number;
	readonly reason: string;
	/** Whether nothing was taken back, because a person has to decide. */
	readonly needsYou?: true;
}

/** What became of a change on the connected PBX, by session. */
export interface OutcomeThere {
	readonly done: readonly number[];
	readonly refused: readonly RefusedThere[];
	/** Not answered, or not sent yet. */
	readonly pending: readonly number[];
	/** Why, if that is known. */
	readonly pendingBecause?: string | undefined;
	/** Deletions of which the grace goes on. */
	readonly inGrace: readonly number[];
	/** When the grace ends at the earliest, in Unix seconds. */
	readonly graceEnds?: number;
}

/** Milliseconds between two looks whether another process is done, and how many there are. */
const interval = 1000;
const mostLooks = 30;

const graceOf = (step: PbxStep): number => graceEnds({step})?.here ?? 0;

/** As the journal has it, whichever process carried it out. */
const outcomeOf = (store: Store, {n, forPbx}: Change, now: number): OutcomeThere => {
	const {since} = store.pbxOutbox;
	const steps = (forPbx?.sessions ?? []).flatMap(session => {
		const changes = store.changesOf(session).filter(change => change.n > since);
		const step = pbxStepsOf(changes, session).find(({change}) => change.n === n);
		return step ? [{session, step}] : [];
	});
	const open = steps.filter(({step}) => step.outcome === undefined);
	const inGrace = open.filter(({step}) => now < graceOf(step));
	const idsOf = (those: typeof steps): readonly number[] => those.map(({session}) => session);
	return {
		done: idsOf(steps.filter(({step: {outcome}}) => outcome !== undefined && outcome.failure === undefined)),
		refused: steps.flatMap(({session, step: {outcome}}) =>
			outcome?.failure === undefined
				? []
				: {session, reason: outcome.failure, ...(outcome.isStopped && {needsYou: true})},
		),
		pending: idsOf(open.filter(each => !inGrace.includes(each))),
		inGrace: idsOf(inGrace),
		...(inGrace[0] && {graceEnds: graceOf(inGrace[0].step)}),
	};
};

/** Carries out what waits, unless another process is at it. Resolves with the reason if something may be left. */
const attempt = async (options: ActsOptions): Promise<string | undefined> => {
	const {heldDeletions, givenUp} = await carryOutActs(options);
	return heldDeletions > 0
		? `${counted(heldDeletions, 'deletion')} would run at once, more than are allowed: chatlogs sync --expect ${heldDeletions}`
		: givenUp?.reason;
};

/**
Waits until the connected PBX has carried a change out, or it is known why it does not at the moment. Deletions of which
the grace goes on are not waited for.
*/
export const carryOutThere = async (change: Change, options: ActsOptions): Promise<OutcomeThere> => {
	const {store, api, network, signal} = options;
	for (let look = 1; ; look++) {
		const outcome = outcomeOf(store, change, api.now());
		if (outcome.pending.length === 0 || signal.aborted) return outcome;
		try {
			const pendingBecause = await attempt(options);
			return {...outcomeOf(store, change, api.now()), pendingBecause};
		} catch (error) {
			if (!(error instanceof AnotherDeliverer)) throw error;
			if (look === mostLooks)
				return {...outcome, pendingBecause: 'another process is carrying out what waits'};
			await network.wait(interval, signal).catch(() => undefined);
			await store.refresh();
		}
	}
};

/** Tells what was carried out, and each session of which it was not. */
export const tellThere = (
	{stdout, stderr}: Pick<Streams, 'stdout' | 'stderr'>,
	{done, refused, pending, pendingBecause, inGrace, graceEnds: time}: OutcomeThere,
): void => {
	if (done.length > 0) printLine(stdout, `Carried out on the PBX: ${counted(done.length, 'session')}.`);
	if (time !== undefined)
		printLine(
			stdout,
			`${counted(inGrace.length, 'session')} will be deleted on the PBX, not before ${formatTime(time)}. Until then, undo simply cancels that.`,
		);
	for (const {session, reason, needsYou} of refused)
		printLine(
			stderr,
			`chatlogs: session ${session}: ${reason}${needsYou ? '; decide with undo, or chatlogs sync --retry' : ''}`,
		);
	if (pending.length > 0)
		printLine(
			stderr,
			`chatlogs: ${formatCount(pending.length)} pending${pendingBecause === undefined ? '' : `: ${pendingBecause}`}`,
		);
};

/** The exit code: 3 if something is pending still, 1 if something was refused. */
export const codeThere = ({pending, refused}: OutcomeThere): number => {
	if (pending.length > 0) return exitCode.pbx;
	return refused.length > 0 ? exitCode.refused : exitCode.done;
};
