import {type Actor} from '../change.js';
import {type IdRanges} from '../id-ranges.js';

/** What removed something for good: a purge of sessions and messages, or the erasure of a person. */
type ProvenKind = 'purge' | 'erasure';

/** Where something was to be removed, and how that stands: `done`, or in words why it remains. */
export interface PlaceState {
	readonly name: string;
	readonly state: string;
}

/** A point in a journal: bytes, changes, and the digest of the last. */
export interface JournalProof {
	readonly position: number;
	readonly n: number;
	readonly digest: string;
}

/** What was removed from one store. */
export interface StoreProof {
	/** The id of the store; missing where it has none. */
	readonly store?: string | undefined;
	/** The sessions that were removed whole, and those that lost messages. */
	readonly sessions: IdRanges;
	readonly parts: IdRanges;
	/** The journal with the removal in it. */
	readonly journal: JournalProof;
}

/** What was removed from the store of one of several sites. */
export interface SiteProof extends Omit<StoreProof, 'journal'> {
	readonly site: string;
	/** Missing where nothing could be written: the store was not reached, or refused. */
	readonly journal?: JournalProof | undefined;
	readonly places: readonly PlaceState[];
	/** How many of the hashes are of messages that were there; they follow those of the entry before. */
	readonly messages: number;
}

interface ProvenBase extends Actor {
	readonly kind: ProvenKind;
	readonly at: number;
	/** Copies that nobody can reach from here. */
	readonly unreachable: readonly string[];
}

/** What a receipt about one store is made of, beside the keyed hashes. Times are Unix seconds. */
export interface ProvenInStore extends ProvenBase {
	readonly stores: readonly StoreProof[];
	readonly places: readonly PlaceState[];
}

/** What a receipt over several sites is made of: one entry a site, also where nothing could be done. */
interface ProvenInSites extends ProvenBase {
	readonly stores: readonly SiteProof[];
}

export type Proven = ProvenInStore | ProvenInSites;

interface Hashes {
	/** Names the key of its hashes: 32 hexadecimal digits. */
	readonly id: string;
	/** How many messages were removed, and so how many hashes of them there are. */
	readonly messages: number;
	/** Keyed hashes, each 64 hexadecimal digits. */
	readonly numbers: readonly string[];
	readonly names: readonly string[];
}

export interface StoreReceipt extends ProvenInStore, Hashes {
	readonly version: 1;
}

export interface SitesReceipt extends ProvenInSites, Hashes {
	readonly version: 2;
}

/** The signed part of a receipt. */
export type Receipt = StoreReceipt | SitesReceipt;

/** What a receipt tells of one store, whatever its version. */
export type ReceiptEntry = Omit<SiteProof, 'site'> & Partial<Pick<SiteProof, 'site'>>;

export const entriesOf = (receipt: Receipt): readonly ReceiptEntry[] => {
	if (receipt.version === 2) return receipt.stores;
	const {stores, places, messages} = receipt;
	return stores.map(store => ({...store, places, messages}));
};

/** A key that signed another one, so that who trusts it may trust the other. Hexadecimal digits. */
export interface EarlierKey {
	readonly key: string;
	/** Of the next key, by this one. */
	readonly signature: string;
}

/** The end of a receipt. Hexadecimal digits. */
export interface Signature {
	readonly key: string;
	/** Keys before that one, oldest first; each signed the next. */
	readonly earlier: readonly EarlierKey[];
	readonly signature: string;
}

/** What no program on this machine can reach. */
export const outOfReach: readonly string[] = [
	'files that were exported or attached to mails',
	'backups and snapshots of disks',
	'sessions that no list of a connected PBX has, and single messages in others there, which its API cannot delete',
	'preferences of other users who have not opened the store since',
	'logs and replicas of databases that were fed from the store',
];

/**
A receipt is one JSON document in lines, so that it can be written and read without holding it in memory:

	{"messages":[
	"64 hexadecimal digits",
	"64 hexadecimal digits"
	],
	"receipt":{…},
	"signature":{…}}

All bytes before the last line are signed: Ed25519 over `signedText` of their SHA-256.
*/
export const layout = {
	start: '{"messages":[',
	end: '],',
	receipt: '"receipt":',
	signature: '"signature":',
} as const;

export const signedText = (digest: string): string => `chatlogs receipt 1\n${digest}`;

/** What an old key signs to vouch for a new one. */
export const vouchedText = (key: string): string => `chatlogs receipt key 1\n${key}`;
