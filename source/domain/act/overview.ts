import {isOrphaned} from '../facts.js';
import {type Handler, isSameHandler} from '../handler.js';
import {type Session, type Status} from '../session.js';
import {type Act, type ActFacts} from './act.js';
import {type DestinationTotal, destinationTotals} from './destination-totals.js';
import {type Plan} from './plan.js';
import {reasonsOf, type SkippedFor} from './skipped.js';

/** A plan in short, for somebody who is to agree to it. */
export interface Overview {
	/** The one that gets most comes first. */
	readonly totals: readonly DestinationTotal[];
	/** What all of several sessions have in common. */
	readonly common: {readonly handler?: Handler; readonly isOrphaned?: boolean; readonly status?: Status};
	/** The reasons to skip something, the most frequent first. */
	readonly skipped: readonly SkippedFor[];
}

const commonOf = (facts: ActFacts, act: Act, {hits}: Plan): Overview['common'] => {
	const first = act.kind === 'delete-messages' || hits.length < 2 ? undefined : facts.session(hits[0]!);
	if (first === undefined) return {};
	const {handler, status} = first;
	const isShared = (isSame: (session: Session) => boolean): boolean =>
		hits.every(id => {
			const session = facts.session(id);
			return session !== undefined && isSame(session);
		});
	return {
		...(isShared(session => isSameHandler(session.handler, handler)) && {
			handler,
			isOrphaned: isOrphaned(facts, first),
		}),
		...(isShared(session => session.status === status) && {status}),
	};
};

export const overviewOf = (facts: ActFacts, act: Act, plan: Plan): Overview => ({
	totals: destinationTotals(facts, plan).toSorted((a, b) => b.sessions - a.sessions),
	common: commonOf(facts, act, plan),
	skipped: reasonsOf(plan.skipped),
});
