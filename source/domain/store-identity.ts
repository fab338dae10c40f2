/** A store's kind: the chats of a PBX, or those of other systems. Its first import sets it, and both never mix. */
export type StoreKind = 'pbx' | 'archive';

export const storeKinds: readonly StoreKind[] = ['pbx', 'archive'];

/** Random bytes in the id of a store. */
export const idSize = 16;

/** A store's identity, wherever it lies and whatever it is called. */
export interface StoreIdentity {
	/** Random; missing as long as there is no change. */
	readonly id?: string;
	readonly kind?: StoreKind;
	/** Random; only in an archive, whose ids and fingerprints of chats are made by it. */
	readonly key?: string;
	/** Set if its journal was written anew, as of this format: how many changes there were, and the digest of the last. */
	readonly rewritten?: {readonly n: number; readonly digest: string};
}
