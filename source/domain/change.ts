import {type Brought} from './brought.js';
import {type Connection} from './connection.js';
import {type DirectoryRecord} from './directory.js';
import {type Handler} from './handler.js';
import {type MessageCounts} from './message.js';
import {type Pbx} from './pbx.js';
import {type StoreIdentity} from './store-identity.js';

/** Sessions that went from one handler to another. */
export interface Move {
	readonly from: Handler;
	readonly to: Handler;
	readonly sessions: readonly number[];
}

/** Messages of one session, with what they take from the session's counts. */
export interface MessageSet extends MessageCounts {
	readonly session: number;
	readonly ids: readonly number[];
}

/** Sessions that were purged, by who held them, without any word of a customer. */
export interface PurgedSessions {
	readonly from: Handler;
	readonly sessions: readonly number[];
	/** How many messages went with them. */
	readonly messages: number;
}

/** What became of telling a target of what was done to sessions: the analytics platform of transfers to it, say. */
export interface DeliveryOutcome {
	/** The number of the change that it was told of. */
	readonly of: number;
	readonly sessions: readonly number[];
	/** How often each was tried since the deliverer was started. */
	readonly tries: number;
	/** Why it will never be taken, in our own words; missing if it was. */
	readonly failure?: string;
}

/** The target took a part of these sessions, and may never take the rest. */
export type DeliveryBeginning = Pick<DeliveryOutcome, 'of' | 'sessions'>;

/** What a change does to sessions: enough to apply it and, but for a purge, to take it back. */
export interface Effects {
	readonly moves?: readonly Move[];
	/** Sessions that went to the trash. */
	readonly deleted?: readonly number[];
	/** Sessions that came back from the trash. */
	readonly restored?: readonly number[];
	readonly messagesDeleted?: readonly MessageSet[];
	readonly messagesRestored?: readonly MessageSet[];
	/** Sessions of which nothing is left but their id. */
	readonly purged?: readonly PurgedSessions[];
	/** Deleted messages of which nothing is left but their id. */
	readonly messagesPurged?: readonly {readonly session: number; readonly ids: readonly number[]}[];
	/** Alters nothing in the sessions themselves; what was refused may be taken back by other effects beside it. */
	readonly deliveries?: readonly DeliveryOutcome[];
	/** Alters nothing in the sessions themselves, and is no outcome. */
	readonly begun?: readonly DeliveryBeginning[];
}

export type ActKind = 'transfer' | 'delete' | 'delete-messages';

/** `sync` is what was pulled from a connected PBX; `tidy` moves histories together, `repair` tells of a repair of the store, `lost` stands for a change whose line was damaged. */
export type ChangeKind =
	| ActKind
	| 'undo'
	| 'redo'
	| 'import'
	| 'sync'
	| 'connect'
	| 'purge'
	| 'pbx'
	| 'platform'
	| 'delivery'
	| 'tidy'
	| 'repair'
	| 'lost';

/** What one import did, without any word of a customer. */
export interface ImportSummary {
	/** Where it came from, and the SHA-256 of what was read. */
	readonly sources: readonly {readonly name: string; readonly digest: string}[];
	readonly added: number;
	readonly changed: number;
	/** Known sessions and messages of which the PBX said nothing new. */
	readonly unchanged: number;
	/** Sessions where a local act stays, because the PBX says what it said before. */
	readonly kept: number;
	/** New messages that joined a session in the trash. */
	readonly trashed: number;
	readonly refused: number;
}

/** Who acts: the system user, and beside it the name given with `--as`. */
export interface Actor {
	readonly by: string;
	readonly as?: string;
}

/** What is asked to be written to the journal; the store adds number and time. */
export interface Draft extends Effects {
	readonly kind: ChangeKind;
	readonly note?: string;
	/** Of an undo: the change taken back. Of a redo: the undo taken back. */
	readonly of?: number;
	readonly import?: ImportSummary;
	/** Of an import; missing where an older program wrote its line. */
	readonly brought?: Brought;
	readonly store?: StoreIdentity;
	readonly pbx?: Pbx;
	/** The PBX that the store is connected to from now on; `null` if none. */
	readonly connection?: Connection | null;
	/** The URL that the platform is reached at from now on; `null` if none. */
	readonly platform?: string | null;
	/** Whether that URL may be one without encryption that is not on this machine. */
	readonly allowHttp?: boolean;
	/** Digests of words that are in no file any more: a repair did not find them, else they were erased. */
	readonly wordsGone?: readonly string[];
	/** Owners that are new or differ, and the kinds whose list is complete. */
	readonly directory?: DirectoryRecord;
	/** The name of the system that a delivery tells of; missing if it is the analytics platform. */
	readonly target?: string;
	/** Whether the effects of a delivery do again what an undo took back, because the target refused the undo. */
	readonly redoes?: boolean;
}

/** One act of one user, or one import, as one whole: numbered from 1, kept for ever. `at` is in Unix seconds. */
export interface Change extends Draft, Actor {
	readonly n: number;
	readonly at: number;
}

/** The effects that take these back. */
export const invert = (effects: Effects): Effects => ({
	...(effects.moves && {
		moves: effects.moves.map(({from, to, sessions}) => ({from: to, to: from, sessions})),
	}),
	...(effects.deleted && {restored: effects.deleted}),
	...(effects.restored && {deleted: effects.restored}),
	...(effects.messagesDeleted && {messagesRestored: effects.messagesDeleted}),
	...(effects.messagesRestored && {messagesDeleted: effects.messagesRestored}),
});

/** Whether it tells what the PBX did: nobody here can take that back, and no target is told of it. */
export const isFromPbx = ({kind}: Pick<Draft, 'kind'>): boolean => kind === 'import' || kind === 'sync';

/**
Whether its effects take something back: an undo does, a refused delivery, unless it refused an undo, and a connection
that puts sessions back as the PBX has them.
*/
export const takesBack = ({kind, redoes}: Pick<Draft, 'kind' | 'redoes'>): boolean =>
	kind === 'undo' || kind === 'connect' || (kind === 'delivery' && !redoes);

const givers: ReadonlySet<ChangeKind> = new Set(['transfer', 'redo', 'delivery']);

/** How a change alters the number of transfers of the sessions that it moves. */
export const transferStep = (change: Pick<Draft, 'kind' | 'redoes'>): -1 | 0 | 1 =>
	takesBack(change) ? -1 : givers.has(change.kind) ? 1 : 0;

const actKinds: ReadonlySet<ChangeKind> = new Set<ActKind>(['transfer', 'delete', 'delete-messages']);

/** A count after such a step: never below zero, also where the change that the step takes back was lost. */
export const stepped = (count: number, step: number): number => Math.max(0, count + step);

/** Whether it is something a user did to sessions, and so can be undone. */
export const isAct = ({kind}: Pick<Draft, 'kind'>): boolean => actKinds.has(kind);

export const isSameActor = (a: Actor, b: Actor): boolean => a.by === b.by && a.as === b.as;

export const actorLabel = ({by, as}: Actor): string => (as === undefined ? by : `${as} (${by})`);
