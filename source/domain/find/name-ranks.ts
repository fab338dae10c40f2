import {nameOrder, type NameOrder} from '../../text/name-order.js';
import {type Party} from '../session.js';
import {type Block} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {mergeSlowly, sortSlowly} from './sort-slowly.js';

/** The text that a party is sorted by: its name, or its number without one. */
export const sortName = ({name, number}: Party): string => name || number;

const customerNames = ({customerName, customerNumber}: Block): readonly string[] =>
	customerName.map((name, slot) => sortName({name, number: customerNumber[slot]!}));

/** How names compare. */
export interface Names {
	readonly order: NameOrder;
	/** Not a number where there is no name. Names that are equal in the language have the same rank. */
	rankOf(name: string): number;
}

interface Ranked {
	/** The distinct names, in order. */
	readonly names: readonly string[];
	readonly ranks: ReadonlyMap<string, number>;
	/** The parties whose names are among them. */
	readonly blocks: ReadonlySet<Block>;
}

/** Names between two rests. */
const namesAtOnce = 8192;

/**
The ranks of a table's names. Comparing two names by the rules of a language takes long, so it is done once for each,
in steps; sorting sessions is then sorting numbers.
*/
export class NameRanks implements Names {
	readonly order: NameOrder;
	readonly #table: SessionTable;
	#ranked: Ranked = {names: [], ranks: new Map(), blocks: new Set()};

	constructor(table: SessionTable, locale?: string) {
		this.#table = table;
		this.order = nameOrder(locale);
	}

	rankOf(name: string): number {
		return name === '' ? Number.NaN : (this.#ranked.ranks.get(name) ?? Number.NaN);
	}

	/**
	Ranks the names in these blocks and of all channels. Rests after every few, and yields which part is done, from 0
	to 1.
	*/
	*renew(blocks: readonly Block[]): Generator<number, void> {
		for (;;) {
			const before = this.#ranked;
			const ranked = yield* this.#withNames(before, blocks);
			// Another order may have been asked for meanwhile, and have ranked other names.
			if (before === this.#ranked) {
				this.#ranked = ranked;
				return;
			}
		}
	}

	*#withNames(before: Ranked, blocks: readonly Block[]): Generator<number, Ranked> {
		const added = new Set<string>();
		const add = (name: string): void => {
			if (name !== '' && !before.ranks.has(name)) added.add(name);
		};

		for (const channel of this.#table.channels.values) add(sortName(channel));
		for (const block of blocks) {
			if (before.blocks.has(block)) continue;
			for (const name of customerNames(block)) add(name);
			yield 0;
		}

		const seen = new Set(blocks);
		if (added.size === 0) return {...before, blocks: seen};
		const sorting = sortSlowly([...added], this.order);
		let sorted = sorting.next();
		for (; !sorted.done; sorted = sorting.next()) yield sorted.value * 0.9;
		const merging = mergeSlowly(before.names, sorted.value, this.order);
		let merged = merging.next();
		for (; !merged.done; merged = merging.next()) yield 0.9;
		const names = merged.value;
		const ranks = new Map<string, number>();
		let rank = 0;
		for (const [index, name] of names.entries()) {
			if (index > 0 && this.order(names[index - 1]!, name) !== 0) rank = index;
			ranks.set(name, rank);
			if (index % namesAtOnce === namesAtOnce - 1) yield 0.95;
		}

		return {names, ranks, blocks: seen};
	}
}
