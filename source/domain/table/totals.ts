import {type Directory} from '../directory.js';
import {handlerKey} from '../handler.js';
import {AlteredBlocks} from './altered-blocks.js';
import {type Block, flag} from './block.js';
import {type SessionTable} from './session-table.js';

/** The counts in the header; the trash is counted apart. */
export interface Totals {
	readonly sessions: number;
	readonly open: number;
	readonly orphaned: number;
	readonly deleted: number;
}

const none: Totals = {sessions: 0, open: 0, orphaned: 0, deleted: 0};

const sum = (a: Totals, b: Totals): Totals => ({
	sessions: a.sessions + b.sessions,
	open: a.open + b.open,
	orphaned: a.orphaned + b.orphaned,
	deleted: a.deleted + b.deleted,
});

const totalsIn = ({count, flags, handler}: Block, isDeletedOwner: Uint8Array): Totals => {
	let sessions = 0;
	let open = 0;
	let orphaned = 0;
	let purged = 0;
	for (let slot = 0; slot < count; slot++) {
		const has = flags[slot]!;
		const isThere = Number((has & flag.deleted) === 0);
		sessions += isThere;
		open += isThere & Number((has & flag.closed) === 0);
		orphaned += isThere & isDeletedOwner[handler[slot]!]!;
		purged += Number((has & flag.purged) !== 0);
	}

	return {sessions, open, orphaned, deleted: count - sessions - purged};
};

/** Blocks that are counted at once. */
const blocksAtOnce = 16;

/** Counts the sessions of a table in steps, and again only those blocks that were altered. */
export class TotalsCount {
	readonly #table: SessionTable;
	#directory: Directory | undefined;
	#isDeletedOwner = new Uint8Array();
	#altered: AlteredBlocks;
	/** By block number. */
	readonly #counted: Totals[] = [];
	#totals = none;

	constructor(table: SessionTable) {
		this.#table = table;
		this.#altered = new AlteredBlocks(table);
	}

	/** The counts so far. */
	get totals(): Totals {
		return this.#totals;
	}

	get isComplete(): boolean {
		return this.#altered.left.size === 0;
	}

	/** Sets the present table as the one to count, with orphans by that directory. */
	look(directory: Directory): void {
		if (directory === this.#directory) this.#altered.renew();
		else this.#altered = new AlteredBlocks(this.#table);
		this.#directory = directory;
		this.#isDeletedOwner = Uint8Array.from(this.#table.handlers.values, handler =>
			Number(directory.isDeleted(handler)),
		);
	}

	/** Counts some of the remaining blocks. */
	step(): void {
		for (const number of [...this.#altered.left].slice(0, blocksAtOnce)) {
			const block = this.#table.blocks[number]!;
			this.#counted[number] = totalsIn(block, this.#isDeletedOwner);
			this.#altered.done(number);
		}

		this.#totals = this.#counted.reduce(sum, none);
	}
}

/**
How many open sessions each handler holds, by the key that tells handlers apart (`handlerKey`); handlers without any
are not listed.
*/
export const openLoads = (table: SessionTable): ReadonlyMap<string, number> => {
	const counts = new Uint32Array(table.handlers.values.length);
	for (const block of table.loadedBlocks) {
		for (let slot = 0; slot < block.count; slot++) {
			if ((block.flags[slot]! & (flag.closed | flag.deleted)) === 0) counts[block.handler[slot]!]!++;
		}
	}

	const loads = new Map<string, number>();
	for (const [number, handler] of table.handlers.values.entries()) {
		const key = handlerKey(handler);
		if (counts[number]! > 0) loads.set(key, (loads.get(key) ?? 0) + counts[number]!);
	}

	return loads;
};
