import {type Draft} from '../change.js';
import {hasId} from '../id-ranges.js';
import {type HoldNews, type NamedHold} from './hold.js';
import {withName} from './with-name.js';

/** A hold as it travels with an export of the sessions that it holds. */
export interface HeldAs extends Omit<HoldNews, 'of'> {
	readonly note?: string;
}

/** The holds that the session is under, as an export tells them. */
export const heldAs = (holds: readonly NamedHold[], session: number): readonly HeldAs[] =>
	holds
		.filter(({sessions}) => hasId(sessions, session))
		.map(({name, filter, times, note}) => ({
			name,
			...(filter !== undefined && {filter, times: times ?? []}),
			...(note !== undefined && {note}),
		}));

/** A hold that came with sessions, and those that it held. */
export interface HeldSessions {
	readonly as: HeldAs;
	readonly sessions: readonly number[];
}

/**
The change that holds these sessions as they were held where they come from: by the hold of that name, if there is one
here, else by a new one. `undefined` if they are held so already.
*/
export const holdAgain = (
	holds: readonly NamedHold[],
	{as: {note, ...hold}, sessions}: HeldSessions,
): Draft | undefined => {
	const known = withName(holds, hold.name);
	if (known === undefined) return {kind: 'hold', ...(note !== undefined && {note}), hold, held: sessions};
	const held = sessions.filter(id => !hasId(known.sessions, id));
	return held.length === 0 ? undefined : {kind: 'hold', hold: {of: known.n, name: known.name}, held};
};
