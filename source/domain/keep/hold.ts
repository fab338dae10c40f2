import {type Actor, type Change, type Draft} from '../change.js';
import {countIds, hasId, idRanges, type IdRanges, joinedRanges} from '../id-ranges.js';

/** Both ends of a time in Unix seconds; `null` where it is open. */
export type FixedTime = readonly [from: number | null, to: number | null];

/** The part of a change that begins a hold, lets it take in more sessions, or releases it. */
export interface HoldNews {
	/** The number of the change that began it; missing in that one. */
	readonly of?: number;
	readonly name: string;
	/** Also what it matches later is held. */
	readonly filter?: string;
	/** The times in the filter, in their order, as they were meant when and where the hold began. */
	readonly times?: readonly FixedTime[];
}

/** The digests of a hold's words. */
export interface HoldWords {
	readonly holdName?: string;
	readonly holdFilter?: string;
	readonly note?: string;
}

/** A legal hold that is in force. */
export interface Hold extends Actor {
	/** The number of the change that began it. */
	readonly n: number;
	/** Unix seconds. */
	readonly at: number;
	readonly words: HoldWords;
	readonly times?: readonly FixedTime[];
	/** Held until the release, whatever becomes of them. */
	readonly sessions: IdRanges;
}

/** A change as its line tells it, as far as holds are concerned. */
export type HoldLine = Draft &
	Partial<Pick<Change, 'n' | 'at' | 'by' | 'as'>> & {readonly words?: HoldWords};

const begunBy = ({n = 0, at = 0, by = '', as, hold, held = [], words = {}}: HoldLine): Hold => ({
	n,
	at,
	by,
	...(as !== undefined && {as}),
	words: {
		...(words.holdName !== undefined && {holdName: words.holdName}),
		...(words.holdFilter !== undefined && {holdFilter: words.holdFilter}),
		...(words.note !== undefined && {note: words.note}),
	},
	...(hold!.times && {times: hold!.times}),
	sessions: idRanges(held),
});

/** The holds after one more change; the same ones if it is about none. Taking a change in twice does no harm. */
export const holdsAfter = (
	holds: readonly Hold[] | undefined,
	line: HoldLine,
): readonly Hold[] | undefined => {
	const {kind, hold, held = [], holds: found} = line;
	// A repair repeats them where the line of one was lost.
	if (found) return found;
	if (hold === undefined) return holds;
	const known = holds ?? [];
	const of = hold.of ?? line.n;
	if (kind === 'release') return known.filter(({n}) => n !== of);
	if (hold.of === undefined) return known.some(({n}) => n === of) ? known : [...known, begunBy(line)];
	const more = idRanges(held);
	return known.map(each => (each.n === of ? {...each, sessions: joinedRanges(each.sessions, more)} : each));
};

/** Every session that is held. */
export const heldBy = (holds: readonly Hold[] = []): IdRanges =>
	holds.reduce<IdRanges>((all, {sessions}) => joinedRanges(all, sessions), []);

/** The first hold that holds the session; `undefined` if none does. */
export const holdOf = (holds: readonly Hold[] = [], session: number): Hold | undefined =>
	holds.find(({sessions}) => hasId(sessions, session));

export const isHoldingAny = (holds: readonly Hold[] = []): boolean =>
	holds.some(({sessions}) => countIds(sessions) > 0);

/** Why a session stays, as plans and refusals say it. */
export const heldReason = (name: string): string => `held by “${name}”`;
