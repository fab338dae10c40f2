import {formatCount} from '../../text/count.js';
import {type Facts} from '../facts.js';
import {type Handler, handlerKey, handlerLabel} from '../handler.js';
import {type SessionTable} from '../table/session-table.js';
import {openLoads} from '../table/totals.js';
import {type Plan} from './plan.js';

/** What one destination of a plan gets, and the open sessions that it holds before and after. */
export interface DestinationTotal {
	readonly to: Handler;
	readonly sessions: number;
	readonly openBefore: number;
	readonly openAfter: number;
}

/** The totals of a plan that is not carried out yet, in the order in which the destinations get something. */
export const destinationTotals = (
	facts: Pick<Facts, 'session'> & {readonly table: SessionTable},
	{draft: {moves = []}}: Plan,
): readonly DestinationTotal[] => {
	if (moves.length === 0) return [];
	const gains = new Map<string, number>();
	const gain = (handler: Handler, count: number): void => {
		const key = handlerKey(handler);
		gains.set(key, (gains.get(key) ?? 0) + count);
	};

	for (const {from, to, sessions} of moves) {
		const open = sessions.filter(id => facts.session(id)?.status === 'open').length;
		gain(from, -open);
		gain(to, open);
	}

	const held = openLoads(facts.table);
	return Array.from(
		Map.groupBy(moves, move => handlerKey(move.to)),
		([key, those]) => {
			const openBefore = held.get(key) ?? 0;
			return {
				to: those[0]!.to,
				sessions: those.reduce((sum, {sessions}) => sum + sessions.length, 0),
				openBefore,
				openAfter: openBefore + gains.get(key)!,
			};
		},
	);
};

/** `Orders 26, 19 → 45 open`. */
export const totalText = ({to, sessions, openBefore, openAfter}: DestinationTotal): string =>
	`${handlerLabel(to)} ${formatCount(sessions)}, ${formatCount(openBefore)} → ${formatCount(openAfter)} open`;
