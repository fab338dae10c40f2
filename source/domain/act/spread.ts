import {type Facts} from '../facts.js';
import {type Handler, handlerKey} from '../handler.js';
import {type Plan} from './plan.js';
import {type SessionTable} from '../table/session-table.js';
import {openLoads} from '../table/totals.js';
import {openDestination, planMoves} from './transfer.js';

interface SpreadRequest {
	readonly sessions: readonly number[];
	/** One or more. */
	readonly to: readonly Handler[];
	readonly note?: string | undefined;
}

/**
Gives the sessions to several handlers, each session to the one with the least load: the open sessions that it holds
now, and all that it was given here. The open ones are given first, since they level the load. Among equals the one
that was named first gets it, so that the same request makes the same plan.
*/
export const planSpread = (
	facts: Facts & {readonly table: SessionTable},
	{sessions, to: asked, note}: SpreadRequest,
): Plan => {
	const to = [...new Map(asked.map(each => [handlerKey(each), openDestination(facts, each)])).values()];
	const held = openLoads(facts.table);
	const loads = to.map(handler => held.get(handlerKey(handler)) ?? 0);
	const isOpen = (id: number): boolean => facts.session(id)?.status === 'open';
	const {true: open = [], false: others = []} = Object.groupBy(new Set(sessions), id =>
		isOpen(id) ? 'true' : 'false',
	);
	const destinations = [...open, ...others].map(id => {
		const lightest = loads.indexOf(Math.min(...loads));
		loads[lightest]!++;
		return [id, to[lightest]!] as const;
	});
	return planMoves(facts, destinations, note);
};
