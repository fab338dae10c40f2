import {type ImportSummary} from '../brought.js';
import {blockSize, flag} from '../table/block.js';
import {rowAt, type SessionTable} from '../table/session-table.js';

/** What is not known of a session as it was: whether it was there yet, and its state. */
const doubts = ['presence', 'status', 'archived'] as const;

export type Doubt = (typeof doubts)[number];

const bits: Readonly<Record<Doubt, number>> = {presence: 1, status: 2, archived: 4};

const bitsOf = (those: readonly Doubt[]): number => those.reduce((sum, doubt) => sum | bits[doubt], 0);

/**
What is not known of each session of a table. Imports by older programs told how many sessions they brought and altered,
but not which.
*/
export class DoubtColumn {
	readonly #table: SessionTable;
	/** One byte for every row; empty as long as there is no doubt. */
	#rows = new Uint8Array();

	constructor(table: SessionTable) {
		this.#table = table;
	}

	/** Whether there is any doubt. */
	get isNeeded(): boolean {
		return this.#rows.length > 0;
	}

	of(id: number): readonly Doubt[] {
		const row = this.#table.rowOf(id);
		const known = row === undefined ? 0 : (this.#rows[row] ?? 0);
		return doubts.filter(doubt => (known & bits[doubt]) !== 0);
	}

	/** How many sessions, in a list or in the trash, have something that is not known. */
	get count(): number {
		let count = 0;
		for (const [number, {flags}] of this.#table.loadedBlocks.entries())
			for (const [slot, has] of flags.entries())
				if ((has & flag.purged) === 0 && this.#rows[rowAt(number, slot)]) count++;
		return count;
	}

	/** Whether any of these is not known of the session. */
	has(id: number, ...those: readonly Doubt[]): boolean {
		const row = this.#table.rowOf(id);
		return row !== undefined && ((this.#rows[row] ?? 0) & bitsOf(those)) !== 0;
	}

	add(id: number, ...those: readonly Doubt[]): void {
		this.#need();
		const row = this.#table.rowOf(id);
		if (row !== undefined) this.#rows[row]! |= bitsOf(those);
	}

	clear(id: number, doubt: Doubt): void {
		const row = this.#table.rowOf(id);
		if (row !== undefined && row < this.#rows.length) this.#rows[row]! &= ~bits[doubt];
	}

	/** Notes that an import was taken back which does not tell what it did to each session. */
	noteOldImport({added, changed}: Pick<ImportSummary, 'added' | 'changed'>): void {
		this.#need();
		const states = changed > 0 ? bits.status | bits.archived : 0;
		const presence = added > 0 ? bits.presence : 0;
		for (const [number, block] of this.#table.blocks.entries()) {
			const first = rowAt(number, 0);
			for (let slot = 0; slot < (block?.count ?? 0); slot++) {
				const isThere = (block!.flags[slot]! & flag.purged) === 0;
				this.#rows[first + slot]! |= states | (isThere ? presence : 0);
			}
		}
	}

	#need(): void {
		if (!this.isNeeded) this.#rows = new Uint8Array(this.#table.blocks.length * blockSize);
	}
}
