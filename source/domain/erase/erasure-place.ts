/** `none`: there is no such place, or it never had anything. `remains`: it is off or refuses; it is tried again. */
export type PlaceOutcome = 'done' | 'none' | 'remains';

/** What became of a person in one place. */
export interface PlaceReport {
	readonly name: string;
	readonly state: PlaceOutcome;
	/** Why something remains, as one sentence without a full stop. */
	readonly why?: string | undefined;
}

/** Somewhere a person may be found, and is erased from. */
export interface ErasurePlace {
	readonly name: string;
	/** Takes out what is there. Whatever goes wrong is told, never thrown, so that it holds up no other place. */
	erase(): Promise<Omit<PlaceReport, 'name'>>;
}

/** An erasure as a receipt can be made of it. */
export interface Erasure {
	readonly id: string;
	/** Who erased: the system user, and the name given with `--as`. */
	readonly by: string;
	readonly as?: string;
	/** Unix seconds. */
	readonly at: number;
	/** The store's id. */
	readonly store: string;
	/** The change that took the sessions. */
	readonly change: number;
	readonly state: 'deferred' | 'begun' | 'done';
	readonly sessions: readonly number[];
	/** Sessions that only the connected PBX had, and that were deleted there. */
	readonly unfetched: readonly number[];
	/** The person's messages in sessions of others. */
	readonly messages: readonly {readonly session: number; readonly ids: readonly number[]}[];
	/** Messages of others that mention the person, and stay. */
	readonly mentions: number;
	/** Sessions that a hold keeps. */
	readonly held: readonly number[];
	readonly places: readonly PlaceReport[];
	readonly outOfReach: readonly string[];
	/** The journal's end: bytes, the number of the last change, and the digest of its line. */
	readonly journal: {readonly position: number; readonly n: number; readonly digest: string};
}
