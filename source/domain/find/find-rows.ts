import {nameOrder, type NameOrder} from '../../text/name-order.js';
import {type Query} from '../language/query.js';
import {type Block} from '../table/block.js';
import {rowAt, type SessionTable} from '../table/session-table.js';
import {Finding} from './finding.js';
import {type QueryContext} from './query-context.js';
import {mergeStretches} from './merge-stretches.js';
import {type Names, sortName} from './name-ranks.js';
import {ranks} from './packed-sort.js';
import {nameKeys, rowKeys} from './row-key.js';
import {sortStretch} from './stretch.js';

/** One byte for every row: 1 where the query holds, all at once. */
export const findHits = (table: SessionTable, query: Query, context: QueryContext): Uint8Array => {
	const finding = new Finding(table, query, context);
	for (const number of finding.left) finding.match(number);
	return finding.hits;
};

/** Some rows of one block. */
interface Some {
	readonly number: number;
	readonly block: Block;
	/** From the greatest to the least. */
	readonly slots: readonly number[];
}

const someOf = (table: SessionTable, hits: Uint8Array): readonly Some[] => {
	const all: Some[] = [];
	for (const [number, block] of table.blocks.entries()) {
		if (block === undefined) continue;
		const slots: number[] = [];
		for (let slot = block.count - 1; slot >= 0; slot--) if (hits[rowAt(number, slot)] === 1) slots.push(slot);
		if (slots.length > 0) all.push({number, block, slots});
	}

	return all;
};

/** All that rows can be sorted by where that is a name: those of the channels, and of the customers in these rows. */
const namesIn = (table: SessionTable, rows: readonly Some[]): readonly string[] => {
	const customers = rows.flatMap(({block: {customerName, customerNumber}, slots}) =>
		slots.map(slot => sortName({name: customerName[slot]!, number: customerNumber[slot]!})),
	);
	return [...new Set([...table.channels.values.map(channel => sortName(channel)), ...customers])];
};

const ranked = (names: readonly string[], order: NameOrder): Names => {
	const rankOf = new Map(Iterator.from(ranks(names, order)).map((rank, index) => [names[index]!, rank]));
	return {order, rankOf: name => rankOf.get(name) ?? Number.NaN};
};

/**
The rows for which the query holds, in its order, all at once. A `Finder` is for those who ask again, or are not to wait.
@param locale by whose rules names are sorted; see `nameOrder`
*/
export const findRows = (
	table: SessionTable,
	query: Query,
	context: QueryContext,
	locale?: string,
): Uint32Array => {
	const {key: sortKey, descending} = query.sort;
	const rows = someOf(table, findHits(table, query, context));
	const names = nameKeys.has(sortKey) ? namesIn(table, rows) : [];
	const key = rowKeys[sortKey](table, ranked(names, nameOrder(locale)));
	const stretches = rows.map(({slots, ...block}) => sortStretch(block, slots, key, descending));
	const merging = mergeStretches(stretches, key, descending);
	let merged = merging.next();
	while (!merged.done) merged = merging.next();
	return merged.value;
};
