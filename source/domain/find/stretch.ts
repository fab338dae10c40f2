import {type Block} from '../table/block.js';
import {sortedIndexes} from './packed-sort.js';
import {type RowKey} from './row-key.js';

/** Rows of one block in order. */
export interface Stretch {
	/** The block's. */
	readonly number: number;
	readonly block: Block;
	readonly slots: Uint16Array;
}

/**
Rows of a block by the key; equal ones, and at the end those without a key, from the newest id to the oldest.
@param slots from the greatest to the least
*/
export const sortStretch = (
	{number, block}: Omit<Stretch, 'slots'>,
	slots: readonly number[],
	key: RowKey,
	descending: boolean,
): Stretch => {
	// Ids grow from slot to slot, and sorting leaves equals as they were.
	const keys = Float64Array.from(slots, slot => key(block, slot));
	return {number, block, slots: Uint16Array.from(sortedIndexes(keys, descending), index => slots[index]!)};
};
