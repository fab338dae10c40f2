import {rowAt} from '../table/session-table.js';
import {type RowKey} from './row-key.js';
import {type Stretch} from './stretch.js';

/** Rows between two rests. */
const rowsAtOnce = 1024;

const nowhere = -1;

/** The first remaining rows of stretches that are being merged, and which of them comes first. */
class Fronts {
	readonly #stretches: readonly Stretch[];
	readonly #key: RowKey;
	readonly #descending: boolean;
	/** How many rows of each stretch were taken. */
	readonly #taken: Uint16Array;
	/** The key of each front: the second greatest number where there is none, the greatest at the stretch's end. */
	readonly #numbers: Float64Array;
	readonly #ids: Float64Array;
	/** A tournament: at each node the stretch that lost there, and at 0 the one that lost nowhere. */
	readonly #losers: Int32Array;

	constructor(stretches: readonly Stretch[], key: RowKey, descending: boolean) {
		this.#stretches = stretches;
		this.#key = key;
		this.#descending = descending;
		this.#taken = new Uint16Array(stretches.length);
		this.#numbers = new Float64Array(stretches.length);
		this.#ids = new Float64Array(stretches.length);
		this.#losers = new Int32Array(stretches.length).fill(nowhere);
		for (const index of stretches.keys()) this.#enter(index);
	}

	/** Takes the very first row, and lets the next one of its stretch come to the front. */
	take(): number {
		const index = this.#losers[0]!;
		const {number, slots} = this.#stretches[index]!;
		const row = rowAt(number, slots[this.#taken[index]!]!);
		this.#taken[index]!++;
		this.#enter(index);
		return row;
	}

	#enter(index: number): void {
		const {block, slots} = this.#stretches[index]!;
		const taken = this.#taken[index]!;
		if (taken < slots.length) {
			const slot = slots[taken]!;
			this.#ids[index] = block.id[slot]!;
			const number = this.#key(block, slot);
			this.#numbers[index] = Number.isNaN(number) ? Number.MAX_VALUE : this.#descending ? -number : number;
		} else this.#numbers[index] = Infinity;

		this.#compete(index);
	}

	#compete(index: number): void {
		let winner = index;
		for (let node = (index + this.#stretches.length) >>> 1; node > 0; node >>>= 1) {
			const other = this.#losers[node]!;
			if (other === nowhere) {
				// The tournament begins: the next stretch that comes here plays against this one.
				this.#losers[node] = winner;
				return;
			}

			if (this.#isBefore(other, winner)) {
				this.#losers[node] = winner;
				winner = other;
			}
		}

		this.#losers[0] = winner;
	}

	#isBefore(a: number, b: number): boolean {
		const one = this.#numbers[a]!;
		const other = this.#numbers[b]!;
		return one === other ? this.#ids[a]! > this.#ids[b]! : one < other;
	}
}

/**
Merges stretches that were sorted by the key. Rests after every few rows, and yields which part is done, from 0 to 1.
*/
export function* mergeStretches(
	stretches: readonly Stretch[],
	key: RowKey,
	descending: boolean,
): Generator<number, Uint32Array> {
	const rows = new Uint32Array(stretches.reduce((sum, {slots}) => sum + slots.length, 0));
	const fronts = new Fronts(stretches, key, descending);
	for (let count = 0; count < rows.length; count++) {
		rows[count] = fronts.take();
		if (count % rowsAtOnce === rowsAtOnce - 1) yield count / rows.length;
	}

	return rows;
}
