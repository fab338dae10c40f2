import {idRanges} from '../domain/id-ranges.js';
import {idsFilter} from './ids-filter.js';
import {type PolicyDialog} from './policy-dialogs.js';

/** A month in which sessions would go, or a reason for which they would be left alone. */
export interface PolicyRow {
	readonly kind: 'month' | 'left alone';
	readonly label: string;
	readonly count: number;
	readonly ids: Iterable<number>;
}

/** The months, then the reasons; the cursor counts both. */
export const policyRows = ({simulated}: PolicyDialog): readonly PolicyRow[] => {
	if (simulated === undefined || 'trouble' in simulated.result) return [];
	const {months, skipped} = simulated.result.outlook;
	return [
		...months.map(({label, ids}): PolicyRow => ({kind: 'month', label, count: ids.length, ids})),
		...Array.from(skipped, ([label, ids]): PolicyRow => ({kind: 'left alone', label, count: ids.size, ids})),
	];
};

/** The filter that finds the sessions of a row; `undefined` if it would be too long. */
export const rowFilter = ({ids}: PolicyRow, act: 'delete' | 'purge'): string | undefined => {
	const filter = idsFilter(idRanges(ids));
	return filter !== undefined && act === 'purge' ? `is:deleted ${filter}` : filter;
};
