import {countIds, type IdRanges, withoutRanges} from './id-ranges.js';

/** Sessions that began to match, as it is told. Telling it again gives the same words. */
export interface Beginning {
	/** Random; by it, who is told twice can tell. */
	readonly id: string;
	/** The time of the look, in Unix seconds. */
	readonly at: number;
	readonly began: IdRanges;
	/** How many sessions matched. */
	readonly matching: number;
}

/** What is remembered of a watch between two looks. */
export interface Watching {
	/** A digest of the filter. */
	readonly filter: string;
	/** The sessions that matched at the last look. */
	readonly matching: IdRanges;
	/** What may not have been told yet; until it is told, nobody looks again. */
	readonly due?: Beginning;
}

/**
What is remembered after a look. The first one with a filter only remembers, since nothing can begin before it.
@param before after the last look
@param ofBeginning the id and the time of what begins, if something does
*/
export const afterLook = (
	before: Watching | undefined,
	{filter, matching}: Pick<Watching, 'filter' | 'matching'>,
	ofBeginning: () => Pick<Beginning, 'id' | 'at'>,
): Watching => {
	const began = before?.filter === filter ? withoutRanges(matching, before.matching) : [];
	if (began.length === 0) return {filter, matching};
	return {filter, matching, due: {...ofBeginning(), began, matching: countIds(matching)}};
};
