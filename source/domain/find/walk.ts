import {blockBits} from '../table/block.js';
import {type Finding} from './finding.js';

/** Rows between two rests. */
const rowsAtOnce = 65_536;

/** The rows with a hit in an order, from the first on, as far as they are known. */
export class Walk {
	readonly #order: Uint32Array;
	readonly #finding: Finding;
	readonly #hits: Uint8Array;
	readonly #found: Uint32Array;
	#count = 0;
	/** How many rows of the order were passed. */
	#passed = 0;

	constructor(order: Uint32Array, finding: Finding) {
		this.#order = order;
		this.#finding = finding;
		this.#hits = finding.hits;
		this.#found = new Uint32Array(order.length);
	}

	/** Whether it walks that order through the hits of that finding. */
	isOf(order: Uint32Array, finding: Finding): boolean {
		return this.#order === order && this.#hits === finding.hits;
	}

	get rows(): Uint32Array {
		return this.#found.subarray(0, this.#count);
	}

	get isComplete(): boolean {
		return this.#passed === this.#order.length && this.#finding.left.size === 0;
	}

	/**
	Looks at the block of the next row, if that is still to be done, and walks on. Returns whether it is complete
	then.
	*/
	step(): boolean {
		const {left} = this.#finding;
		const row = this.#order[this.#passed];
		// Behind the end of the order there may be blocks that it does not know yet.
		const [next] = row === undefined ? left : [row >>> blockBits];
		if (next !== undefined && left.has(next)) this.#finding.match(next);
		this.#pass(left);
		return this.isComplete;
	}

	#pass(left: ReadonlySet<number>): void {
		const order = this.#order;
		const hits = this.#hits;
		const found = this.#found;
		const end = this.#knownUntil(left);
		let count = this.#count;
		for (let passed = this.#passed; passed < end; passed++) {
			const row = order[passed]!;
			// Written in any case and kept only if it is a hit: a branch here would be mispredicted every other time.
			found[count] = row;
			count += hits[row] ?? 0;
		}

		this.#count = count;
		this.#passed = end;
	}

	/**
	The position in the order until which all blocks were looked at, at most as many rows on as are passed at once.
	*/
	#knownUntil(left: ReadonlySet<number>): number {
		const order = this.#order;
		const end = Math.min(order.length, this.#passed + rowsAtOnce);
		if (left.size === 0) return end;
		// By block number; it is asked for every row, for which a set would be slow.
		const isLeft = new Uint8Array(1 + Math.max(...left));
		for (const number of left) isLeft[number] = 1;
		let known = this.#passed;
		while (known < end && isLeft[order[known]! >>> blockBits] !== 1) known++;
		return known;
	}
}
