import {rowAt} from '../table/session-table.js';
import {type RowKey} from './row-key.js';
import {type Run} from './run.js';

/** Rows between two rests. */
const rowsAtOnce = 1024;

const nowhere = -1;

/** The first remaining rows of runs that are being merged, and which of them comes first. */
class Fronts {
	readonly #runs: readonly Run[];
	readonly #key: RowKey;
	readonly #descending: boolean;
	/** How many rows of each run were taken. */
	readonly #taken: Uint16Array;
	/** The key of each front: the second greatest number where there is none, the greatest at the run's end. */
	readonly #numbers: Float64Array;
	readonly #ids: Float64Array;
	/** A tournament: at each node the run that lost there, and at 0 the one that lost nowhere. */
	readonly #losers: Int32Array;

	constructor(runs: readonly Run[], key: RowKey, descending: boolean) {
		this.#runs = runs;
		this.#key = key;
		this.#descending = descending;
		this.#taken = new Uint16Array(runs.length);
		this.#numbers = new Float64Array(runs.length);
		this.#ids = new Float64Array(runs.length);
		this.#losers = new Int32Array(runs.length).fill(nowhere);
		for (const index of runs.keys()) this.#enter(index);
	}

	/** Takes the very first row, and lets the next one of its run come to the front. */
	take(): number {
		const index = this.#losers[0]!;
		const {number, places} = this.#runs[index]!;
		const row = rowAt(number, places[this.#taken[index]!]!);
		this.#taken[index]!++;
		this.#enter(index);
		return row;
	}

	#enter(index: number): void {
		const {block, places} = this.#runs[index]!;
		const taken = this.#taken[index]!;
		if (taken < places.length) {
			const place = places[taken]!;
			this.#ids[index] = block.id[place]!;
			const number = this.#key(block, place);
			this.#numbers[index] = Number.isNaN(number) ? Number.MAX_VALUE : this.#descending ? -number : number;
		} else this.#numbers[index] = Infinity;

		this.#compete(index);
	}

	#compete(index: number): void {
		let winner = index;
		for (let node = (index + this.#runs.length) >>> 1; node > 0; node >>>= 1) {
			const other = this.#losers[node]!;
			if (other === nowhere) {
				// The tournament begins: the next run that comes here plays against this one.
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
Merges runs that were sorted by the key. Rests after every few rows, and yields which part is done, from 0 to 1.
*/
export function* mergeRuns(
	runs: readonly Run[],
	key: RowKey,
	descending: boolean,
): Generator<number, Uint32Array> {
	const rows = new Uint32Array(runs.reduce((sum, {places}) => sum + places.length, 0));
	const fronts = new Fronts(runs, key, descending);
	for (let count = 0; count < rows.length; count++) {
		rows[count] = fronts.take();
		if (count % rowsAtOnce === rowsAtOnce - 1) yield count / rows.length;
	}

	return rows;
}
