import {type Block} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {mergeStretches} from './merge-stretches.js';
import {type Sort} from '../language/query.js';
import {type NameRanks} from './name-ranks.js';
import {changingKeys, nameKeys, type RowKey, rowKeys} from './row-key.js';
import {type Stretch, sortStretch} from './stretch.js';

/** Rows that are sorted at once. */
const rowsOfStretch = 2048;

/** A block in order. */
interface SortedBlock {
	readonly block: Block;
	/** The block's version when it was sorted. */
	readonly version: number | undefined;
	readonly stretches: readonly Stretch[];
}

/** The versions of a table that an order was made for. */
interface Made {
	readonly version: number;
	readonly layout: number;
}

/**
All rows of a table by one key; equal ones, and at the end those without a key, by id from the newest to the oldest.
Made in steps: each block by itself, which is kept as long as the block stays as it is, then all of them merged.
*/
export class RowOrder {
	/** The rows of the last complete order. */
	rows: Uint32Array = new Uint32Array();
	readonly #table: SessionTable;
	readonly #sort: Sort;
	readonly #names: NameRanks;
	/** Whether changes alter the keys. */
	readonly #isChanging: boolean;
	/** By block number, with gaps. */
	readonly #sorted: SortedBlock[] = [];
	#made: Made = {version: -1, layout: -1};
	#wanted: Made = {version: 0, layout: 0};
	#making: Generator<number, void> | undefined;
	#progress = 0;

	constructor(table: SessionTable, sort: Sort, names: NameRanks) {
		this.#table = table;
		this.#names = names;
		this.#sort = sort;
		this.#isChanging = changingKeys.has(sort.key);
	}

	/** Sets the present rows of the table as the ones to order. */
	renew(): void {
		const {version, layout} = this.#table;
		this.#wanted = {version, layout};
	}

	/** Whether every row that has to be there is there, in order or not. */
	get coversAll(): boolean {
		return this.#made.layout >= this.#wanted.layout;
	}

	get isComplete(): boolean {
		return this.coversAll && (!this.#isChanging || this.#made.version >= this.#wanted.version);
	}

	/** From 0 to 1. */
	get progress(): number {
		return this.isComplete ? 1 : this.#progress;
	}

	/** Does a little of the remaining work, until the order is complete. */
	step(): void {
		if (this.isComplete) return;
		this.#making ??= this.#make();
		const {value, done} = this.#making.next();
		this.#progress = value ?? 0;
		if (done) this.#making = undefined;
	}

	/** Yields which part is done whenever it rests. */
	*#make(): Generator<number, void> {
		const {version, layout} = this.#table;
		// Between two rests other names may come in that have no rank yet.
		const blocks = [...this.#table.blocks];
		if (nameKeys.has(this.#sort.key)) {
			const ranking = this.#names.renew(blocks.filter(block => block !== undefined));
			for (const part of ranking) yield part / 3;
		}

		// Made anew for each use: between two rests a change may bring new handlers.
		const keyNow = (): RowKey => rowKeys[this.#sort.key](this.#table, this.#names);
		const {descending} = this.#sort;
		for (const [number, block] of blocks.entries()) {
			if (block === undefined || this.#isSorted(number, block)) continue;
			const blockVersion = this.#table.versionOf(number);
			const key = keyNow();
			const stretches: Stretch[] = [];
			for (let from = 0; from < block.count; from += rowsOfStretch) {
				const to = Math.min(block.count, from + rowsOfStretch);
				const slots = Array.from({length: to - from}, (_, index) => to - 1 - index);
				stretches.push(sortStretch({number, block}, slots, key, descending));
				yield (1 + number / blocks.length) / 3;
			}

			this.#sorted[number] = {block, version: blockVersion, stretches};
		}

		const merging = mergeStretches(
			this.#sorted.flatMap(({stretches}) => stretches),
			keyNow(),
			descending,
		);
		let merged = merging.next();
		for (; !merged.done; merged = merging.next()) yield (2 + merged.value) / 3;
		this.rows = merged.value;
		this.#made = {version, layout};
	}

	/** Whether sorting the block again would give the same. */
	#isSorted(number: number, block: Block): boolean {
		const sorted = this.#sorted[number];
		return sorted?.block === block && (!this.#isChanging || sorted.version === this.#table.versionOf(number));
	}
}
