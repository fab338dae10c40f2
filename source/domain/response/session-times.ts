import {authorRole} from '../author.js';
import {type Handler} from '../handler.js';
import {isSpoken, type Message, userType} from '../message.js';
import {type Session} from '../session.js';
import {timeline, type TimelineSources} from '../timeline.js';
import {holders} from '../timeline/holders.js';

/** Somebody's answer to a customer who waited for one. */
interface Answer {
	readonly by: Handler;
	/** Unix seconds. */
	readonly at: number;
	/** Seconds since the first message of the customer's that was not answered yet. */
	readonly waited: number;
}

/** How long an owner had the session, in seconds. */
interface Handling {
	readonly owner: Handler;
	readonly seconds: number;
}

/** The times of one session. */
export interface SessionTimes {
	/** Whether a customer wrote anything. */
	readonly isAsked: boolean;
	/** In order of time. The first is the first response. */
	readonly answers: readonly Answer[];
	/** Messages that people of the company wrote, each with its author. */
	readonly written: readonly Omit<Answer, 'waited'>[];
	/** Closed though a customer had written and nobody ever answered. */
	readonly isMissed: boolean;
	/** Seconds from the first message to the last; `undefined` without messages. */
	readonly duration: number | undefined;
	readonly handled: readonly Handling[];
}

/** The person of the company who wrote it; `undefined` for customers, the PBX, bots and unknown people. */
const writerOf = (message: Message, session: Session): Handler | undefined => {
	const {userType: code, number, name} = message.author;
	if (!isSpoken(message) || code === userType.api) return undefined;
	return authorRole(message.author, session) === 'company'
		? {kind: 'extension', id: 0, number, name}
		: undefined;
};

const handledBy = (sources: TimelineSources, now: number): Handling[] => {
	const {session} = sources;
	const entries = timeline(sources);
	const end =
		session.status === 'open'
			? now
			: (entries.findLast(({kind}) => kind.startsWith('closed'))?.at ?? session.lastActiveAt ?? 0);
	return holders(entries, session)
		.filter(({handler: {kind}}) => kind === 'extension' || kind === 'queue')
		.map(({handler, since, until}) => ({
			owner: handler,
			seconds: Math.max(0, Math.min(until ?? end, end) - since),
		}));
};

/**
The times of a session, in seconds. A wait begins with a customer's message and ends with the next message that an
extension wrote; messages of the analytics platform (bots) and of the PBX neither begin nor end one. Messages in the
trash do not count.
@param deleted ids of its messages in the trash
@param now Unix seconds, the end of what goes on
*/
export const sessionTimes = (
	sources: TimelineSources,
	deleted: ReadonlySet<number>,
	now: number,
): SessionTimes => {
	const {session, history} = sources;
	const messages = history.messages.filter(({id}) => !deleted.has(id));
	const answers: Answer[] = [];
	const written: Omit<Answer, 'waited'>[] = [];
	let isAsked = false;
	let waitingSince: number | undefined;
	for (const message of messages) {
		const {at} = message;
		const by = writerOf(message, session);
		if (by !== undefined) {
			written.push({by, at});
			if (waitingSince !== undefined) answers.push({by, at, waited: Math.max(0, at - waitingSince)});
			waitingSince = undefined;
		} else if (isSpoken(message) && authorRole(message.author, session) === 'customer') {
			isAsked = true;
			waitingSince ??= at;
		}
	}

	return {
		isAsked,
		answers,
		written,
		isMissed: isAsked && answers.length === 0 && session.status === 'closed',
		duration: messages.length === 0 ? undefined : messages.at(-1)!.at - messages[0]!.at,
		handled: handledBy(sources, now),
	};
};
