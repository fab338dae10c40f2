import {
	eachStateEffect,
	type Effects,
	invert,
	type MessageSet,
	type Move,
	type StateEffect,
} from '../change.js';
import {type Facts, heldBlocker, type Skipped} from '../facts.js';
import {handlerLabel, isSameHandler} from '../handler.js';
import {countMessages} from '../message.js';
import {type Session} from '../session.js';
import {counted} from '../../text/count.js';

interface TakenBack {
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

/** Why an effect cannot take back what was done to a session: it is not as that left it. */
const notAsLeft: Readonly<Record<StateEffect, (session: Session) => string | undefined>> = {
	deleted: ({deleted}) => (deleted ? 'in the trash' : undefined),
	restored: ({deleted}) => (deleted ? undefined : 'not in the trash'),
	closed: ({deleted, status}) => (deleted ? 'in the trash' : status === 'closed' ? 'closed' : undefined),
	reopened: ({deleted, status}) => (deleted ? 'in the trash' : status === 'closed' ? undefined : 'open'),
	archived: ({deleted, archived}) => (deleted ? 'in the trash' : archived ? 'archived' : undefined),
	unarchived: ({deleted, archived}) => (deleted ? 'in the trash' : archived ? undefined : 'not archived'),
};

const stillAsLeft = (
	facts: Facts,
	ids: readonly number[],
	name: StateEffect,
	skipped: Skipped[],
): readonly number[] =>
	ids.filter(id => {
		const session = facts.session(id);
		const reason =
			session === undefined
				? 'no longer in the store'
				: (notAsLeft[name](session) ?? (name === 'deleted' ? heldBlocker(facts, id) : undefined));
		if (reason !== undefined) skipped.push({id, reason});
		return reason === undefined;
	});

/** Nothing is left of a set that would take messages from a session that is held. */
const stillThere = (facts: Facts, set: MessageSet, deleted: boolean, skipped: Skipped[]): MessageSet => {
	const held = deleted ? undefined : heldBlocker(facts, set.session);
	if (held !== undefined) {
		skipped.push({id: set.session, reason: held});
		return {session: set.session, ids: [], ...countMessages([])};
	}

	const hidden = facts.deletedMessages(set.session);
	const wanted = new Set(set.ids.filter(id => hidden.has(id) === deleted));
	const messages = facts.history(set.session).messages.filter(message => wanted.has(message.id));
	if (messages.length < set.ids.length) {
		const others = set.ids.length - messages.length;
		const fewer = `${others} of ${counted(set.ids.length, 'message')} ${others === 1 ? 'is not as it was' : 'are not as they were'} left`;
		skipped.push({id: set.session, reason: fewer});
	}

	return {session: set.session, ids: messages.map(message => message.id), ...countMessages(messages)};
};

/** The reverse of these effects: each session goes back if it is still as they left it. */
export const takeBack = (facts: Facts, done: Effects): TakenBack => {
	const inverse = invert(done);
	const skipped: Skipped[] = [];
	const moves = inverse.moves
		?.map(move => stillMoved(facts, move, skipped))
		.filter(move => move.sessions.length > 0);
	const states = eachStateEffect(inverse, (ids, name) => stillAsLeft(facts, ids, name, skipped));
	const sets = (given: readonly MessageSet[] | undefined, areDeleted: boolean): MessageSet[] | undefined =>
		given?.map(set => stillThere(facts, set, areDeleted, skipped)).filter(set => set.ids.length > 0);
	const messagesDeleted = sets(inverse.messagesDeleted, false);
	const messagesRestored = sets(inverse.messagesRestored, true);
	const effects: Effects = {
		...(moves && {moves}),
		...states,
		...(messagesDeleted && {messagesDeleted}),
		...(messagesRestored && {messagesRestored}),
	};
	const hits = [
		...(moves ?? []).flatMap(move => move.sessions),
		...Object.values(states).flat(),
		...[...(messagesDeleted ?? []), ...(messagesRestored ?? [])].map(set => set.session),
	];
	return {effects, hits, skipped};
};
