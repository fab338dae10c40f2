import {Directory, emptyDirectory} from '../directory.js';
import {type SessionTable} from '../table/session-table.js';
import {Finding} from './finding.js';
import {type QueryContext} from './query-context.js';
import {defaultSort, type Query, type Sort} from '../language/query.js';
import {NameRanks} from './name-ranks.js';
import {RowOrder} from './row-order.js';
import {Walk} from './walk.js';

/** Orders that are kept in case they are asked for again. */
const keptOrders = 3;

/** A small table, of up to this many blocks, is searched at once, so partial results never show. */
const fewBlocks = 16;

const noQuery: Query = {terms: [], sort: defaultSort, problems: []};
const noContext: QueryContext = {now: 0, directory: new Directory(emptyDirectory)};

/** The result of a search. Valid until the table's layout changes. */
export interface Found {
	/** In order. */
	readonly rows: Uint32Array;
	/** One byte for every row of the table: 1 where the query holds. */
	readonly hits: Uint8Array;
}

/**
Finds sessions of one table in small steps: give it a query, then call its steps until it is complete. Until then it
shows the first sessions in order for a new query, and the last result for the same query. Until an order is made, the
result is in the order before it.
*/
export class Finder {
	readonly #table: SessionTable;
	readonly #names: NameRanks;
	/** By sort; the one asked for last is at the end. */
	readonly #orders = new Map<string, RowOrder>();
	/** The order that is asked for. */
	#order: RowOrder;
	/** The order of the last complete walk. */
	#lastOrder: RowOrder;
	#context = noContext;
	#finding: Finding;
	#walk: Walk;
	/** The result of the last complete walk. */
	#last: {readonly query: Query; readonly found: Found} | undefined;

	/** @param locale by whose rules names are sorted; see `nameOrder` */
	constructor(table: SessionTable, locale?: string) {
		this.#table = table;
		this.#names = new NameRanks(table, locale);
		this.#order = this.#orderBy(defaultSort);
		this.#lastOrder = this.#order;
		this.#finding = new Finding(table, noQuery, noContext);
		this.#walk = new Walk(this.#order.rows, this.#finding);
	}

	/** The best result so far. */
	get found(): Found {
		const {query, hits} = this.#finding;
		return this.#last?.query === query ? this.#last.found : {rows: this.#walk.rows, hits};
	}

	/** How many of the hits were found, in whatever order; from 0 to 1. */
	get counted(): number {
		const {coversAll} = this.#bestOrder;
		if (this.#isWalked && coversAll) return 1;
		return Math.min(this.#finding.progress, coversAll ? 1 : this.#order.progress, 0.99);
	}

	/** How much of the ordering is done; from 0 to 1. */
	get sorted(): number {
		return this.#order.progress;
	}

	/** Whether there is nothing left to do. */
	get isComplete(): boolean {
		return this.#isWalked && this.#order.isComplete;
	}

	/** Sets the query, for the table as it is now. Queries are the same if they are identical objects. */
	look(query: Query, sort: Sort, context: QueryContext): void {
		const isSmall = this.#table.blocks.length <= fewBlocks;
		// Finish the running pass first; a context that changes often would otherwise starve it.
		const isUnderWay = !isSmall && this.counted < 1;
		this.#order = this.#orderBy(sort);
		this.#order.renew();
		this.#lastOrder.renew();
		this.#context = context;
		if (query === this.#finding.query && (context === this.#finding.context || isUnderWay)) {
			this.#finding.renew();
		} else {
			this.#finding = new Finding(this.#table, query, context);
		}

		if (isSmall) for (const number of this.#finding.left) this.#finding.match(number);
		this.#walkAnew();
		while (isSmall && !this.#walk.isComplete) this.step();
	}

	/** Works for about a millisecond. */
	step(): void {
		if (!this.#walk.isComplete) {
			if (this.#walk.step()) this.#keep();
		} else if (this.#finding.context === this.#context || !this.#bestOrder.coversAll) {
			this.#order.step();
		} else {
			this.#finding = new Finding(this.#table, this.#finding.query, this.#context);
		}

		this.#walkAnew();
	}

	/** The rows with a hit, in the order of the result, all at once. */
	inOrder(hits: Uint8Array): Uint32Array {
		const {rows} = this.#bestOrder;
		const found = new Uint32Array(rows.length);
		let count = 0;
		for (const row of rows) {
			found[count] = row;
			count += hits[row] ?? 0;
		}

		return found.subarray(0, count);
	}

	/** Whether every row was looked at, and the walk covers the whole order. */
	get #isWalked(): boolean {
		return this.#walk.isComplete && this.#finding.context === this.#context;
	}

	/** The requested order, unless the one before it has more of the sessions. */
	get #bestOrder(): RowOrder {
		const both = [this.#order, this.#lastOrder];
		return both.find(({coversAll}) => coversAll) ?? both.find(({rows}) => rows.length > 0) ?? this.#order;
	}

	/** Begins to walk again if there is a better order, or if the result no longer holds. */
	#walkAnew(): void {
		const {rows} = this.#bestOrder;
		if (!this.#walk.isOf(rows, this.#finding)) this.#walk = new Walk(rows, this.#finding);
	}

	#keep(): void {
		const {query, hits} = this.#finding;
		this.#last = {query, found: {rows: this.#walk.rows, hits}};
		this.#lastOrder = this.#bestOrder;
	}

	#orderBy(sort: Sort): RowOrder {
		const name = `${sort.key} ${sort.descending}`;
		const order = this.#orders.get(name) ?? new RowOrder(this.#table, sort, this.#names);
		this.#orders.delete(name);
		this.#orders.set(name, order);
		const [oldest] = this.#orders.keys();
		if (this.#orders.size > keptOrders) this.#orders.delete(oldest!);
		return order;
	}
}
