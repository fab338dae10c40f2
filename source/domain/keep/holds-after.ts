import {type Change, type Draft} from '../change.js';
import {idRanges, joinedRanges} from '../id-ranges.js';
import {type Hold, type HoldWords} from './hold.js';

/** A change as its line tells it, as far as holds are concerned. */
export type HoldLine = Draft & Partial<Pick<Change, 'n' | 'at' | 'by' | 'as'>> & {readonly words?: HoldWords};

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
