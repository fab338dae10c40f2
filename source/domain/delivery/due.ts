import {type Change, type DeliveryOutcome} from '../change.js';
import {type Session} from '../session.js';
import {handoversOf, isDelivered} from './handover.js';

/** What the platform has to be told of one session. */
export interface Delivery {
	readonly event: 'session.transferred' | 'session.withdrawn';
	readonly session: number;
	/** The change that it is told of: the transfer, or its undo. */
	readonly change: Change;
	/** The number of the transfer. */
	readonly transfer: number;
}

export interface DueRequest {
	readonly id: number;
	/** `undefined` if it was purged. */
	readonly session: Session | undefined;
	/** Those that touched it, oldest first. */
	readonly changes: readonly Change[];
	/** Also what failed for good. */
	readonly again?: boolean;
}

/** The next that the platform has to be told of a session; `undefined` if there is nothing. */
export const dueDelivery = ({id, session, changes, again = false}: DueRequest): Delivery | undefined => {
	const isOpen = (outcome: DeliveryOutcome | undefined): boolean =>
		outcome === undefined || (again && outcome.failure !== undefined);
	for (const handover of handoversOf(changes, id)) {
		const {transfer, outcome, undo, withdrawal, isInForce} = handover;
		const told = {session: id, transfer: transfer.n};
		if (undo && isDelivered(handover) && isOpen(withdrawal))
			return {...told, event: 'session.withdrawn', change: undo};
		const isThere = session?.handler.kind === 'api' && !session.deleted;
		if (isInForce && isThere && isOpen(outcome))
			return {...told, event: 'session.transferred', change: transfer};
	}

	return undefined;
};
