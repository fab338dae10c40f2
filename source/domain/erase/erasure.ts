import {counted} from '../../text/count.js';
import {type IdRanges} from '../id-ranges.js';

/** Marks of numbers and names: keyed digests, each with what it is of. They tell neither without the key and a guess. */
export interface Marks {
	readonly key: string;
	readonly numbers: readonly string[];
	readonly names: readonly string[];
}

/** The part of a change that begins the erasure of a person, finishes it, or puts it off because of a hold. */
export interface ErasureNews {
	/** Random; the same in all lines about one person. */
	readonly id: string;
	/** Unix seconds: nothing of the person that is not later comes in again. */
	readonly upTo: number;
	/** When it was asked for by this machine's clock, if the PBX's was ahead, and `upTo` is the person's newest message. */
	readonly asked?: number | undefined;
	/** Missing in the line that finishes it. */
	readonly marks?: Marks;
	/** In the line that puts it off: sessions that go as well, because somebody named them. */
	readonly also?: readonly number[];
}

/** `deferred`: a hold keeps the person's sessions. `begun`: something may be left in some place. */
type ErasureState = 'deferred' | 'begun' | 'done';

/** The erasure of one person, as the journal tells it. */
export interface ErasureFact extends ErasureNews {
	readonly state: ErasureState;
	readonly marks: Marks;
	/** The number of the change that last took something. */
	readonly n: number;
}

/**
`erasing` takes away all of a person, `erased` says that nothing is left in any place, and `deferred` that a hold keeps
the person, who is to be erased once it is released.
*/
export type ErasureKind = 'erasing' | 'erased' | 'deferred';

/** The part of a change that is about erasures. */
export interface ErasurePart {
	readonly erasure?: ErasureNews;
	/** In the line that finishes one: sessions that only the connected PBX had, and that were deleted there. */
	readonly unfetched?: IdRanges;
	/** All erasures, told by a repair that lost lines. */
	readonly erasures?: readonly ErasureFact[];
}

const states: Readonly<Record<ErasureKind, ErasureState>> = {
	deferred: 'deferred',
	erasing: 'begun',
	erased: 'done',
};

/** A change as its line tells it, as far as erasures are concerned. */
interface ErasureLine extends ErasurePart {
	readonly kind: string;
	readonly n?: number;
}

/** The erasures after one more change; the same ones if it is about none. Taking a change in twice does no harm. */
export const erasuresAfter = (
	erasures: readonly ErasureFact[] | undefined,
	{kind, n = 0, erasure, erasures: found}: ErasureLine,
): readonly ErasureFact[] | undefined => {
	// A repair repeats them where the line of one was lost.
	if (found) return found;
	if (erasure === undefined) return erasures;
	const {id, upTo, asked, also, marks = {key: '', numbers: [], names: []}} = erasure;
	const until = {upTo, ...(asked !== undefined && {asked}), ...(also && {also})};
	const known = erasures?.find(each => each.id === id);
	const state = states[kind as ErasureKind];
	const fact: ErasureFact = known
		? {...known, state, ...(kind === 'erased' ? {} : {n, ...until, marks})}
		: {id, ...until, marks, state, n};
	return [...(erasures ?? []).filter(each => each.id !== id), fact];
};

/**
The end of what is erased by a clock that is so many seconds ahead of this machine's: it makes messages seem later than
they are.
*/
export const endBy = ({upTo, asked = upTo}: Pick<ErasureNews, 'upTo' | 'asked'>, ahead = 0): number =>
	Math.max(upTo, asked + ahead);

/** Those that took effect: what is not later than they stays out. */
export const inForce = (erasures: readonly ErasureFact[] = []): readonly ErasureFact[] =>
	erasures.filter(({state}) => state !== 'deferred');

/** Those that a hold put off. */
export const putOff = (erasures: readonly ErasureFact[]): readonly ErasureFact[] =>
	erasures.filter(({state}) => state === 'deferred');

/**
Names the erasures that were put off, as an offer for when a hold is released; `undefined` if there are none.
@param how the way to what can go then
*/
export const putOffText = (erasures: readonly ErasureFact[], how: string): string | undefined => {
	const {length} = putOff(erasures);
	return length === 0 ? undefined : `Put off because of holds: ${counted(length, 'erasure')}. ${how}`;
};
