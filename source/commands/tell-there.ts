import {counted, formatCount} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {exitCode} from './command.js';
import {type Streams} from './streams.js';
import {printLine} from './output.js';

/** An act on a session that the PBX did not carry out. */
interface RefusedThere {
	readonly session: number;
	readonly reason: string;
	/** Whether nothing was taken back, because a person has to decide. */
	readonly needsYou?: true;
}

/** The outcome of a change on the connected PBX, by session. */
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

/** Tells how many acts went back here because the PBX did not carry them out. */
export const tellTakenBack = (stderr: Streams['stderr'], count: number): void => {
	if (count > 0) printLine(stderr, `chatlogs: refused by the PBX, and taken back here: ${count}`);
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
	tellTakenBack(stderr, refused.filter(({needsYou}) => !needsYou).length);
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
