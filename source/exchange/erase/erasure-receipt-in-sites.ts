import {type Actor} from '../../domain/change.js';
import {type Erasure} from '../../domain/erase/erasure-place.js';
import {type Erasing} from '../../domain/erase/erasing.js';
import {idRanges} from '../../domain/id-ranges.js';
import {outOfReach, type SiteProof} from '../../domain/proof/receipt.js';
import {Refusal, StoreRefusal} from '../../domain/refusal.js';
import {type Site} from '../../domain/site.js';
import {LockedRefusal} from '../../storage/lock.js';
import {type ReceiptDraft, type WrittenReceipt} from '../../storage/proof/write-receipt.js';
import {type Store} from '../../storage/store.js';
import {addAll, isErasedSince, placesAfter, removedBy} from './erasure-receipt.js';

/** Runs erasures in a store; what is given to it is called under the lock with what is about to go. */
export type Erase = (take?: (erasing: Erasing) => void) => Promise<readonly Erasure[]>;

type Entry = Omit<SiteProof, 'site' | 'messages'>;

/** Why a store still has what was to go. The message of an error may name the person, and does not belong here. */
const whyNot = (error: unknown): string => {
	if (error instanceof LockedRefusal) return 'remains: another process kept it from writing';
	if (error instanceof StoreRefusal)
		return 'remains: the store is missing, damaged, another one, or cannot be written';
	return error instanceof Refusal
		? 'remains: the erasure was refused there'
		: 'remains: the erasure failed there';
};

/** The receipt of erasures in several sites, one after the other. No site is left out of it. */
export class ErasureReceiptInSites {
	readonly #draft: ReceiptDraft;
	readonly #entries: SiteProof[] = [];
	#hasErased = false;

	constructor(draft: ReceiptDraft) {
		this.#draft = draft;
	}

	/**
	Works in the store of a site. However that ends, the site has its entry.
	@param work is given what it has to run erasures through
	*/
	async in<Result>(
		{name, store}: Site,
		work: (prove: (store: Store, erase: Erase) => Promise<readonly Erasure[]>) => Promise<Result>,
	): Promise<Result> {
		const before = this.#draft.messages;
		let entry: Entry = {store, sessions: [], parts: [], places: []};
		try {
			return await work(async (opened, erase) =>
				this.#prove(opened, erase, proven => {
					entry = proven;
				}),
			);
		} catch (error) {
			// What fails after the erasures, such as noting the site, does not alter how they ended.
			if (entry.places.length === 0) entry = {...entry, places: [{name: 'this store', state: whyNot(error)}]};
			throw error;
		} finally {
			this.#entries.push({...entry, site: name, messages: this.#draft.messages - before});
		}
	}

	/** Notes a site that was not worked on. */
	skip({name, store}: Site, why: string): void {
		const places = [{name: 'this store', state: `remains: ${why}`}];
		this.#entries.push({store, sessions: [], parts: [], places, site: name, messages: 0});
	}

	/** Signs and writes it; `undefined` if nobody was erased in any store, and then nothing is left of it. */
	async finish(actor: Actor, at: number): Promise<WrittenReceipt | undefined> {
		if (this.#hasErased)
			return this.#draft.finish({
				...actor,
				kind: 'erasure',
				at,
				stores: this.#entries,
				unreachable: outOfReach,
			});
		this.#draft.discard();
		return undefined;
	}

	async #prove(store: Store, erase: Erase, note: (entry: Entry) => void): Promise<readonly Erasure[]> {
		const {newestChange} = store;
		const taken: Erasing[] = [];
		let erasures: readonly Erasure[] | undefined;
		try {
			erasures = await erase(erasing => {
				addAll(this.#draft, store, erasing);
				taken.push(erasing);
			});
			return erasures;
		} finally {
			const hasErased = isErasedSince(store, newestChange);
			this.#hasErased ||= hasErased;
			const {position, n, digest} = store.journalPoint;
			const removed =
				erasures === undefined
					? {
							sessions: idRanges(hasErased ? taken.flatMap(({sessions}) => sessions) : []),
							parts: idRanges(hasErased ? taken.flatMap(({messages}) => [...messages.keys()]) : []),
						}
					: removedBy(erasures);
			const places = erasures && placesAfter(erasures);
			note({
				store: store.identity.id,
				...removed,
				...((hasErased || erasures) && {journal: {position, n, digest}}),
				places: places?.length === 0 ? [{name: 'this store', state: 'nothing was there'}] : (places ?? []),
			});
		}
	}
}
