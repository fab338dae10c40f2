import {isOrphaned, type Skipped} from '../facts.js';
import {type Handler, handlerKey, isSameHandler} from '../handler.js';
import {type Session, type Status} from '../session.js';
import {openLoads} from '../table/totals.js';
import {type Act, type ActFacts} from './act.js';
import {type Plan} from './plan.js';

/** What one destination gets, and how many open sessions it holds before and after. */
export interface Arrivals {
	readonly to: Handler;
	readonly sessions: number;
	readonly before: number;
	readonly after: number;
}

/** A plan in short, for somebody who is to agree to it. */
export interface Overview {
	/** The one that gets most comes first. */
	readonly arrivals: readonly Arrivals[];
	/** What all of several sessions have in common. */
	readonly common: {readonly handler?: Handler; readonly isOrphaned?: boolean; readonly status?: Status};
	/** The reasons to skip something, the most frequent first. */
	readonly skipped: readonly {readonly reason: string; readonly count: number}[];
}

const arrivalsOf = (facts: ActFacts, {draft: {moves = []}}: Plan): readonly Arrivals[] => {
	const open = openLoads(facts.table);
	const found = new Map<string, {to: Handler; sessions: number; before: number; after: number}>();
	for (const {to} of moves) {
		const before = open.get(handlerKey(to)) ?? 0;
		found.set(handlerKey(to), {to, sessions: 0, before, after: before});
	}

	for (const {from, to, sessions} of moves) {
		const opened = sessions.filter(id => facts.session(id)?.status === 'open').length;
		const arriving = found.get(handlerKey(to))!;
		arriving.sessions += sessions.length;
		arriving.after += opened;
		const leaving = found.get(handlerKey(from));
		if (leaving) leaving.after -= opened;
	}

	return [...found.values()].toSorted((a, b) => b.sessions - a.sessions);
};

const reasonsOf = (skipped: readonly Skipped[]): Overview['skipped'] => {
	const counts = new Map<string, number>();
	for (const {reason} of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	return Array.from(counts, ([reason, count]) => ({reason, count})).toSorted((a, b) => b.count - a.count);
};

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
	arrivals: arrivalsOf(facts, plan),
	common: commonOf(facts, act, plan),
	skipped: reasonsOf(plan.skipped),
});
