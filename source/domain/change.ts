import {type Brought, type ImportSummary} from './brought.js';
import {type Connection} from './connection.js';
import {type DirectoryRecord} from './directory.js';
import {type ExportNote} from './export-format.js';
import {type Handler} from './handler.js';
import {type ErasureKind, type ErasurePart} from './erase/erasure.js';
import {type Hold, type HoldNews} from './keep/hold.js';
import {type MessageCounts} from './message.js';
import {type PolicyKind, type PolicyPart} from './keep/policy.js';
import {type Confirmation, type DeliveryBeginning, type DeliveryOutcome} from './outbox/outcome.js';
import {type Pbx} from './pbx.js';
import {type PullNews} from './pulled.js';
import {type StoreIdentity} from './store-identity.js';

/** Sessions that went from one handler to another. */
export interface Move {
	readonly from: Handler;
	readonly to: Handler;
	readonly sessions: readonly number[];
}

/** A move that is being put together. */
export interface GrowingMove extends Move {
	readonly sessions: number[];
}

/** Messages of one session, with their share of the session's counts. */
export interface MessageSet extends MessageCounts {
	readonly session: number;
	readonly ids: readonly number[];
}

/** Purged sessions of one handler, without any word of a customer. */
export interface PurgedSessions {
	readonly from: Handler;
	readonly sessions: readonly number[];
	/** How many messages went with them. */
	readonly messages: number;
}

/** The part of an act that the connected PBX has to carry out, as it was when the act was written. */
export interface ForPbx {
	readonly sessions: readonly number[];
	/** The highest message id that the PBX had told of each of them, in their order. */
	readonly seen: readonly number[];
	/** Seconds that a deletion waits. */
	readonly grace?: number;
	/** The PBX's own clock in Unix seconds, if it was known. */
	readonly clock?: number;
}

/** The effects of a change on sessions: enough to apply it and, except for a purge, to take it back. */
export interface Effects {
	readonly moves?: readonly Move[];
	/** Sessions that went to the trash. */
	readonly deleted?: readonly number[];
	/** Sessions that came back from the trash. */
	readonly restored?: readonly number[];
	readonly closed?: readonly number[];
	/** Nobody can ask for it: a close was taken back. */
	readonly reopened?: readonly number[];
	readonly archived?: readonly number[];
	readonly unarchived?: readonly number[];
	readonly messagesDeleted?: readonly MessageSet[];
	readonly messagesRestored?: readonly MessageSet[];
	/** Sessions that only the id is left of. */
	readonly purged?: readonly PurgedSessions[];
	/** Deleted messages that only the id is left of. */
	readonly messagesPurged?: readonly {readonly session: number; readonly ids: readonly number[]}[];
	/** Sessions that a hold keeps from being destroyed from now on, and those that it does not any more. */
	readonly held?: readonly number[];
	readonly released?: readonly number[];
	/** Alters nothing in the sessions themselves; other effects beside it may take back a refused act. */
	readonly deliveries?: readonly DeliveryOutcome[];
	/** Alters nothing in the sessions themselves; an outcome may follow. */
	readonly begun?: readonly DeliveryBeginning[];
	/** The state that the PBX was asked for counts as what it said last: a later move there is news. */
	readonly confirmed?: readonly Confirmation[];
}

/** Each effect that is a list of sessions alone, with the one that takes it back. */
const opposites = {
	deleted: 'restored',
	restored: 'deleted',
	closed: 'reopened',
	reopened: 'closed',
	archived: 'unarchived',
	unarchived: 'archived',
} as const satisfies Partial<Record<keyof Effects, keyof Effects>>;

export type StateEffect = keyof typeof opposites;

export const stateEffects = Object.keys(opposites) as readonly StateEffect[];

/** The result for each given list of sessions; nothing for those that are missing. */
export const eachStateEffect = <Made>(
	effects: Effects,
	make: (sessions: readonly number[], name: StateEffect) => Made,
): Partial<Record<StateEffect, Made>> =>
	Object.fromEntries(
		stateEffects.flatMap(name => {
			const sessions = effects[name];
			return sessions ? [[name, make(sessions, name)]] : [];
		}),
	);

const actKinds = [
	'transfer',
	'close',
	'archive',
	'unarchive',
	'delete',
	'restore',
	'delete-messages',
] as const;

export type ActKind = (typeof actKinds)[number];

/**
`sync` brings what was pulled from a connected PBX, `hold` begins a legal hold or lets it take in more, `export` tells
of one, `tidy` moves histories together, `repair` tells of a repair, and `lost` stands for a change whose line was damaged.
*/
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
	| 'read-only'
	| 'feed'
	| 'delivery'
	| 'hold'
	| ErasureKind
	| PolicyKind
	| 'release'
	| 'export'
	| 'tidy'
	| 'repair'
	| 'lost';

/** A fingerprint of what a chat is called in its own system, and the id of its session here. */
export type ChatId = readonly [fingerprint: string, session: number];

/** The system user who acts, and the name given with `--as`, if any. */
export interface Actor {
	readonly by: string;
	readonly as?: string;
}

/** A change that is not written yet; the store adds number and time. */
export interface Draft extends Effects, ErasurePart, PolicyPart {
	readonly kind: ChangeKind;
	readonly note?: string;
	/** In an undo, the change taken back; in a redo, the undo taken back. */
	readonly of?: number;
	/** Set on an undo of only some sessions of that change: the others can still be taken back. */
	readonly isPartial?: true;
	readonly import?: ImportSummary;
	/** Only in imports, except those by older programs. */
	readonly brought?: Brought;
	readonly store?: StoreIdentity;
	/** The sessions that an archive gave an id, each with the fingerprint of its key in its own system. */
	readonly chats?: readonly ChatId[];
	readonly pbx?: Pbx;
	/** The PBX that the store is connected to from now on; `null` if none. */
	readonly connection?: Connection | null;
	/** How much further the PBX was read. */
	readonly pulled?: PullNews;
	/** The URL that the platform is reached at from now on; `null` if none. */
	readonly platform?: string | null;
	/** Whether that URL may be one without encryption that is not on this machine. */
	readonly allowHttp?: boolean;
	/** Whether nothing in the store changes from now on, until that is taken back. */
	readonly readOnly?: boolean;
	/** The URL of the database that the store is fed to from now on, without its secret; `null` if none. */
	readonly feed?: string | null;
	/** Digests of words that are in no file any more, because they were erased, or a repair did not find them. */
	readonly wordsGone?: readonly string[];
	/** Owners that are new or differ, and the kinds whose list is complete. */
	readonly directory?: DirectoryRecord;
	readonly exported?: ExportNote;
	readonly hold?: HoldNews;
	/** All holds in force, told by a repair that lost lines. */
	readonly holds?: readonly Hold[];
	readonly forPbx?: ForPbx;
	/** The target of a delivery; missing if it is the analytics platform. */
	readonly target?: string;
	/** Whether its acts were done already, and are told once more for the PBX alone: only transfers are counted again. */
	readonly repeats?: true;
	/** Whether a delivery's effects redo an act, because the target refused its undo. */
	readonly redoes?: boolean;
}

/** One act of one user, or one import, as one whole: numbered from 1 and kept for ever. `at` is in Unix seconds. */
export interface Change extends Draft, Actor {
	readonly n: number;
	readonly at: number;
}

/** The effects that take these back. */
export const invert = (effects: Effects): Effects => ({
	...(effects.moves && {
		moves: effects.moves.map(({from, to, sessions}) => ({from: to, to: from, sessions})),
	}),
	...Object.fromEntries(
		stateEffects.flatMap(name => (effects[name] ? [[opposites[name], effects[name]]] : [])),
	),
	...(effects.messagesDeleted && {messagesRestored: effects.messagesDeleted}),
	...(effects.messagesRestored && {messagesDeleted: effects.messagesRestored}),
});

/** Whether the change reports what the PBX did: it cannot be undone here, and no target is told of it. */
export const isFromPbx = ({kind}: Pick<Draft, 'kind'>): boolean => kind === 'import' || kind === 'sync';

/**
Whether its effects take something back: those of an undo do, of a refused delivery, except a refused undo's, and of a
connection that puts sessions back as the PBX has them.
*/
export const takesBack = ({kind, redoes}: Pick<Draft, 'kind' | 'redoes'>): boolean =>
	kind === 'undo' || kind === 'connect' || (kind === 'delivery' && !redoes);

/** Whether a user did it to sessions, so that it can be undone. */
export const isAct = ({kind}: Pick<Draft, 'kind'>): boolean => actKinds.includes(kind as ActKind);

export const isSameActor = (a: Actor, b: Actor): boolean => a.by === b.by && a.as === b.as;

export const actorLabel = ({by, as}: Actor): string => (as === undefined ? by : `${as} (${by})`);
