import {type Handler} from '../../domain/handler.js';
import {type History} from '../../domain/history.js';
import {endThere} from '../../domain/pulled.js';
import {hasId} from '../../domain/id-ranges.js';
import {blockSize, flag} from '../../domain/table/block.js';
import {rowIn, type RowValues} from '../../domain/table/rows.js';
import {type Store} from '../../storage/store.js';
import {type Sightings} from './sightings.js';

/** Seconds after which nobody waits any longer for the outcome of a sending. */
const longestSending = 7 * 86_400;

/** The store's knowledge of sessions, as far as a pull asks. */
export class Known {
	readonly #store: Store;

	constructor(store: Store) {
		this.#store = store;
	}

	row(session: number): RowValues | undefined {
		const {table} = this.#store;
		const row = table.rowOf(session);
		return row === undefined ? undefined : rowIn(table, table.blockOf(row), row % blockSize);
	}

	/** Whether a pull has read all its messages before. */
	isPulled(session: number): boolean {
		return hasId(this.#store.pulled.whole, session);
	}

	/** Whether its details are here, such as the channel's name; a purge leaves none of them. */
	hasDetails(session: number): boolean {
		return this.isPulled(session) && !this.row(session)?.isPurged;
	}

	/** The newest message that the PBX told of; 0 if none. */
	newestTold(session: number): number {
		const end = endThere(this.#store.pulled, session);
		if (end !== undefined) return end;
		const row = this.row(session);
		return Math.max(row?.highestMessage ?? 0, row?.highestTold ?? 0);
	}

	/** All messages up to this one are here; 0 if that is not sure. */
	completeUpTo(session: number): number {
		if (!this.isPulled(session)) return 0;
		const {pulled} = this.#store;
		const part = pulled.partly.find(([id]) => id === session)?.[1] ?? endThere(pulled, session);
		return part ?? this.row(session)?.highestMessage ?? 0;
	}

	/** Who held it by the last pull, if this was its last message then. */
	holderAt(session: number, lastMessage: number): Handler | undefined {
		const isSame = this.isPulled(session) && this.newestTold(session) === lastMessage;
		return isSame ? this.row(session)?.importedHandler : undefined;
	}

	/**
	How many sessions are in a list, as far as is known, and had their last message by then.
	@param list the id of its extension, 0 for the analytics platform
	@param moved those of which more is known by now
	*/
	countHeldBy(list: number, upTo: number, moved: Sightings): number {
		const {table, pulled} = this.#store;
		const isHolder = ({kind, id}: Handler): boolean =>
			list === 0 ? kind === 'api' : kind === 'extension' && id === list;
		let count = 0;
		for (const block of table.loadedBlocks)
			for (const [slot, id] of block.id.entries()) {
				const isHeld =
					isHolder(table.handlers.get(block.importedHandler[slot]!)) &&
					(block.flags[slot]! & flag.deleted) === 0 &&
					this.isPulled(id) &&
					!hasId(pulled.gone, id);
				if (isHeld && this.newestTold(id) <= upTo && !moved.has(id)) count++;
			}

		return count;
	}

	/** `undefined` if it is not known, or nothing is left of it. */
	history(session: number): History | undefined {
		const row = this.row(session);
		return row === undefined || row.isPurged ? undefined : this.#store.history(session);
	}

	/** The oldest message that was still being sent, if that may have an outcome by now. */
	oldestSending(session: number, now: number): number | undefined {
		return this.history(session)
			?.messages.filter(({delivery, at}) => delivery === 'sending' && at > now - longestSending)
			.reduce<number | undefined>((oldest, {id}) => Math.min(oldest ?? id, id), undefined);
	}
}
