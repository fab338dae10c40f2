import {type HoldsDialog} from './hold-dialogs.js';
import {type Simulated} from './simulated.js';

/** One policy: what it says, and what it would take when. */
export interface PolicyDialog {
	readonly kind: 'policy';
	/** Its id. */
	readonly policy: number;
	/** How far ahead it is to be simulated. */
	readonly days: number;
	/** The last simulation that is complete. */
	readonly simulated?: Simulated;
	/** How much of the one under way is done, from 0 to 1; 0 also where that is not known. */
	readonly progress?: number | undefined;
	readonly cursor: number;
	readonly back: HoldsDialog;
}

/** How far ahead one can look: the last is as far as a simulation goes. */
export const horizons: readonly number[] = [90, 365, 3 * 365, 10 * 365];
export const usualHorizon = 365;

/** Whether the simulation shown is of something else than the dialog asks for, or there is none. */
export const isOtherSpan = ({simulated, days}: PolicyDialog): boolean => simulated?.days !== days;
