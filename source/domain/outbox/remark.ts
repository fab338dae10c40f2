import {type Change, type Draft, takesBack} from '../change.js';
import {type Facts} from '../facts.js';
import {counted} from '../../text/count.js';
import {deliveriesTo, platformTarget} from './target.js';

/** The consequence where the platform has no URL. */
export const withoutUrl =
	'Nothing is sent to the analytics platform until it has a URL: chatlogs platform set URL';

/** A remark for a transfer to the platform that cannot be sent yet. */
export const transferRemark = ({platform}: Pick<Facts, 'platform'>, {moves}: Draft): string | undefined =>
	platform === undefined && moves?.some(({to}) => to.kind === 'api') ? withoutUrl : undefined;

/**
The sessions of which the platform took since the change that it has them, and not after it that it has them no more;
of change 0, all that it has.
*/
export const deliveredSince = (newestFirst: Iterable<Change>, n: number): ReadonlySet<number> => {
	const newestOutcome = new Map<number, number>();
	const undos = new Set<number>();
	for (const change of newestFirst) {
		if (change.n === n) break;
		if (takesBack(change)) undos.add(change.n);
		for (const {of, sessions, failure} of deliveriesTo(platformTarget, change).deliveries ?? []) {
			if (failure !== undefined) continue;
			for (const session of sessions) if (!newestOutcome.has(session)) newestOutcome.set(session, of);
		}
	}

	return new Set([...newestOutcome].flatMap(([session, of]) => (undos.has(of) ? [] : [session])));
};

/** A remark for an undo that takes from the platform what it already has. */
export const undoRemark = (facts: Pick<Facts, 'changes'>, {of, moves = []}: Draft): string | undefined => {
	const taken = moves.filter(({from}) => from.kind === 'api').flatMap(({sessions}) => sessions);
	if (taken.length === 0) return undefined;
	const delivered = deliveredSince(facts.changes(), of!);
	const count = taken.filter(id => delivered.has(id)).length;
	return count === 0
		? undefined
		: `${counted(count, 'session')} ${count === 1 ? 'was' : 'were'} already delivered to the analytics platform, which is told that ${count === 1 ? 'it was' : 'they were'} taken back.`;
};
