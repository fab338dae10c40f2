/** Values that repeat in a column, each kept once and known by its number. Numbers are never reused. */
export class Dictionary<Value> {
	readonly #values: Value[] = [];
	readonly #numbers = new Map<string, number>();
	readonly #key: (value: Value) => string;

	constructor(key: (value: Value) => string = value => JSON.stringify(value)) {
		this.#key = key;
	}

	get values(): readonly Value[] {
		return this.#values;
	}

	/** The value with that number, which must be one that `numberOf` gave. */
	get(number: number): Value {
		return this.#values[number]!;
	}

	numberOf(value: Value): number {
		const key = this.#key(value);
		let number = this.#numbers.get(key);
		if (number === undefined) {
			number = this.#values.length;
			this.#values.push(value);
			this.#numbers.set(key, number);
		}

		return number;
	}
}
