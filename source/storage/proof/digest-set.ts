/** Bytes of a SHA-256. */
const size = 32;

/** Many SHA-256 digests in little more memory than their bytes: an open table, at most half full. */
export class DigestSet {
	readonly #seed: number;
	#count = 0;
	#bytes = Buffer.alloc(size * 64);
	/** The number of a digest plus one; 0 where there is none. */
	#slots = new Uint32Array(128);

	/** @param seed a secret number, so that nobody can choose digests that all want one slot */
	constructor(seed: number) {
		this.#seed = seed;
	}

	get count(): number {
		return this.#count;
	}

	add(digest: Buffer): void {
		if ((this.#count + 1) * 2 > this.#slots.length) this.#grow();
		const slot = this.#slotOf(digest);
		if (this.#slots[slot] !== 0) return;
		digest.copy(this.#bytes, this.#count * size);
		this.#slots[slot] = ++this.#count;
	}

	has(digest: Buffer): boolean {
		return this.#slots[this.#slotOf(digest)] !== 0;
	}

	#at(number: number): Buffer {
		return this.#bytes.subarray((number - 1) * size, number * size);
	}

	/** Where it stands, or would. */
	#slotOf(digest: Buffer): number {
		const mask = this.#slots.length - 1;
		let hash = this.#seed;
		for (let word = 0; word < size; word += 4) {
			hash = Math.imul(hash ^ digest.readInt32LE(word), 0x9e_37_79_b1);
			hash ^= hash >>> 15;
		}

		let slot = hash & mask;
		while (this.#slots[slot] !== 0 && !this.#at(this.#slots[slot]!).equals(digest)) slot = (slot + 1) & mask;
		return slot;
	}

	#grow(): void {
		const bytes = Buffer.alloc(this.#bytes.length * 2);
		this.#bytes.copy(bytes);
		this.#bytes = bytes;
		this.#slots = new Uint32Array(this.#slots.length * 2);
		for (let number = 1; number <= this.#count; number++)
			this.#slots[this.#slotOf(this.#at(number))] = number;
	}
}
