import {type Change, type DeliveryOutcome} from '../change.js';
import {type Session} from '../session.js';
import {handoversOf, isWithPlatform} from './handover.js';

/** What the platform has to be told of one session. */
export interface Delivery {
	readonly event: 'session.transferred' | 'session.withdrawn';
	readonly session: number;
	/** The change that it is told of: the transfer, or its undo. */
	readonly change: Change;
	/** The number of the transfer. */
	readonly transfer: number;
	/** Whether it is in the journal already that the platform took a part of it. */
	readonly hasBegun?: boolean;
	/** Why the platform refused to be told of it before, if it did. */
	readonly failure?: string;
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

const failureIn = (outcome: DeliveryOutcome | undefined): Pick<Delivery, 'failure'> =>
	outcome?.failure === undefined ? {} : {failure: outcome.failure};

/** The next that the platform has to be told of a session; `undefined` if there is nothing. */
export const dueDelivery = ({id, session, changes, again = false}: DueRequest): Delivery | undefined => {
	const isOpen = (outcome: DeliveryOutcome | undefined): boolean =>
		outcome === undefined || (again && outcome.failure !== undefined);
	const handovers = handoversOf(changes, id);
	// What the platform took last is what it thinks; that comes before anything new.
	const latest = handovers.findLast(isWithPlatform);
	if (latest?.undo && isOpen(latest.withdrawal))
		return {
			event: 'session.withdrawn',
			session: id,
			change: latest.undo,
			transfer: latest.transfer.n,
			...failureIn(latest.withdrawal),
		};
	const present = handovers.find(({isInForce}) => isInForce);
	const isThere = session?.handler.kind === 'api' && !session.deleted;
	if (present && isThere && isOpen(present.outcome))
		return {
			event: 'session.transferred',
			session: id,
			change: present.transfer,
			transfer: present.transfer.n,
			...(present.hasBegun && {hasBegun: true}),
			...failureIn(present.outcome),
		};
	return undefined;
};
