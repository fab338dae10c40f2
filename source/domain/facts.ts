import {type Capabilities} from './capabilities.js';
import {type Change} from './change.js';
import {type Connection} from './connection.js';
import {type Directory} from './directory.js';
import {type History} from './history.js';
import {type Absence, type OnPbx} from './find/on-pbx.js';
import {type PbxState} from './outbox/pbx-due.js';
import {type IdRanges} from './id-ranges.js';
import {heldReason} from './keep/hold.js';
import {type Pbx} from './pbx.js';
import {type Session} from './session.js';

/** Everything a plan is made from. Read only: under the store's lock nothing in it changes. */
export interface Facts {
	readonly pbx: Pbx;
	readonly capabilities: Capabilities;
	/** The URL that the platform is reached at; `undefined` if none was set. */
	readonly platform?: string | undefined;
	/** The PBX that acts are carried out on; `undefined` if none. */
	readonly connection?: Connection | undefined;
	/** Its time in Unix seconds, as far as that is known without asking it. */
	readonly pbxClock?: number | undefined;
	readonly directory: Directory;
	/** The session with that id, also one in the trash; `undefined` if there is none. */
	session(id: number): Session | undefined;
	/** Whether nothing is left of the session but its id. */
	isPurged(id: number): boolean;
	/** Including deleted messages; see `deletedMessages`. */
	history(id: number): History;
	deletedMessages(id: number): ReadonlySet<number>;
	/** How far the change is carried out on the connected PBX for that session; if missing, nothing is. */
	pbxState?(session: number, change: Change): PbxState;
	/** Whether the connected PBX has surely no copy of the session any more; if missing, it may have one. */
	isDeletedOnPbx?(session: number): boolean;
	/** The name of a hold that keeps the session from being destroyed; if missing, none does. */
	holdOn?(session: number): string | undefined;
	/** The sessions under a legal hold; if missing, none is. The same object as long as that is the same. */
	readonly held?: IdRanges;
	/** How sessions stand on the connected PBX; if missing, none does. The same object as long as that is the same. */
	readonly onPbx?: OnPbx;
	/** How a session stands that the connected PBX did not have when it was asked for; if missing, it has all. */
	absence?(session: number): Absence | undefined;
	/** All changes, newest first, read only as far as they are iterated. */
	changes(words?: 'without words'): Iterable<Change>;
}

/** A session, or a message of one, that a plan passes over. */
export interface Skipped {
	readonly id: number;
	readonly reason: string;
	/** Whether it is already as it was asked to be, which counts as done. */
	readonly isAlreadySo?: true;
}

/** Why nothing may be taken from the session, if so. */
export const heldBlocker = (facts: Pick<Facts, 'holdOn'>, session: number): string | undefined => {
	const name = facts.holdOn?.(session);
	return name === undefined ? undefined : heldReason(name);
};

export const isOrphaned = (facts: Pick<Facts, 'directory'>, session: Pick<Session, 'handler'>): boolean =>
	facts.directory.isDeleted(session.handler);
