import {counted} from '../../text/count.js';
import {type Change} from '../change.js';
import {type ErasureFact} from './erasure.js';
import {type FoundPerson} from './found.js';

/** `none`: there is no such place, or it never had anything. `remains`: it is off or refuses; it is tried again. */
type PlaceOutcome = 'done' | 'none' | 'remains';

/** What became of a person in one place. */
export interface PlaceReport {
	readonly name: string;
	readonly state: PlaceOutcome;
	/** Why something remains, as one sentence without a full stop. */
	readonly why?: string | undefined;
}

/** An erasure that has begun, and the change that took the sessions. */
export interface BegunErasure {
	readonly erasure: ErasureFact;
	readonly change: Change;
	/** What was found of the person, if it was looked for just now. */
	readonly found?: Pick<FoundPerson, 'unread' | 'parties'> | undefined;
}

/** Somewhere a person may be found, and is erased from. */
export interface ErasurePlace {
	readonly name: string;
	/** What it does there, as a sentence without a full stop; missing if there is no such place. */
	readonly will?: string | undefined;
	/** Takes out what is there. Whatever goes wrong is told, never thrown, so that it holds up no other place. */
	erase(begun: BegunErasure): Promise<Omit<PlaceReport, 'name'>>;
}

const outcomeLabels = {done: 'nothing left', none: 'nothing was there', remains: 'REMAINS'} as const;

/** `this store: nothing left`. */
export const placeText = ({name, state, why}: PlaceReport): string =>
	`${name}: ${outcomeLabels[state]}${why === undefined ? '' : `; ${why}`}`;

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

/** What became of it in the store, as a sentence. */
export const erasureText = ({change, state, sessions, messages}: Erasure): string => {
	if (state === 'deferred')
		return `Change ${change}: put off, because of a hold. Once it is released: chatlogs erase --deferred`;
	const parts =
		messages.length === 0 ? '' : ` and messages in ${counted(messages.length, 'session')} of others`;
	return `Change ${change}: erased ${counted(sessions.length, 'session')}${parts}.`;
};
