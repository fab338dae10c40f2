import {type Block} from '../table/block.js';
import {sortedPlaces} from './packed-sort.js';
import {type RowKey} from './row-key.js';

/** Rows of one block in order. */
export interface Stretch {
	/** The block's. */
	readonly number: number;
	readonly block: Block;
	readonly places: Uint16Array;
}

/**
The rows of a block in these places, from one up to, not including, the other: by the key; among equals, and in the
end those without a key, from the newest id to the oldest.
*/
export const sortStretch = (
	{number, block}: Omit<Stretch, 'places'>,
	[from, to]: readonly [from: number, to: number],
	key: RowKey,
	descending: boolean,
): Stretch => {
	// Ids grow from place to place, and sorting leaves equals as they were.
	const places = Array.from({length: to - from}, (_, index) => to - 1 - index);
	const keys = Float64Array.from(places, place => key(block, place));
	return {number, block, places: Uint16Array.from(sortedPlaces(keys, descending), index => places[index]!)};
};
