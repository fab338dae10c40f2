import {type PbxDue} from '../../domain/outbox/pbx-due.js';
import {usualDeletion} from '../../domain/pbx.js';
import {type Store} from '../../storage/store.js';

export interface DeletionCapOptions {
	readonly store: Pick<Store, 'pbx'>;
	/** How many deletions a person agreed to, if they are more than may be carried out at once. */
	readonly expectedDeletions?: number | undefined;
	/** Deletions that a person agreed to, by their sessions: the numbers of the changes that made them. */
	readonly agreedDeletions?: ReadonlyMap<number, number> | undefined;
}

/** Holds deletions back that are more than may be carried out at once, until a person agrees to them. */
export class DeletionCap {
	readonly #options: DeletionCapOptions;
	/** What was agreed to as a number goes on until it is done, however many are left of it. */
	readonly #expected = new Map<number, number>();

	constructor(options: DeletionCapOptions) {
		this.#options = options;
	}

	/** Those of the deletions that are held back, all or none of those that nobody agreed to. */
	heldOf(deletions: readonly PbxDue[]): readonly PbxDue[] {
		const {store, expectedDeletions} = this.#options;
		const open = deletions.filter(due => !this.#isAgreed(due));
		if (open.length <= (store.pbx.deleteCap ?? usualDeletion.cap)) return [];
		if (open.length !== expectedDeletions) return open;
		for (const {session, change} of open) this.#expected.set(session, change.n);
		return [];
	}

	#isAgreed({session, change: {n}}: PbxDue): boolean {
		return this.#expected.get(session) === n || this.#options.agreedDeletions?.get(session) === n;
	}
}
