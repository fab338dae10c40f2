import {AlteredBlocks} from '../table/altered-blocks.js';
import {blockSize} from '../table/block.js';
import {rowAt, type SessionTable} from '../table/session-table.js';
import {type BlockMatcher, compileQuery} from './matcher.js';
import {type QueryContext} from './query-context.js';
import {type Query} from '../language/query.js';

/** The rows of a table for which a query holds: worked out block by block, and again where blocks were altered. */
export class Finding {
	/**
	One byte for every row: 1 where the query holds, as far as its block was looked at. Replaced by another array when
	that changes.
	*/
	hits = new Uint8Array();
	readonly query: Query;
	readonly context: QueryContext;
	readonly #table: SessionTable;
	readonly #altered: AlteredBlocks;
	#compiled: {readonly version: number; readonly matchBlock: BlockMatcher} | undefined;

	constructor(table: SessionTable, query: Query, context: QueryContext) {
		this.#table = table;
		this.query = query;
		this.context = context;
		this.#altered = new AlteredBlocks(table);
		this.renew();
	}

	/** Numbers of the blocks that are still to be looked at. */
	get left(): ReadonlySet<number> {
		return this.#altered.left;
	}

	/** From 0 to 1. */
	get progress(): number {
		return this.left.size === 0 ? 1 : 1 - this.left.size / this.#table.blocks.length;
	}

	/** Sets the present blocks of the table as the ones to look at. */
	renew(): void {
		const isAgain = this.#altered.renew();
		const length = this.#table.blocks.length * blockSize;
		if (!isAgain && length === this.hits.length) return;
		const {hits} = this;
		this.hits = new Uint8Array(length);
		this.hits.set(hits);
	}

	/** Looks at one of the blocks that are left. */
	match(number: number): void {
		const block = this.#table.blocks[number]!;
		const hits = this.hits.subarray(rowAt(number, 0), rowAt(number + 1, 0));
		this.#matcher()(block, hits);
		hits.fill(0, block.count);
		this.#altered.done(number);
	}

	/** The query prepared for the channels and handlers that the table has by now. */
	#matcher(): BlockMatcher {
		const {version} = this.#table;
		if (this.#compiled?.version !== version) {
			this.#compiled = {version, matchBlock: compileQuery(this.query, this.#table, this.context)};
		}

		return this.#compiled.matchBlock;
	}
}
