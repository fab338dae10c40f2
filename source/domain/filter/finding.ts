import {blockSize} from '../table/block.js';
import {rowAt, type SessionTable} from '../table/session-table.js';
import {type BlockMatcher, compileQuery, type QueryContext} from './matcher.js';
import {type Query} from './query.js';

/** For which rows of a table a query holds: found out block by block, and anew where blocks were altered. */
export class Finding {
	/** One byte for every row: 1 where the query holds, as far as its block was looked at. Another array when that changes. */
	hits = new Uint8Array();
	readonly query: Query;
	readonly context: QueryContext;
	readonly #table: SessionTable;
	/** By block number: its version when it was looked at. */
	readonly #versions: (number | undefined)[] = [];
	readonly #left = new Set<number>();
	#compiled: {readonly version: number; readonly matchBlock: BlockMatcher} | undefined;

	constructor(table: SessionTable, query: Query, context: QueryContext) {
		this.#table = table;
		this.query = query;
		this.context = context;
		this.renew();
	}

	/** Numbers of the blocks that are still to be looked at. */
	get left(): ReadonlySet<number> {
		return this.#left;
	}

	/** From 0 to 1. */
	get progress(): number {
		return this.#left.size === 0 ? 1 : 1 - this.#left.size / this.#table.blocks.length;
	}

	/** What the table holds now has to be looked at. */
	renew(): void {
		const {blocks} = this.#table;
		const {hits} = this;
		for (let number = 0; number < Math.max(blocks.length, this.#versions.length); number++) {
			if (this.#versions[number] === this.#table.versionOf(number)) continue;
			if (this.#versions[number] !== undefined && this.hits === hits) this.hits = new Uint8Array(hits);
			this.#left.add(number);
		}

		if (hits.length < blocks.length * blockSize) {
			this.hits = new Uint8Array(blocks.length * blockSize);
			this.hits.set(hits);
		}
	}

	/** Looks at one of the blocks that are left. */
	match(number: number): void {
		const block = this.#table.blocks[number];
		const hits = this.hits.subarray(rowAt(number, 0), rowAt(number + 1, 0));
		if (block) this.#matcher()(block, hits);
		hits.fill(0, block?.count ?? 0);
		this.#versions[number] = this.#table.versionOf(number);
		this.#left.delete(number);
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
