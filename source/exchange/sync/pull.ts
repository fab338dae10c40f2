import {type Refusal} from '../../domain/refusal.js';
import {askForMissing, findGone, missingFor, stillThere} from './find-gone.js';
import {listsOf} from './lists.js';
import {pullOwners} from './pull-owners.js';
import {type PullOptions} from './pull-options.js';
import {Round} from './round.js';
import {Intake, type TakenIn} from './take-in.js';
import {noteSync} from '../../storage/sync-time.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {type PullTrouble, RolledBack, Troubles} from './trouble.js';

export interface PullReport extends TakenIn {
	/** The parts that could not be read, or are not believed. */
	readonly troubles: readonly PullTrouble[];
	/** Why it ended before its end: `PbxTrouble`, or `RolledBack`. */
	readonly ended?: Refusal;
}

export interface WholePullOptions extends PullOptions {
	/** How many sessions are taken in as one change at most; 2000, if it is not said. */
	readonly mostSessions?: number;
	readonly expectMissing?: number | undefined;
	/** Told if the PBX was set back to an earlier state. */
	readonly onRolledBack?: (reason: string) => void;
}

/** A busy PBX always has something new: the rest is left to the next pull. */
const mostRounds = 3;

/** Works with an intake, and takes in what was read however that ends. */
export const takingIn = async (
	options: WholePullOptions,
	work: (intake: Intake, troubles: Troubles) => Promise<void>,
): Promise<PullReport> => {
	const {store, api, mostSessions, onRolledBack} = options;
	const begunAt = api.now();
	const intake = new Intake(options, mostSessions);
	const troubles = new Troubles();
	let ended: Refusal | undefined;
	try {
		await work(intake, troubles);
		ended = troubles.silence;
	} catch (error) {
		if (error instanceof RolledBack) onRolledBack?.(error.message);
		else if (!(error instanceof PbxTrouble)) throw error;
		ended = error;
	} finally {
		await intake.flush();
	}

	if (ended === undefined && troubles.told.length === 0)
		await noteSync(store, {at: begunAt, ahead: api.skew});
	return {...intake.taken, troubles: troubles.told, ...(ended && {ended})};
};

/** Finds out whether sessions that the PBX did not have before are gone. */
export const confirmGone = async (
	{store, api, signal}: PullOptions,
	intake: Intake,
	troubles: Troubles,
): Promise<void> => {
	const ids = missingFor(store, api.now());
	if (ids.length === 0) return;
	const answer = await troubles.attempt('sessions that were missing', async () =>
		askForMissing(api, ids, signal),
	);
	await intake.flush({}, answer);
};

/**
Pulls owners, sessions and messages, until nothing is new.
@throws StoreRefusal if it cannot be written; the signal's reason, if that ended it
*/
export const pull = async (options: WholePullOptions): Promise<PullReport> =>
	takingIn(options, async (intake, troubles) => {
		const {store, api, signal, expectMissing, isFull = false} = options;
		const {directory, refused} = await pullOwners(api, {
			known: store.directory,
			troubles,
			expectMissing,
			signal,
		});
		intake.refuse(refused);
		await intake.flush({directory});
		let again: Iterable<number> = isFull ? stillThere(store) : [];
		for (let number = 1; number <= mostRounds; number++) {
			const round = new Round({...options, isFull: isFull && number === 1}, intake, troubles);
			await round.run(listsOf(store.directory), again);
			if (isFull && number === 1 && round.isComplete) {
				const gone = await troubles.attempt('sessions that no list has', async () =>
					findGone(store, api, round.sightings, signal),
				);
				if (gone !== undefined && gone.length > 0) await intake.flush({}, {gone});
			}

			const isAtRest = round.isQuiet && round.isComplete && round.ahead.size === 0;
			if (round.sightings.size === 0 || isAtRest) break;
			again = round.ahead;
		}

		await confirmGone(options, intake, troubles);
	});
