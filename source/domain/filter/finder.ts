import {blockSize} from '../table/block.js';
import {rowAt, type SessionTable} from '../table/session-table.js';
import {compileQuery, type QueryContext} from './matcher.js';
import {type Query, type Sort} from './query.js';
import {RowOrder} from './row-order.js';

/** Finds sessions of one table. Keeps what is worth keeping from one query to the next. */
export class Finder {
	readonly #table: SessionTable;
	readonly #order: RowOrder;

	constructor(table: SessionTable) {
		this.#table = table;
		this.#order = new RowOrder(table);
	}

	/** The rows for which the query holds, in its order. Good until the table's layout changes. */
	rows(query: Query, context: QueryContext): Uint32Array {
		return this.inOrder(this.hits(query, context), query.sort);
	}

	/** One byte for every row: 1 where the query holds. Good until the table's version changes. */
	hits(query: Query, context: QueryContext): Uint8Array {
		const matchBlock = compileQuery(query, this.#table, context);
		const hits = new Uint8Array(this.#table.blocks.length * blockSize);
		this.#table.blocks.forEach((block, number) => {
			if (block) matchBlock(block, hits.subarray(rowAt(number, 0), rowAt(number, block.count)));
		});
		return hits;
	}

	/** The rows with a hit, in display order. */
	inOrder(hits: Uint8Array, sort: Sort): Uint32Array {
		const order = this.#order.rows(sort);
		const found = new Uint32Array(order.length);
		let count = 0;
		for (const row of order) {
			// Written in any case and kept only if it is a hit: a branch here is mispredicted every other time.
			found[count] = row;
			count += hits[row]!;
		}

		return found.slice(0, count);
	}
}
