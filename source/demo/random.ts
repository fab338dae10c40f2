const warmUp = 12;

/**
Numbers that look random and are the same for the same seed and stream. The algorithm is sfc32 ("small fast
counting") by Chris Doty-Humphrey, from PractRand (https://pracrand.sourceforge.net), with its seeding: counter 1
and twelve numbers thrown away.
*/
export class Random {
	/** Wraps each number that is put into it to 32 bits. */
	readonly #state: Uint32Array;

	/** Both are whole numbers. */
	constructor(seed: number, stream = 0) {
		this.#state = Uint32Array.of(seed, Math.floor(seed / 2 ** 32), stream, 1);
		for (let round = 0; round < warmUp; round++) this.fraction();
	}

	/** At least 0, below 1. */
	fraction(): number {
		const state = this.#state;
		const b = state[1]!;
		const c = state[2]!;
		const drawn = (state[0]! + b + state[3]!) >>> 0;
		state[0] = b ^ (b >>> 9);
		state[1] = c + (c << 3);
		state[2] = ((c << 21) | (c >>> 11)) + drawn;
		state[3]!++;
		return drawn / 2 ** 32;
	}

	chance(probability: number): boolean {
		return this.fraction() < probability;
	}

	/** A whole number; both ends belong to it. */
	between(first: number, last: number): number {
		return first + Math.floor(this.fraction() * (last - first + 1));
	}

	pick<Value>(values: readonly Value[]): Value {
		return values[Math.floor(this.fraction() * values.length)]!;
	}
}
