import {type Change} from '../domain/change.js';
import {type OpenFile} from './file-system.js';
import {readChangeAt} from './journal.js';

/** How many changes are kept that were read back from the journal. */
const most = 64;

/** Changes of many sessions are long and asked for by each of them, so the last few are kept. */
export class RecentChanges {
	readonly #journal: OpenFile;
	/** By position in the journal, the last used last. */
	readonly #changes = new Map<number, Change>();

	constructor(journal: OpenFile) {
		this.#journal = journal;
	}

	/** @throws StoreRefusal if no change begins there */
	at(position: number): Change {
		const change = this.#changes.get(position) ?? readChangeAt(this.#journal, position);
		this.#changes.delete(position);
		this.#changes.set(position, change);
		const [oldest] = this.#changes.keys();
		if (this.#changes.size > most) this.#changes.delete(oldest!);
		return change;
	}
}
