/** A session that may be the person's, though its number does not tell; taken only if somebody names it. */
export interface Candidate {
	readonly session: number;
	readonly why: 'name' | 'number';
	/** The messages of that name, if the session is another customer's. */
	readonly messages?: readonly number[];
}

/** All that a store has of a person. */
export interface FoundPerson {
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
	/** Sessions whose messages cannot be read because they are damaged. */
	readonly unread: readonly number[];
}

/** Every session of which something goes. */
export const sessionsOf = ({
	sessions,
	messages,
}: Pick<FoundPerson, 'sessions' | 'messages'>): readonly number[] => [...sessions, ...messages.keys()];
