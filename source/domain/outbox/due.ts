import {type Change} from '../change.js';
import {type DeliveryOutcome} from './outcome.js';
import {type Facts} from '../facts.js';
import {type Session} from '../session.js';
import {handoversOf, isWithPlatform} from './handover.js';
import {isDoneOnPbx} from './pbx-steps.js';
import {type Outbox} from './outbox.js';
import {type Due, type Dues} from './survey.js';

/** The news of one session for the platform: that it was transferred to it, or that this was taken back. */
export interface Delivery extends Due {
	readonly event: 'session.transferred' | 'session.withdrawn';
	/** The number of the transfer. */
	readonly transfer: number;
}

interface DueRequest {
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
	const isDone = (change: Change): boolean => isDoneOnPbx(changes, id, change);
	// The platform believes what it took last; that comes before anything new.
	const latest = handovers.findLast(isWithPlatform);
	if (latest?.undo && isOpen(latest.withdrawal) && isDone(latest.undo))
		return {
			event: 'session.withdrawn',
			session: id,
			change: latest.undo,
			transfer: latest.transfer.n,
			...failureIn(latest.withdrawal),
		};
	const present = handovers.find(({isInForce}) => isInForce);
	const isThere = session?.handler.kind === 'api' && !session.deleted;
	if (present && isThere && isOpen(present.outcome) && isDone(present.transfer))
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

/** The facts that tell what is due to the platform; the store offers them. */
export interface OutboxFacts extends Pick<Facts, 'session'> {
	/** By the platform. */
	readonly outbox: Outbox;
	/** Those that touched a session, oldest first. */
	changesOf(id: number): readonly Change[];
}

/** All that the platform has to be told. */
export const platformDues = (facts: OutboxFacts): Dues<Delivery> => ({
	outbox: facts.outbox,
	due: (id, again = false) =>
		dueDelivery({id, session: facts.session(id), changes: facts.changesOf(id), again}),
});
