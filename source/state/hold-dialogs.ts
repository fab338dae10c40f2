import {type Simulated} from './simulated.js';
import {type TextField} from './text-field.js';

/** The legal holds, the policies and the erasures that were put off, and the sessions that a new hold would hold. */
export interface HoldsDialog {
	readonly kind: 'holds';
	readonly targets: readonly number[];
	/** Counts the holds, then the policies, then the erasures. */
	readonly cursor: number;
	/** What each policy would take today, by its id, as far as that is known. */
	readonly today?: ReadonlyMap<number, Simulated>;
}

/** Asks for the name of a new hold. */
export interface HoldNameDialog {
	readonly kind: 'hold-name';
	readonly field: TextField;
	readonly back: HoldsDialog;
}
