import {type Change, isFromPbx, type Move, takesBack} from '../change.js';
import {type DeliveryOutcome} from './outcome.js';
import {deliveriesTo, formerOf, holds, outcomeFor, platformTarget} from './target.js';

/** One transfer of a session to the platform by us, and what became of telling the platform of it. */
export interface Handover {
	/** The transfer, or what did one again: a redo, or the refusal of an undo. */
	readonly transfer: Change;
	readonly outcome?: DeliveryOutcome;
	/** Whether the platform took a part before there was an outcome, or before it refused the rest. */
	readonly hasBegun?: boolean;
	/** The change that took it back, if one did. */
	readonly undo?: Change;
	/** The outcome of telling the platform that it was taken back. */
	readonly withdrawal?: DeliveryOutcome;
	/** Whether it is by this one that the platform holds the session at present, out of the trash. */
	readonly isInForce: boolean;
}

type Growing = {-readonly [Key in keyof Handover]: Handover[Key]};

/**
The transfers of a session to the platform, oldest first. What came to the platform on the PBX is none of ours; what
takes back that a session left the platform brings the transfer into force again by which it was there before.
@param changes those that touched the session, oldest first
*/
export const handoversOf = (changes: readonly Change[], session: number): readonly Handover[] => {
	const handovers: Growing[] = [];
	/** The handover that was in force before the platform lost the session, by the change with which it did. */
	const before = new Map<number, Growing | undefined>();
	let present: Growing | undefined;
	let isDeleted = false;

	const come = (change: Change): void => {
		if (takesBack(change)) present = before.get(formerOf(change, session)!);
		else if (isFromPbx(change)) present = undefined;
		else handovers.push((present = {transfer: change, isInForce: false}));
	};

	const go = (change: Change): void => {
		before.set(change.n, present);
		if (takesBack(change) && present) present.undo = change;
		present = undefined;
	};

	const settle = (outcome: DeliveryOutcome): void => {
		for (const handover of handovers) {
			if (handover.transfer.n === outcome.of) handover.outcome = outcome;
			else if (handover.undo?.n === outcome.of) handover.withdrawal = outcome;
		}
	};

	const begin = (n: number): void => {
		for (const handover of handovers) if (handover.transfer.n === n) handover.hasBegun = true;
	};

	const isIn = ({sessions}: Move): boolean => holds(sessions, session);
	for (const change of changes) {
		const move = change.moves?.find(isIn);
		if (move?.to.kind === 'api') come(change);
		else if (move?.from.kind === 'api') go(change);
		// A person who is erased goes from the platform, too, whoever has the session by now.
		if (change.kind === 'erasing' && change.purged?.some(({sessions}) => holds(sessions, session))) {
			for (const handover of handovers) handover.undo ??= change;
			present = undefined;
		}

		if (change.deleted && holds(change.deleted, session)) isDeleted = true;
		if (change.restored && holds(change.restored, session)) isDeleted = false;
		const told = deliveriesTo(platformTarget, change);
		const outcome = outcomeFor(told, session);
		if (outcome) settle(outcome);
		for (const {of, sessions} of told.begun ?? []) if (holds(sessions, session)) begin(of);
	}

	if (present && !isDeleted) present.isInForce = true;
	return handovers;
};

/** Whether the platform has the session by it, or a part of it, as far as it was not told that it was taken back. */
export const isWithPlatform = ({outcome, hasBegun = false}: Handover): boolean =>
	hasBegun || (outcome !== undefined && outcome.failure === undefined);
