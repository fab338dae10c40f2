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
The rows of a block from one slot up to, not including, the other: by the key; equal ones, and at the end those without
a key, from the newest id to the oldest.
*/
export const sortStretch = (
	{number, block}: Omit<Stretch, 'slots'>,
	[from, to]: readonly [from: number, to: number],
	key: RowKey,
	descending: boolean,
): Stretch => {
	// Ids grow from slot to slot, and sorting leaves equals as they were.
	const slots = Array.from({length: to - from}, (_, index) => to - 1 - index);
	const keys = Float64Array.from(slots, slot => key(block, slot));
	return {number, block, slots: Uint16Array.from(sortedIndexes(keys, descending), index => slots[index]!)};
};
