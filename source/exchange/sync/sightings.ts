import {parseJson} from '../read/parse-json.js';
import {type ListedSession} from '../yeastar/api/sessions.js';
import {type Sighting} from '../yeastar/sightings.js';
import {type Fields} from '../yeastar/fields.js';

interface Seen {
	readonly list: number;
	/** As JSON, which takes a fraction of the memory; empty once it was used. */
	record: string;
}

/** The sessions that lists hold, each with the lists that tell its newest message. */
export class Sightings {
	readonly #waiting = new Set<number>();
	readonly #seen = new Map<number, {readonly lastMessage: number; readonly lists: Seen[]}>();

	get sessions(): IterableIterator<number> {
		return this.#seen.keys();
	}

	get size(): number {
		return this.#seen.size;
	}

	/** Sessions that were not taken yet. */
	get waiting(): number {
		return this.#waiting.size;
	}

	has(id: number): boolean {
		return this.#seen.has(id);
	}

	add(list: number, {id, lastMessage = 0, record}: ListedSession): void {
		const known = this.#seen.get(id);
		if (known !== undefined && known.lastMessage > lastMessage) return;
		const seen = {list, record: JSON.stringify(record)};
		if (known === undefined) this.#waiting.add(id);
		if (known === undefined || known.lastMessage < lastMessage)
			this.#seen.set(id, {lastMessage, lists: [seen]});
		else if (known.lists.every(other => other.list !== list)) known.lists.push(seen);
	}

	/**
	The sessions that were not taken before and have no older last message than `level`.
	@param level below 0 for all
	*/
	takeDownTo(level: number): readonly number[] {
		// While lists are begun, there are many of them, and none is sure to be told of by all lists.
		if (level === Number.POSITIVE_INFINITY) return [];
		const taken = [...this.#waiting].filter(id => this.lastMessageOf(id) >= level);
		for (const id of taken) this.#waiting.delete(id);
		return taken;
	}

	lastMessageOf(id: number): number {
		return this.#seen.get(id)?.lastMessage ?? 0;
	}

	/** The lists by which the session is told. */
	listsOf(id: number): readonly number[] {
		return this.#seen.get(id)?.lists.map(({list}) => list) ?? [];
	}

	/** Lets go of the records, which are most of the memory; what lists have it stays. */
	release(id: number): void {
		for (const seen of this.#seen.get(id)?.lists ?? []) seen.record = '';
	}

	of(id: number): readonly Sighting[] {
		return (this.#seen.get(id)?.lists ?? []).map(({list, record}) => ({
			list,
			record: parseJson(record) as Fields,
		}));
	}
}
