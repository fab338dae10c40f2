import {hasId, type IdRanges, joinedRanges} from '../id-ranges.js';

/** Both ends of a time in Unix seconds; `null` where it is open. */
export type FixedTime = readonly [from: number | null, to: number | null];

/** The part of a change that begins a hold, lets it take in more sessions, or releases it. */
export interface HoldNews {
	/** The number of the change that began it; missing in that one. */
	readonly of?: number;
	readonly name: string;
	/** Also what it matches later is held. */
	readonly filter?: string;
	/** The times in the filter, in their order, as they were meant when and where the hold began. */
	readonly times?: readonly FixedTime[];
}

/** The digests of a hold's words. */
export interface HoldWords {
	readonly holdName?: string;
	readonly holdFilter?: string;
	readonly note?: string;
}

/** A legal hold that is in force. */
export interface Hold {
	/** The number of the change that began it. */
	readonly n: number;
	/** Unix seconds. */
	readonly at: number;
	/** The actor. */
	readonly by: string;
	readonly as?: string;
	readonly words: HoldWords;
	readonly times?: readonly FixedTime[];
	/** Held until the release, whatever becomes of them. */
	readonly sessions: IdRanges;
}

/** A hold with its words, for people. */
export interface NamedHold extends Hold {
	readonly name: string;
	readonly filter: string | undefined;
	readonly note: string | undefined;
	readonly count: number;
}

/** Every session that is held. */
export const heldBy = (holds: readonly Hold[] = []): IdRanges =>
	holds.reduce<IdRanges>((all, {sessions}) => joinedRanges(all, sessions), []);

/** The first hold that holds the session; `undefined` if none does. */
export const holdOf = (holds: readonly Hold[] = [], session: number): Hold | undefined =>
	holds.find(({sessions}) => hasId(sessions, session));

/** Why a session stays, as plans and refusals say it. */
export const heldReason = (name: string): string => `held by “${name}”`;
