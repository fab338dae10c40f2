import {type DirectoryRecord} from './directory.js';
import {type Handler} from './handler.js';
import {type ImportedRecord} from './history.js';
import {type HeldAs} from './keep/held-as.js';
import {type Message} from './message.js';
import {type Pbx} from './pbx.js';
import {type StoreKind} from './store-identity.js';
import {type Channel, type Party, type Session, type Status} from './session.js';

/**
A session's own fields as an import gives them. Missing ones stay as they were (in a new session: nobody, open, not
archived).
*/
export interface ToldSession {
	readonly channel: Channel;
	readonly customer: Party;
	/** By the rule: the extension that picked it up, else its queue, else its `from`, else nobody. */
	readonly handler?: Handler;
	readonly status?: Status;
	readonly archived?: boolean;
	/** The id of its last message at that time. */
	readonly lastMessage?: number;
	readonly extra?: Readonly<Record<string, unknown>>;
	/** What another store knew of it beside its messages, of which some may be gone there; counts if it is new here. */
	readonly traces?: Pick<Session, 'outbound' | 'createdAt' | 'lastActiveAt' | 'transfers'>;
}

/** One session on its way into the store: its own fields, its messages, or both. */
export interface IncomingSession {
	readonly id: number;
	/** For people: the file, and where in it. */
	readonly origin: string;
	/** `undefined` if the import brings only messages, as an event does. */
	readonly told?: ToldSession;
	/** Why nothing of it can come in: the import contradicts itself about whose session it is. */
	readonly contradiction?: string;
	readonly messages: readonly Message[];
	/** Whether these, with what is here, are all its messages from the first to the newest, as a pull reads them. */
	readonly isWhole?: boolean;
	readonly records: readonly ImportedRecord[];
	/** The legal holds that it was under in the store that it was exported from. */
	readonly holds?: readonly HeldAs[];
	/** Whether its id was made in this store, so that no other system can have one of the same id. */
	readonly isOwnId?: boolean;
}

/** What another system calls a chat: the system, the account or line there, and its id among those. */
export interface ChatKey {
	readonly source: string;
	readonly account: string;
	readonly id: string;
}

/** A message of another system, which may lack an id. */
export interface ChatMessage extends Omit<Message, 'id'> {
	/** Its system's own growing integer. */
	readonly id?: number;
	/** The time as it was written there, as if in UTC, in Unix seconds; `at` if missing. */
	readonly stamp?: number;
}

/** One chat of another system on its way into an archive, which gives it and its messages their ids. */
export interface IncomingChat extends Pick<IncomingSession, 'origin' | 'records' | 'holds'> {
	readonly key: ChatKey;
	/** The id that an archive gave it already, which stays if it is free. */
	readonly session?: number;
	/** `undefined` if only messages come. */
	readonly told?: ToldSession | undefined;
	/** Unix seconds; that of the first message if missing. */
	readonly createdAt?: number | undefined;
	/** The zone by which its times were read, if they were written without one. */
	readonly zone?: string | undefined;
	/** Its messages as each file tells them, in their order: files may overlap. */
	readonly tellings: readonly (readonly ChatMessage[])[];
}

/** A record that could not be used. */
export interface RefusedRecord {
	readonly origin: string;
	readonly reason: string;
}

/** The facts about the PBX that an import gives. */
export interface IncomingFacts {
	/** The kind of system that the source is; a PBX if it is not said. */
	readonly kind?: StoreKind;
	readonly pbx?: Pbx;
	/** Holders that were deleted by now, nobody knows when. */
	readonly gone?: readonly Handler[];
	readonly directory?: DirectoryRecord;
}
