/** Sessions in one block: a power of two, so that a row number splits into block and slot by bits. */
export const blockBits = 13;
export const blockSize = 1 << blockBits;

/** Bits of the `flags` column. */
export const flag = {
	closed: 1,
	archived: 2,
	outbound: 4,
	deleted: 8,
	/** Nothing is left of it but its id; set together with `deleted`. */
	purged: 16,
} as const;

/** Where the line of a history lies. Offset and length are in bytes, the length without the newline. */
export interface HistoryPlace {
	readonly file: string;
	readonly offset: number;
	readonly length: number;
}

/**
At most 8,192 sessions as columns, sorted by id: a fraction of the memory of objects, and quick to load and
to walk. Columns of repeated values hold numbers into the table's dictionaries. Times are Unix seconds, 0 = none.
*/
export interface Block {
	readonly count: number;
	readonly id: Float64Array;
	readonly created: Uint32Array;
	readonly active: Uint32Array;
	readonly channel: Uint32Array;
	readonly customerName: string[];
	readonly customerNumber: string[];
	readonly handler: Uint32Array;
	/** The handler by the last import; what the PBX says is compared with this, not with local acts. */
	readonly importedHandler: Uint32Array;
	readonly flags: Uint8Array;
	readonly messages: Uint32Array;
	readonly failed: Uint32Array;
	readonly files: Uint32Array;
	readonly transfers: Uint32Array;
	/** The highest message id that ever came in; 0 without messages. */
	readonly highestMessage: Float64Array;
	/** Where the history lies: a number into `historyFiles`, and the bytes of its line. */
	readonly historyFile: Uint16Array;
	readonly historyOffset: Float64Array;
	readonly historyLength: Uint32Array;
	readonly historyFiles: string[];
	/** Ids of the deleted messages of the sessions that have any, by slot in the block. */
	readonly deletedMessages: Map<number, ReadonlySet<number>>;
	/** Of sessions that were purged the highest message id then: only later messages may come in again. */
	readonly highestPurged: Map<number, number>;
	/** Where in the journal the changes lie that touched a session, by slot in the block, oldest first. */
	readonly touched: Map<number, readonly number[]>;
	/** Where earlier lines of a history lie, which nobody reads any more but a purge has to find. */
	readonly superseded: Map<number, readonly HistoryPlace[]>;
}

export const emptyBlock = (count: number, historyFiles: string[] = []): Block => ({
	count,
	id: new Float64Array(count),
	created: new Uint32Array(count),
	active: new Uint32Array(count),
	channel: new Uint32Array(count),
	customerName: Array.from({length: count}, () => ''),
	customerNumber: Array.from({length: count}, () => ''),
	handler: new Uint32Array(count),
	importedHandler: new Uint32Array(count),
	flags: new Uint8Array(count),
	messages: new Uint32Array(count),
	failed: new Uint32Array(count),
	files: new Uint32Array(count),
	transfers: new Uint32Array(count),
	highestMessage: new Float64Array(count),
	historyFile: new Uint16Array(count),
	historyOffset: new Float64Array(count),
	historyLength: new Uint32Array(count),
	historyFiles,
	deletedMessages: new Map(),
	highestPurged: new Map(),
	touched: new Map(),
	superseded: new Map(),
});

/** The slot of a session in a block, or -1. */
export const findInBlock = (block: Block, id: number): number => {
	let low = 0;
	let high = block.count - 1;
	while (low <= high) {
		const middle = (low + high) >>> 1;
		const found = block.id[middle]!;
		if (found === id) return middle;
		if (found < id) low = middle + 1;
		else high = middle - 1;
	}

	return -1;
};
