import {type Outlook} from '../domain/keep/outlook.js';
import {type PolicyLook} from '../domain/keep/policy-look.js';

/** How a simulation of a policy ended. */
export interface Simulated {
	/** The newest change that it knows of. */
	readonly newest: number;
	/** How far ahead it went. */
	readonly days: number;
	/** The outlook with what found it, or why there is none. */
	readonly result: {readonly outlook: Outlook; readonly look: PolicyLook} | {readonly trouble: string};
}
