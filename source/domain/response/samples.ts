/** The middle and the high end of some durations, in seconds; both `undefined` if there are none. */
export interface Spread {
	readonly count: number;
	readonly median: number | undefined;
	readonly p90: number | undefined;
}

/** Durations in seconds, of which there may be millions. */
export class Samples {
	#values = new Uint32Array(16);
	#count = 0;

	add(seconds: number): void {
		if (this.#count === this.#values.length) {
			const larger = new Uint32Array(2 * this.#count);
			larger.set(this.#values);
			this.#values = larger;
		}

		this.#values[this.#count++] = seconds;
	}

	/** Percentiles by nearest rank: the least value that at least so many are not above. */
	get spread(): Spread {
		const sorted = this.#values.subarray(0, this.#count).toSorted();
		const at = (part: number): number | undefined => sorted[Math.ceil(part * this.#count) - 1];
		return {count: this.#count, median: at(0.5), p90: at(0.9)};
	}
}
