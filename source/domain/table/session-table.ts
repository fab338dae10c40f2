import {type Change, stepped, transferStep} from '../change.js';
import {type MessageCounts} from '../message.js';
import {type Handler} from '../handler.js';
import {type Country} from '../../text/phone-number.js';
import {type Channel, type Session} from '../session.js';
import {type Block, blockBits, blockSize, findInBlock, flag} from './block.js';
import {Dictionary} from './dictionary.js';

/** A session's place in the table: the block's number and the place in it. Valid until the block is replaced. */
export type Row = number;

export const rowAt = (block: number, place: number): Row => block * blockSize + place;

const noMessages: ReadonlySet<number> = new Set();

/**
All sessions of a store in memory, as columns in blocks. Blocks may still be missing while the store loads.
The one mutable structure of the domain: only the store puts blocks and applies changes, everybody else reads.
*/
export class SessionTable {
	readonly channels = new Dictionary<Channel>();
	/** Handlers as they were, so one handler has several entries if it was renamed. */
	readonly handlers = new Dictionary<Handler>(dictionaryKey);
	readonly #blocks: (Block | undefined)[] = [];
	/** Grows with every alteration, so that values derived from the table can be recognised as stale. */
	#version = 0;
	#layout = 0;
	#country: Country | undefined;
	/** By block number. */
	readonly #versions: number[] = [];
	/** The block where `rowOf` last succeeded: lookups of many ids mostly stay in one block for long. */
	#lastFound = 0;

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

	sessionIn(block: Block, place: number): Session {
		const flags = block.flags[place]!;
		return {
			id: block.id[place]!,
			channel: this.channels.get(block.channel[place]!),
			customer: {name: block.customerName[place]!, number: block.customerNumber[place]!},
			outbound: (flags & flag.outbound) !== 0,
			createdAt: block.created[place]! || undefined,
			lastActiveAt: block.active[place]! || undefined,
			handler: this.handlers.get(block.handler[place]!),
			status: (flags & flag.closed) === 0 ? 'open' : 'closed',
			archived: (flags & flag.archived) !== 0,
			deleted: (flags & flag.deleted) !== 0,
			messages: block.messages[place]!,
			failed: block.failed[place]!,
			files: block.files[place]!,
			transfers: block.transfers[place]!,
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

	/**
	Does what the change says to the sessions in the given block, or in all that are loaded. `position` tells
	where the change lies in the journal. Returns the numbers of the blocks that it altered.
	*/
	apply(change: Change, position: number, only?: number): ReadonlySet<number> {
		this.#version++;
		const altered = new Set<number>();
		const here = [position] as const;
		const step = transferStep(change);
		const each = (ids: readonly number[], alter: Alteration): void => {
			for (const id of ids) {
				const row = only === undefined ? this.rowOf(id) : this.#rowIn(only, id);
				if (row === undefined) continue;
				altered.add(row >>> blockBits);
				touch(this.blockOf(row), row & (blockSize - 1), here);
				alter(this.blockOf(row), row & (blockSize - 1));
			}
		};

		for (const move of change.moves ?? []) {
			const to = this.handlers.numberOf(move.to);
			each(move.sessions, (block, place) => {
				block.handler[place] = to;
				block.transfers[place] = stepped(block.transfers[place]!, step);
			});
		}

		each(change.deleted ?? [], (block, place) => {
			block.flags[place]! |= flag.deleted;
		});
		each(change.restored ?? [], (block, place) => {
			block.flags[place]! &= ~flag.deleted;
		});
		for (const set of change.messagesDeleted ?? []) {
			each([set.session], (block, place) => {
				const deleted = new Set(block.deletedMessages.get(place)).union(new Set(set.ids));
				block.deletedMessages.set(place, deleted);
				stepCounts(block, place, set, -1);
			});
		}

		for (const set of change.messagesRestored ?? []) {
			each([set.session], (block, place) => {
				const left = new Set(block.deletedMessages.get(place)).difference(new Set(set.ids));
				if (left.size === 0) block.deletedMessages.delete(place);
				else block.deletedMessages.set(place, left);
				stepCounts(block, place, set, 1);
			});
		}

		for (const {sessions} of change.purged ?? []) each(sessions, blank);

		each(
			[
				...(change.messagesPurged ?? []).map(set => set.session),
				...(change.deliveries ?? []).flatMap(outcome => outcome.sessions),
				...(change.begun ?? []).flatMap(beginning => beginning.sessions),
			],
			() => undefined,
		);
		for (const number of altered) this.#versions[number] = this.#version;
		return altered;
	}

	#rowIn(number: number, id: number): Row | undefined {
		const block = this.#blocks[number];
		if (!block || block.count === 0 || id < block.id[0]! || id > block.id[block.count - 1]!) return undefined;
		const place = findInBlock(block, id);
		return place === -1 ? undefined : rowAt(number, place);
	}
}

type Alteration = (block: Block, place: number) => void;

/** Most sessions are touched for the first time, and all of those share one list. */
const touch = (block: Block, place: number, here: readonly [position: number]): void => {
	const touched = block.touched.get(place);
	if (touched === undefined) block.touched.set(place, here);
	else if (touched.at(-1) !== here[0]) block.touched.set(place, [...touched, ...here]);
};

const stepCounts = (block: Block, place: number, counts: MessageCounts, sign: -1 | 1): void => {
	for (const name of ['messages', 'failed', 'files'] as const)
		block[name][place] = stepped(block[name][place]!, sign * counts[name]);
};

/** Leaves nothing of a session but its id, its times, and its last holder. */
const blank = (block: Block, place: number): void => {
	block.flags[place]! |= flag.deleted | flag.purged;
	block.customerName[place] = '';
	block.customerNumber[place] = '';
	block.messages[place] = 0;
	block.failed[place] = 0;
	block.files[place] = 0;
	block.deletedMessages.delete(place);
	block.highestPurged.set(place, block.highestMessage[place]!);
};

const dictionaryKey = ({kind, id, number, name}: Handler): string => JSON.stringify([kind, id, number, name]);
