import {type Change} from '../change.js';
import {transferStep} from '../transfer-step.js';
import {effectsOn} from '../effects.js';
import {type Handler} from '../handler.js';
import {type Country} from '../../text/phone-number.js';
import {type Channel, type Session} from '../session.js';
import {alterationBy} from './alteration.js';
import {type Block, blockBits, blockSize, findInBlock, flag} from './block.js';
import {Dictionary} from './dictionary.js';

/** The number of a session in the table: its block and its slot in it. Valid until the block is replaced. */
type Row = number;

export const rowAt = (block: number, slot: number): Row => block * blockSize + slot;

const noMessages: ReadonlySet<number> = new Set();

/**
All sessions of a store in memory, as columns in blocks. Blocks may still be missing while the store loads.
The one mutable structure of the domain: only the store puts blocks and applies changes; all others read.
*/
export class SessionTable {
	readonly channels: Dictionary<Channel>;
	/** Handlers as they were, so one handler has several entries if it was renamed. */
	readonly handlers: Dictionary<Handler>;
	readonly #blocks: (Block | undefined)[] = [];
	/** Grows with every alteration, so that values derived from the table can be recognised as stale. */
	#version = 0;
	#layout = 0;
	#country: Country | undefined;
	/** By block number. */
	readonly #versions: number[] = [];
	/** The block where `rowOf` last succeeded: lookups of many ids mostly stay in one block for long. */
	#lastFound = 0;

	/** @param like a table with which it shares numbers of channels and handlers, so that its blocks can be taken over */
	constructor(like?: SessionTable) {
		this.channels = like?.channels ?? new Dictionary();
		this.handlers = like?.handlers ?? new Dictionary(dictionaryKey);
		this.#country = like?.country;
	}

	/** The PBX's country if it is known, so that its national numbers are understood. */
	get country(): Country | undefined {
		return this.#country;
	}

	set country(country: Country | undefined) {
		this.#country = country;
		this.#layout++;
		this.#version++;
	}

	get version(): number {
		return this.#version;
	}

	/** Grows when blocks come or are replaced: rows, ids, times and customers change only then. */
	get layout(): number {
		return this.#layout;
	}

	/** By number; `undefined` where a block is not loaded. */
	get blocks(): readonly (Block | undefined)[] {
		return this.#blocks;
	}

	/** Without missing ones. */
	get loadedBlocks(): readonly Block[] {
		return this.#blocks.filter(block => block !== undefined);
	}

	/** The table's version when the block was put or last altered; `undefined` where none is loaded. */
	versionOf(block: number): number | undefined {
		return this.#versions[block];
	}

	putBlock(number: number, block: Block): void {
		this.#blocks[number] = block;
		this.#layout++;
		this.#version++;
		this.#versions[number] = this.#version;
	}

	rowOf(id: number): Row | undefined {
		const row = this.#rowIn(this.#lastFound, id);
		if (row !== undefined) return row;
		// Ids mostly grow with time, so that all but one block are passed over by their ends.
		for (let number = this.#blocks.length - 1; number >= 0; number--) {
			const found = this.#rowIn(number, id);
			if (found === undefined) continue;
			this.#lastFound = number;
			return found;
		}

		return undefined;
	}

	blockOf(row: Row): Block {
		return this.#blocks[row >>> blockBits]!;
	}

	idOf(row: Row): number {
		return this.blockOf(row).id[row & (blockSize - 1)]!;
	}

	sessionAt(row: Row): Session {
		return this.sessionIn(this.blockOf(row), row & (blockSize - 1));
	}

	sessionIn(block: Block, slot: number): Session {
		const flags = block.flags[slot]!;
		return {
			id: block.id[slot]!,
			channel: this.channels.get(block.channel[slot]!),
			customer: {name: block.customerName[slot]!, number: block.customerNumber[slot]!},
			outbound: (flags & flag.outbound) !== 0,
			createdAt: block.created[slot]! || undefined,
			lastActiveAt: block.active[slot]! || undefined,
			handler: this.handlers.get(block.handler[slot]!),
			status: (flags & flag.closed) === 0 ? 'open' : 'closed',
			archived: (flags & flag.archived) !== 0,
			deleted: (flags & flag.deleted) !== 0,
			messages: block.messages[slot]!,
			failed: block.failed[slot]!,
			files: block.files[slot]!,
			transfers: block.transfers[slot]!,
		};
	}

	/** `undefined` also for a purged session. */
	session(id: number): Session | undefined {
		const row = this.rowOf(id);
		return row === undefined || this.isPurged(row) ? undefined : this.sessionAt(row);
	}

	isPurged(row: Row): boolean {
		return (this.blockOf(row).flags[row & (blockSize - 1)]! & flag.purged) !== 0;
	}

	deletedMessages(id: number): ReadonlySet<number> {
		const row = this.rowOf(id);
		return (
			(row === undefined ? undefined : this.blockOf(row).deletedMessages.get(row & (blockSize - 1))) ??
			noMessages
		);
	}

	/** Positions in the journal of the changes that touched the session, oldest first. */
	touchedAt(id: number): readonly number[] {
		const row = this.rowOf(id);
		return row === undefined ? [] : (this.blockOf(row).touched.get(row & (blockSize - 1)) ?? []);
	}

	/**
	Applies the change to its sessions in the given block, or in all loaded blocks. `position` is that of the change in
	the journal. Returns the numbers of the altered blocks.
	*/
	apply(change: Change, position: number, only?: number): ReadonlySet<number> {
		this.#version++;
		const altered = new Set<number>();
		const here = [position] as const;
		const step = transferStep(change);
		for (const effect of effectsOn(change)) {
			const alter = alterationBy(effect, step, this.handlers);
			for (const id of effect.sessions) {
				const row = only === undefined ? this.rowOf(id) : this.#rowIn(only, id);
				if (row === undefined) continue;
				altered.add(row >>> blockBits);
				touch(this.blockOf(row), row & (blockSize - 1), here);
				alter(this.blockOf(row), row & (blockSize - 1));
			}
		}

		for (const number of altered) this.#versions[number] = this.#version;
		return altered;
	}

	#rowIn(number: number, id: number): Row | undefined {
		const block = this.#blocks[number];
		if (!block || block.count === 0 || id < block.id[0]! || id > block.id[block.count - 1]!) return undefined;
		const slot = findInBlock(block, id);
		return slot === -1 ? undefined : rowAt(number, slot);
	}
}

/** Most sessions are touched for the first time, and all of those share one list. */
const touch = (block: Block, slot: number, here: readonly [position: number]): void => {
	const touched = block.touched.get(slot);
	if (touched === undefined) block.touched.set(slot, here);
	else if (touched.at(-1) !== here[0]) block.touched.set(slot, [...touched, ...here]);
};

const dictionaryKey = ({kind, id, number, name}: Handler): string => JSON.stringify([kind, id, number, name]);
