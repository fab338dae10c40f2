import {type Receipt, type ReceiptEntry} from '../domain/proof/receipt.js';
import {type DigestSet} from '../storage/proof/digest-set.js';
import {type Found} from '../storage/proof/found.js';
import {type ReceiptKey} from '../storage/proof/receipt-key.js';

/** `told` is a remark that nothing depends on. */
export type State = 'ok' | 'failed' | 'not checked' | 'told';

/** One part of the verification. */
export interface Check {
	/** The site that it is about, if the receipt is over several. */
	readonly site?: string | undefined;
	readonly name: string;
	readonly state: State;
	readonly text: string;
	readonly found?: readonly Found[];
}

/** What a receipt and its key tell of the stores, and what else is asked about these. */
export interface Question {
	readonly receipt: Receipt;
	/** Missing if it is not on this machine, or was destroyed. */
	readonly key: ReceiptKey | undefined;
	/** The hashes of messages, by entry. */
	readonly messages: ReadonlyMap<ReceiptEntry, DigestSet>;
	readonly customer: string | undefined;
	/** An older digest that the journal must go on from. */
	readonly head: string | undefined;
}

/** What one store says. */
export interface StoreAnswer {
	readonly checks: readonly Check[];
	/** Whether a line of its journal has the older digest; `undefined` if none was given. */
	readonly hasHead?: boolean | undefined;
	/** Whether the receipt is about the customer; `undefined` if nobody can tell. */
	readonly isTold?: boolean | undefined;
}

/** The answer of a store that cannot be looked at. */
export const unaskedStore = (text: string): StoreAnswer => ({
	checks: [{name: 'store', state: 'not checked', text}],
});
