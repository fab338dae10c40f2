import {blockSize} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {Finding} from './finding.js';
import {type QueryContext} from './query-context.js';
import {defaultSort, type Query} from '../language/query.js';

/** Whether the query asks for the newest activity first, so that the first sessions can be known before all are. */
export const isNewestFirst = ({sort: {key, descending}}: Query): boolean =>
	key === defaultSort.key && descending === defaultSort.descending;

/**
Returns a function that tells, while the blocks of a table come in, whether the first rows of the result are there
already: `limit` rows, each newer than `newestMissing`, the newest time in the blocks that are missing, in Unix
seconds. The query has to ask for the newest first.
*/
export const firstRowsWatch = (
	table: SessionTable,
	query: Query,
	context: QueryContext,
	limit: number,
): ((newestMissing: number) => boolean) => {
	const finding = new Finding(table, query, context);
	return newestMissing => {
		finding.renew();
		for (const number of finding.left) finding.match(number);
		let count = 0;
		for (const [number, block] of table.blocks.entries()) {
			if (block === undefined) continue;
			const hits = finding.hits.subarray(number * blockSize);
			for (let slot = 0; slot < block.count && count < limit; slot++)
				if (hits[slot] === 1 && block.active[slot]! > newestMissing) count++;
		}

		return count >= limit;
	};
};
