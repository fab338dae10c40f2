import {type Handler} from '../handler.js';
import {type Status} from '../session.js';

/** The outcome of telling a target about a change to sessions, such as a transfer to the analytics platform. */
export interface DeliveryOutcome {
	/** The number of the change that the target was told of. */
	readonly of: number;
	readonly sessions: readonly number[];
	/** The number of tries for each since the deliverer started. */
	readonly tries: number;
	/** Why the target will never take it, in our own words; missing if it did. */
	readonly failure?: string;
	/** The target's own error code, if it gave one. */
	readonly code?: number;
	/** The target's own words beside the failure, as they came. */
	readonly words?: string;
	/** Whether it only waits for a person to decide: then nothing is taken back here because of the failure. */
	readonly isStopped?: true;
}

/** The target has begun to take these sessions: it has a part of each, and may never take the rest. */
export type DeliveryBeginning = Pick<DeliveryOutcome, 'of' | 'sessions'>;

/** The PBX's own changes to sessions, made because it was asked to. */
export interface Confirmed {
	readonly to?: Handler;
	readonly status?: Status;
	readonly archived?: boolean;
}

export interface Confirmation extends Confirmed {
	readonly sessions: readonly number[];
}
