import {type Change} from '../change.js';
import {deliveriesTo, pbxTarget} from './target.js';

/**
The sessions of which an act was sent to the PBX or settled after the change with that number: what the PBX was asked of
them before says nothing now.
*/
export const actedSince = (newestFirst: Iterable<Change>, n: number): ReadonlySet<number> => {
	const acted = new Set<number>();
	for (const change of newestFirst) {
		if (change.n <= n) break;
		const {deliveries = [], begun = []} = deliveriesTo(pbxTarget, change);
		for (const {sessions} of [...deliveries, ...begun]) for (const id of sessions) acted.add(id);
	}

	return acted;
};
