import {idRanges} from '../domain/id-ranges.js';
import {type Outlook} from '../domain/keep/outlook.js';
import {lazily} from '../text/lazily.js';
import {idsFilter} from './ids-filter.js';
import {type PolicyDialog} from './policy-dialogs.js';

/** A month in which sessions would go, or a reason for which they would be left alone. */
export interface PolicyRow {
	readonly kind: 'month' | 'left alone';
	readonly label: string;
	readonly count: number;
	/** The filter that finds these sessions; `undefined` if it would be too long. */
	readonly filter: () => string | undefined;
}

interface PolicyView {
	/** The months, then the reasons; the cursor counts both. */
	readonly rows: readonly PolicyRow[];
	/** How many would be left alone. */
	readonly left: number;
}

const viewOf = ({policy: {act}, months, skipped}: Outlook): PolicyView => {
	const row = (kind: PolicyRow['kind'], label: string, ids: ReadonlySet<number>): PolicyRow => ({
		kind,
		label,
		count: ids.size,
		filter: lazily(() => {
			const filter = idsFilter(idRanges(ids));
			return filter !== undefined && act === 'purge' ? `is:deleted ${filter}` : filter;
		}),
	});
	return {
		rows: [
			...months.map(({label, ids}) => row('month', label, new Set(ids))),
			...Array.from(skipped, ([label, ids]) => row('left alone', label, ids)),
		],
		left: new Set([...skipped.values()].flatMap(ids => [...ids])).size,
	};
};

/** A simulation may name most sessions of a store, and each frame asks for its rows. */
const views = new WeakMap<Outlook, PolicyView>();

/** What the dialog shows of its simulation. */
export const policyView = ({simulated}: Pick<PolicyDialog, 'simulated'>): PolicyView => {
	if (simulated === undefined || 'trouble' in simulated.result) return {rows: [], left: 0};
	const {outlook} = simulated.result;
	const view = views.get(outlook) ?? viewOf(outlook);
	views.set(outlook, view);
	return view;
};
