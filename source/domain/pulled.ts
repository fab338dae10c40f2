import {hasId, type IdRanges, joinedRanges, withoutRanges} from './id-ranges.js';

/** Ids, each with the highest message id up to which something was read. */
export type Marks = readonly (readonly [id: number, upTo: number])[];

/** A list that is being read from its top downwards. */
export interface Walk {
	/** As in {@link Pulled.lists}. */
	readonly list: number;
	/** Sessions whose last message is one of the two, or lies between them, came in. */
	readonly top: number;
	readonly downTo: number;
}

/** How far the store has read its PBX, so that the next pull asks only for what came since. */
export interface Pulled {
	/**
	Lists of sessions, by the id of their extension, 0 for the analytics platform: sessions whose last message is not
	higher came in.
	*/
	readonly lists: Marks;
	/** Lists where only the upper part came in, since reading them was broken off. */
	readonly walks?: readonly Walk[];
	/** Sessions whose every message came in, from the first up to the highest that is here. */
	readonly whole: IdRanges;
	/** Those of them that got messages since otherwise than by a pull: they are whole only up to there. */
	readonly partly: Marks;
	/** Sessions that the PBX had, and has no more. */
	readonly gone: IdRanges;
	/** Sessions that the PBX did not have when it was asked for them by id, each with the time of that, in Unix seconds. */
	readonly missing?: Marks;
	/**
	Sessions that ended on the PBX before their end here, each with its last message there by the last pull: those of a
	PBX that was set back, and those of which the last words were deleted on the web page.
	*/
	readonly shorter?: Marks;
}

/** The part of it that one change moves. */
export interface PullNews {
	readonly lists?: Marks;
	readonly walks?: readonly Walk[];
	/** From now on, whatever was told of them before. */
	readonly whole?: IdRanges;
	readonly partly?: Marks;
	readonly gone?: IdRanges;
	/** Were gone or missing, and are there again. */
	readonly back?: IdRanges;
	readonly missing?: Marks;
	readonly shorter?: Marks;
}

export const nothingPulled: Pulled = {lists: [], whole: [], partly: [], gone: []};

const withMarks = (marks: Marks, told: Marks): Marks =>
	told.length === 0 ? marks : [...new Map([...marks, ...told])];

const withoutIds = (marks: Marks, ids: IdRanges): Marks =>
	ids.length === 0 ? marks : marks.filter(([id]) => !hasId(ids, id));

const walksAfter = (walks: readonly Walk[], told: readonly Walk[], lists: Marks): readonly Walk[] => {
	const read = new Set(lists.map(([list]) => list));
	const byList = new Map([...walks, ...told].map(walk => [walk.list, walk]));
	return [...byList.values()].filter(({list}) => !read.has(list));
};

/** The last message that the PBX told of a session, by the last pull, if it ended there before its end here. */
export const endThere = ({shorter = []}: Pulled, id: number): number | undefined =>
	shorter.find(([session]) => session === id)?.[1];

/** Taking the same in twice does no harm. */
export const pulledAfter = (
	pulled: Pulled,
	{
		lists = [],
		walks: told = [],
		whole = [],
		partly = [],
		gone = [],
		back = [],
		missing: lost = [],
		shorter: ended = [],
	}: PullNews,
): Pulled => {
	// The time of the first question counts.
	const missing = withMarks(lost, withoutIds(pulled.missing ?? [], joinedRanges(gone, back)));
	const shorter = withMarks(pulled.shorter ?? [], ended);
	const walks = walksAfter(pulled.walks ?? [], told, lists);
	return {
		lists: withMarks(pulled.lists, lists),
		...(walks.length > 0 && {walks}),
		whole: joinedRanges(pulled.whole, whole),
		partly: withMarks(withoutIds(pulled.partly, whole), partly),
		gone: joinedRanges(withoutRanges(pulled.gone, back), gone),
		...(missing.length > 0 && {missing}),
		...(shorter.length > 0 && {shorter}),
	};
};
