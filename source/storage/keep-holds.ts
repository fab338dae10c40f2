import {hasId} from '../domain/id-ranges.js';
import {destroyedSessions} from '../domain/effects.js';
import {type Actor, type Effects} from '../domain/change.js';
import {heldReason, type Hold, holdOf} from '../domain/keep/hold.js';
import {withFixedTimes} from '../domain/keep/hold-filter.js';
import {parseFilter} from '../domain/language/parse.js';
import {type Query} from '../domain/language/query.js';
import {refuseIf} from '../domain/refusal.js';
import {sessionsToHold} from './held-sessions.js';
import {holdName, type WordOf} from './named-hold.js';
import {type Writing} from './writing.js';

/**
Refuses a change, of whatever kind, that would take something from a session that is held.
@throws Refusal
*/
export const refuseDestroying = (
	holds: readonly Hold[] | undefined,
	effects: Effects,
	wordOf: WordOf,
): void => {
	if (holds === undefined || holds.length === 0) return;
	for (const id of destroyedSessions(effects)) {
		const hold = holdOf(holds, id);
		refuseIf(
			hold &&
				`Nothing was changed: session ${id} is ${heldReason(holdName(hold, wordOf))}. What is held: chatlogs hold list`,
		);
	}
};

/** The filter of a hold; `undefined` if it has none, or if that cannot be read any more. */
const queryOf = ({words, times = []}: Hold, wordOf: WordOf): Query | undefined => {
	const text = words.holdFilter === undefined ? undefined : wordOf(words.holdFilter);
	if (text === undefined) return undefined;
	const query = parseFilter(text);
	return query.problems.length > 0 ? undefined : withFixedTimes(query, times);
};

/** A hold takes in what comes later in the name of the person who began it. */
const actorOf = ({by, as}: Hold): Actor => ({by, ...(as !== undefined && {as})});

/**
Lets the holds with a filter take in what came in since they were last applied: a change for each that finds anything.
@param tell called with a notice about a hold that cannot take in anything
*/
export const holdArrivals = async (
	writing: Writing,
	wordOf: WordOf,
	tell: (notice: string) => void,
): Promise<void> => {
	const {replica} = writing;
	const {arrivals} = replica;
	if (arrivals.isEmpty) return;
	for (const hold of replica.facts.holds ?? []) {
		if (hold.words.holdFilter === undefined) continue;
		const name = holdName(hold, wordOf);
		const query = queryOf(hold, wordOf);
		if (query === undefined) {
			tell(
				`The filter of the hold “${name}” cannot be read, so it holds nothing that comes from now on. Run: chatlogs check`,
			);
			continue;
		}

		const found = await sessionsToHold(writing, query, arrivals);
		const held = found.filter(id => !hasId(hold.sessions, id));
		if (held.length > 0)
			await writing.append(writing.number(actorOf(hold), {kind: 'hold', hold: {of: hold.n, name}, held}));
	}

	arrivals.clear();
};
