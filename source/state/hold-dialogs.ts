import {type TextField} from './text-field.js';

/** The legal holds, and the sessions that a new one would hold. */
export interface HoldsDialog {
	readonly kind: 'holds';
	readonly targets: readonly number[];
	readonly cursor: number;
}

/** Asks for the name of a new hold. */
export interface HoldNameDialog {
	readonly kind: 'hold-name';
	readonly field: TextField;
	readonly back: HoldsDialog;
}
