import {type Effects, invert, type MessageSet, type Move} from '../change.js';
import {type Facts, type Skipped} from '../facts.js';
import {handlerLabel, isSameHandler} from '../handler.js';
import {countMessages} from '../message.js';

export interface TakenBack {
	readonly effects: Effects;
	/** The sessions that go back, of messages theirs. */
	readonly hits: readonly number[];
	readonly skipped: readonly Skipped[];
}

const stillMoved = (facts: Facts, move: Move, skipped: Skipped[]): Move => ({
	...move,
	sessions: move.sessions.filter(id => {
		const session = facts.session(id);
		const reason =
			session === undefined
				? 'no longer in the store'
				: session.deleted
					? 'in the trash'
					: isSameHandler(session.handler, move.from)
						? undefined
						: `now with ${handlerLabel(session.handler)}`;
		if (reason !== undefined) skipped.push({id, reason});
		return reason === undefined;
	}),
});

const stillPresent = (facts: Facts, ids: readonly number[], deleted: boolean, skipped: Skipped[]): number[] =>
	ids.filter(id => {
		const session = facts.session(id);
		const fits = session?.deleted === deleted;
		if (!fits)
			skipped.push({
				id,
				reason:
					session === undefined ? 'no longer in the store' : deleted ? 'not in the trash' : 'in the trash',
			});
		return fits;
	});

const stillThere = (facts: Facts, set: MessageSet, deleted: boolean, skipped: Skipped[]): MessageSet => {
	const hidden = facts.deletedMessages(set.session);
	const wanted = new Set(set.ids.filter(id => hidden.has(id) === deleted));
	const messages = facts.history(set.session).messages.filter(message => wanted.has(message.id));
	if (messages.length < set.ids.length) {
		const fewer = `${set.ids.length - messages.length} of ${set.ids.length} messages are not as they were left`;
		skipped.push({id: set.session, reason: fewer});
	}

	return {session: set.session, ids: messages.map(message => message.id), ...countMessages(messages)};
};

/** What takes these effects back: each session goes back if it is still as they left it. */
export const takeBack = (facts: Facts, done: Effects): TakenBack => {
	const inverse = invert(done);
	const skipped: Skipped[] = [];
	const moves = inverse.moves
		?.map(move => stillMoved(facts, move, skipped))
		.filter(move => move.sessions.length > 0);
	const deleted = inverse.deleted && stillPresent(facts, inverse.deleted, false, skipped);
	const restored = inverse.restored && stillPresent(facts, inverse.restored, true, skipped);
	const sets = (given: readonly MessageSet[] | undefined, areDeleted: boolean): MessageSet[] | undefined =>
		given?.map(set => stillThere(facts, set, areDeleted, skipped)).filter(set => set.ids.length > 0);
	const messagesDeleted = sets(inverse.messagesDeleted, false);
	const messagesRestored = sets(inverse.messagesRestored, true);
	const effects: Effects = {
		...(moves && {moves}),
		...(deleted && {deleted}),
		...(restored && {restored}),
		...(messagesDeleted && {messagesDeleted}),
		...(messagesRestored && {messagesRestored}),
	};
	const hits = [
		...(moves ?? []).flatMap(move => move.sessions),
		...(deleted ?? []),
		...(restored ?? []),
		...[...(messagesDeleted ?? []), ...(messagesRestored ?? [])].map(set => set.session),
	];
	return {effects, hits, skipped};
};
