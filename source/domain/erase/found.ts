import {type Party} from '../session.js';
import {type Person} from './person.js';

/** A session that may be the person's, though its number does not tell; taken only if somebody names it. */
export interface Candidate {
	readonly session: number;
	readonly why: 'name' | 'number';
	/** The messages of that name, if the session is another customer's. */
	readonly messages?: readonly number[];
}

/** A session that held nothing of the person when it was read. */
export interface Clear {
	/** Another one once the session's history or parties are altered. */
	readonly mark: string;
	/** Texts in it that mention the person. */
	readonly mentions: number;
}

/** All that a store has of a person. */
export interface FoundPerson {
	/** The meaning of the request that counted. */
	readonly person: Person;
	/** The sessions in which the person is the customer, or that were named; they go as a whole. */
	readonly sessions: readonly number[];
	/** The person's messages in sessions of others, such as group chats, by session. */
	readonly messages: ReadonlyMap<number, readonly number[]>;
	/** Messages of others that mention the person; they stay. */
	readonly mentions: number;
	readonly candidates: readonly Candidate[];
	/** All forms of the person's numbers and ids; see `numberForms`. */
	readonly forms: ReadonlySet<string>;
	/** The person's names, as names are compared. */
	readonly names: ReadonlySet<string>;
	/** How the person is called and reached in these sessions, each once. */
	readonly parties: readonly Party[];
	/** Those of the names that were known before the sessions of others were looked through. */
	readonly soughtNames: ReadonlySet<string>;
	/** The sessions of others that held nothing of the person by these names, by id. */
	readonly clear: ReadonlyMap<number, Clear>;
	/** Sessions whose messages cannot be read because they are damaged. */
	readonly unread: readonly number[];
}

/** Every session of which something goes. */
export const sessionsOf = ({
	sessions,
	messages,
}: Pick<FoundPerson, 'sessions' | 'messages'>): readonly number[] => [...sessions, ...messages.keys()];
