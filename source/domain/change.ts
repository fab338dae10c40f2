import {type DirectoryRecord} from './directory.js';
import {type Handler} from './handler.js';
import {type MessageCounts} from './message.js';
import {type Pbx} from './pbx.js';

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

/** `repair` tells of a repair of the store; `lost` stands for a change whose line was damaged. */
export type ChangeKind =
	ActKind | 'undo' | 'redo' | 'import' | 'purge' | 'pbx' | 'platform' | 'delivery' | 'repair' | 'lost';

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
	readonly pbx?: Pbx;
	/** The URL that the platform is reached at from now on; `null` if none. */
	readonly platform?: string | null;
	/** Whether that URL may be one without encryption that is not on this machine. */
	readonly allowHttp?: boolean;
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

/** Every session that the effects alter, each once. */
const alteredSessions = (effects: Effects): ReadonlySet<number> =>
	new Set([
		...(effects.moves ?? []).flatMap(move => move.sessions),
		...(effects.deleted ?? []),
		...(effects.restored ?? []),
		...(effects.messagesDeleted ?? []).map(set => set.session),
		...(effects.messagesRestored ?? []).map(set => set.session),
		...(effects.purged ?? []).flatMap(group => group.sessions),
		...(effects.messagesPurged ?? []).map(set => set.session),
	]);

/** Every session that the effects touch, each once: also those of which a target was told. */
export const touchedSessions = (effects: Effects): ReadonlySet<number> =>
	new Set([
		...alteredSessions(effects),
		...(effects.deliveries ?? []).flatMap(outcome => outcome.sessions),
		...(effects.begun ?? []).flatMap(beginning => beginning.sessions),
	]);

/** Whether it tells what the PBX did: nobody here can take that back, and no target is told of it. */
export const isFromPbx = ({kind}: Pick<Draft, 'kind'>): boolean => kind === 'import';

/** Whether its effects take something back: an undo does, and a refused delivery, unless it refused an undo. */
export const takesBack = ({kind, redoes}: Pick<Draft, 'kind' | 'redoes'>): boolean =>
	kind === 'undo' || (kind === 'delivery' && !redoes);

const givers: ReadonlySet<ChangeKind> = new Set(['transfer', 'redo', 'delivery']);

/** How a change alters the number of transfers of the sessions that it moves. */
export const transferStep = (change: Pick<Draft, 'kind' | 'redoes'>): -1 | 0 | 1 =>
	takesBack(change) ? -1 : givers.has(change.kind) ? 1 : 0;

const actKinds: ReadonlySet<ChangeKind> = new Set<ActKind>(['transfer', 'delete', 'delete-messages']);

/** A count after such a step: never below zero, also where the change that the step takes back was lost. */
export const stepped = (count: number, step: number): number => Math.max(0, count + step);

/** Whether it is something a user did to sessions, and so can be undone. */
export const isAct = ({kind}: Pick<Draft, 'kind'>): boolean => actKinds.has(kind);

/** The sessions in which the change takes back what a target refused, each with the number of what was refused. */
function* refusalsIn(change: Change): Generator<readonly [session: number, of: number]> {
	const altered = change.kind === 'delivery' ? alteredSessions(change) : undefined;
	if (!altered || altered.size === 0) return;
	for (const {of, sessions, failure} of change.deliveries ?? [])
		for (const session of sessions) if (failure !== undefined && altered.has(session)) yield [session, of];
}

/**
Each change, newest first as given, and whether it is taken back at present: an act by an undo, an undo by a redo, each
of them also if targets refused it for all its sessions.
@param session whose changes these are, where they are of one alone
*/
export function* withTakenBack(
	newestFirst: Iterable<Change>,
	session?: number,
): Generator<{readonly change: Change; readonly isTakenBack: boolean}> {
	const takenBack = new Set<number>();
	/** By the number of a change, the sessions in which it was refused. */
	const refused = new Map<number, Set<number>>();
	const isRefused = (change: Change): boolean => {
		const sessions = refused.get(change.n);
		if (sessions === undefined) return false;
		return session === undefined ? touchedSessions(change).isSubsetOf(sessions) : sessions.has(session);
	};

	for (const change of newestFirst) {
		for (const [id, of] of refusalsIn(change)) refused.set(of, (refused.get(of) ?? new Set()).add(id));
		const isTakenBack = takenBack.has(change.n) || isRefused(change);
		if (change.of !== undefined && !isTakenBack) takenBack.add(change.of);
		yield {change, isTakenBack};
	}
}

export const isSameActor = (a: Actor, b: Actor): boolean => a.by === b.by && a.as === b.as;

export const actorLabel = ({by, as}: Actor): string => (as === undefined ? by : `${as} (${by})`);
