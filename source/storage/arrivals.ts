import {blockSize} from '../domain/table/block.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {type StoredChange} from './change-form.js';

/** The sessions that came in, or may have been altered by it, since the filters of holds were last applied. */
export class Arrivals {
	#isAnything: boolean;
	readonly #blocks = new Set<number>();
	readonly #sessions = new Set<number>();

	/** @param isAnything whether every session may be one */
	constructor(isAnything: boolean) {
		this.#isAnything = isAnything;
	}

	get isEmpty(): boolean {
		return !this.#isAnything && this.#blocks.size === 0 && this.#sessions.size === 0;
	}

	take({rows = [], segments = []}: StoredChange): void {
		for (const {id} of rows) this.#sessions.add(id);
		for (const {number} of segments) this.#blocks.add(number);
	}

	/** The numbers of the blocks that they are in. */
	blocksIn(table: SessionTable): Iterable<number> {
		const all = table.blocks.keys();
		if (this.#isAnything) return all;
		const rows = [...this.#sessions].map(id => table.rowOf(id)).filter(row => row !== undefined);
		return new Set([...this.#blocks, ...rows.map(row => Math.floor(row / blockSize))]);
	}

	has(session: number, block: number): boolean {
		return this.#isAnything || this.#blocks.has(block) || this.#sessions.has(session);
	}

	clear(): void {
		this.#isAnything = false;
		this.#blocks.clear();
		this.#sessions.clear();
	}
}
