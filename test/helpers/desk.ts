import {
	type Change,
	type Draft,
	isAct,
	isFromPbx,
	takesBack,
	touchedSessions,
} from '../../source/domain/change.js';
import {type Facts} from '../../source/domain/facts.js';
import {takeBackRefused} from '../../source/domain/outbox/refusal-effects.js';
import {type Due} from '../../source/domain/outbox/survey.js';
import {outcomeFor, targetOf, toldTo} from '../../source/domain/outbox/target.js';
import {type Verdict} from '../../source/exchange/http/verdict.js';
import {type Courier, type Send} from '../../source/exchange/outbox/courier.js';
import {type Store} from '../../source/storage/store.js';

/** A second system that is told, of which the program knows nothing: it carries out what is done here, act by act. */
export const desk = 'desk';

const isForDesk = (change: Change): boolean =>
	isAct(change) || change.kind === 'undo' || change.kind === 'redo';

/**
The next of a session that the desk has to carry out. An act and its undo of which it was not told cancel each other.
@param changes those that touched the session, oldest first
*/
export const dueAtDesk = (session: number, changes: readonly Change[], again = false): Due | undefined => {
	const outcomes = new Map(
		changes
			.filter(change => targetOf(change) === desk)
			.flatMap(change => outcomeFor(change, session) ?? [])
			.map(outcome => [outcome.of, outcome]),
	);
	const open = new Map<number, Change>();
	for (const change of changes) {
		const outcome = outcomes.get(change.n);
		const isOpen = outcome === undefined || (again && outcome.failure !== undefined);
		if (isFromPbx(change) || !isForDesk(change) || !isOpen) continue;
		if (change.of === undefined || !open.delete(change.of)) open.set(change.n, change);
	}

	const [change] = open.values();
	const failure = change && outcomes.get(change.n)?.failure;
	return change && {session, change, ...(failure !== undefined && {failure})};
};

/** The line that tells what became of it at the desk: what that refuses goes back. */
export const settledAtDesk = (facts: Facts, due: Due, failure?: string): Draft => {
	const {session, change} = due;
	const isRefused = failure !== undefined;
	return {
		kind: 'delivery',
		...toldTo(desk),
		...(isRefused && takesBack(change) && {redoes: true}),
		deliveries: [{of: change.n, sessions: [session], tries: 1, ...(isRefused && {failure})}],
		...(isRefused && takeBackRefused(facts, [due])),
	};
};

/** Tells the desk, which answers as it is told to. */
export const deskCourier = (store: Store, answer: (due: Due) => Verdict | Promise<Verdict>): Courier => {
	const send: Send<Due> = due => [async () => answer(due)];
	return {
		target: desk,
		address: 'next door',
		get outbox() {
			const sessions = [...store.changes()].filter(isForDesk).flatMap(change => [...touchedSessions(change)]);
			return new Map(sessions.map(id => [id, 0]));
		},
		due: (id, again = false) => dueAtDesk(id, store.changesOf(id), again),
		setOut: () => send,
		compensation: takeBackRefused,
	};
};
