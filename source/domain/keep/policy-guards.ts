import {counted, formatCount} from '../../text/count.js';

/** So many sessions a run may always take, however few the run before took. */
const alwaysFine = 100;

/** What a run of a policy is about to take, and what it is measured by. All are numbers of sessions. */
interface PolicyReach {
	readonly hits: number;
	/** The sessions that it could take at all: those in the list for a deletion, also those in the trash for a purge. */
	readonly all: number;
	/** Taken by the run before; 0 if this is the first. */
	readonly before: number;
	/** The policy's own limit. */
	readonly atMost?: number;
	/** How many a person says that it takes: lifts every limit but that of the whole store. */
	readonly expect?: number;
}

/** Why a run must not take so many sessions; `undefined` if it may. */
export const tooFar = ({hits, all, before, atMost, expect}: PolicyReach): string | undefined => {
	if (hits === 0 && expect === undefined) return undefined;
	if (hits > 0 && hits >= all)
		return `It would take the whole store (${counted(all, 'session')}), which no policy may.`;
	if (expect !== undefined)
		return hits === expect
			? undefined
			: `It would take ${counted(hits, 'session')}, not the ${formatCount(expect)} expected.`;
	if (atMost !== undefined && hits > atMost)
		return `It would take ${counted(hits, 'session')}, more than the ${formatCount(atMost)} that it may take at most.`;
	if (hits * 10 > all)
		return `It would take ${counted(hits, 'session')}, more than a tenth of all ${formatCount(all)}.`;
	if (hits > alwaysFine && hits > 2 * before)
		return `It would take ${counted(hits, 'session')}, more than twice the ${formatCount(before)} of the run before.`;
	return undefined;
};
