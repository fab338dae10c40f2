import {type SessionTable} from './session-table.js';

/** The blocks of a table that were put or altered since somebody looked at them. */
export class AlteredBlocks {
	readonly #table: SessionTable;
	/** By block number: its version when it was looked at. */
	readonly #versions: (number | undefined)[] = [];
	readonly #left = new Set<number>();

	constructor(table: SessionTable) {
		this.#table = table;
		this.renew();
	}

	/** Numbers of the blocks that are still to be looked at. */
	get left(): ReadonlySet<number> {
		return this.#left;
	}

	/** Adds the present blocks of the table. Returns whether one of them was looked at before. */
	renew(): boolean {
		let isAgain = false;
		for (let number = 0; number < this.#table.blocks.length; number++) {
			const version = this.#versions[number];
			if (version === this.#table.versionOf(number)) continue;
			isAgain ||= version !== undefined;
			this.#left.add(number);
		}

		return isAgain;
	}

	/** Notes that the block was looked at as it is now. */
	done(number: number): void {
		this.#versions[number] = this.#table.versionOf(number);
		this.#left.delete(number);
	}
}
