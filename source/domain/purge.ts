import {type Change, type Draft, type PurgedSessions} from './change.js';
import {type Facts, type Skipped} from './facts.js';
import {type Plan} from './plan.js';

export interface PurgeRequest {
	readonly sessions: readonly number[];
	/** Also what is not deleted. */
	readonly erase: boolean;
	readonly note?: string;
}

/**
Takes away for good what was deleted: sessions in the trash, and of others their deleted messages; with `erase` whole
sessions that are not deleted, too. Cannot be undone. The hits are sessions.
*/
export const planPurge = (facts: Facts, {sessions, erase, note}: PurgeRequest): Plan => {
	const skipped: Skipped[] = [];
	const messagesPurged: {session: number; ids: readonly number[]}[] = [];
	const groups = new Map<
		string,
		{-readonly [Key in keyof PurgedSessions]: PurgedSessions[Key]} & {sessions: number[]}
	>();
	for (const id of new Set(sessions)) {
		const session = facts.session(id);
		const messages = facts.deletedMessages(id);
		if (session === undefined) skipped.push({id, reason: 'there is no such session'});
		else if (session.deleted || erase) {
			const key = JSON.stringify(session.handler);
			const group = groups.get(key) ?? {from: session.handler, sessions: [], messages: 0};
			group.sessions.push(id);
			group.messages += session.messages + messages.size;
			groups.set(key, group);
		} else if (messages.size > 0) messagesPurged.push({session: id, ids: [...messages]});
		else skipped.push({id, reason: 'nothing of it is deleted'});
	}

	const purged = [...groups.values()];
	const draft: Draft = {
		kind: 'purge',
		...(note !== undefined && {note}),
		...(purged.length > 0 && {purged}),
		...(messagesPurged.length > 0 && {messagesPurged}),
	};
	return {
		draft,
		hits: [...purged.flatMap(group => group.sessions), ...messagesPurged.map(({session}) => session)],
		skipped,
	};
};

const deletedBy = ({deleted, messagesDeleted}: Change): readonly number[] => [
	...(deleted ?? []),
	...(messagesDeleted ?? []).map(({session}) => session),
];

/** The sessions that a change deleted, or messages of which it did. */
export const sessionsDeletedBy = (
	facts: Pick<Facts, 'changes'>,
	n: number,
): readonly number[] | undefined => {
	for (const change of facts.changes()) if (change.n === n) return deletedBy(change);
	return undefined;
};

/** The sessions that were last deleted, or messages of which were, before a time in Unix seconds. */
export const sessionsDeletedBefore = (facts: Pick<Facts, 'changes'>, time: number): readonly number[] => {
	const later = new Set<number>();
	const earlier = new Set<number>();
	for (const change of facts.changes()) {
		for (const id of deletedBy(change)) (change.at < time ? earlier : later).add(id);
	}

	return [...earlier.difference(later)];
};
