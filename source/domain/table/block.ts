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
	/** The last import said the other thing; what the PBX says is compared with that. */
	statusDiffers: 32,
	archivedDiffers: 64,
} as const;

/** Where the line of a history lies. Offset and length are in bytes, the length without the newline. */
export interface HistoryPlace {
	readonly file: string;
	readonly offset: number;
	readonly length: number;
}

/** Only one line begins at a place, whatever length is told of it. */
export const isSamePlace = (a: HistoryPlace, b: HistoryPlace | undefined): boolean =>
	a.file === b?.file && a.offset === b.offset;

/** The columns of numbers, each with the array that holds it. A row without anything to say has 0. */
const numberColumns = {
	id: Float64Array,
	created: Uint32Array,
	active: Uint32Array,
	/** Numbers into the table's dictionaries. */
	channel: Uint32Array,
	handler: Uint32Array,
	/** The handler by the last import; what the PBX says is compared with this, not with local acts. */
	importedHandler: Uint32Array,
	flags: Uint8Array,
	messages: Uint32Array,
	failed: Uint32Array,
	files: Uint32Array,
	transfers: Uint32Array,
	/** The highest message id that ever came in; 0 without messages. */
	highestMessage: Float64Array,
	/** Where the history lies: a number into `historyFiles`, and the bytes of its line. */
	historyFile: Uint16Array,
	historyOffset: Float64Array,
	historyLength: Uint32Array,
} as const;

export type NumberColumns = {
	readonly [Name in keyof typeof numberColumns]: (typeof numberColumns)[Name]['prototype'];
};
export type NumberColumn = keyof NumberColumns;

/** An array for that column: of so many rows, or with these values. */
export const numberColumn = <Name extends NumberColumn>(
	name: Name,
	rows: number | readonly number[],
): NumberColumns[Name] => {
	// The constructors of typed arrays copy an array many times faster than `from` does.
	const Column = numberColumns[name] as unknown as new (
		from: number | readonly number[],
	) => NumberColumns[Name];
	return new Column(rows);
};

/** For each of some columns what is made of it. */
export const eachColumn = <Name extends string, Made>(
	names: readonly Name[],
	make: (name: Name) => Made,
): Readonly<Record<Name, Made>> =>
	Object.fromEntries(names.map(name => [name, make(name)])) as Record<Name, Made>;

/**
At most 8,192 sessions as columns, sorted by id: a fraction of the memory of objects, and quick to load and
to walk. Columns of repeated values hold numbers into the table's dictionaries. Times are Unix seconds, 0 = none.
*/
export interface Block extends NumberColumns {
	readonly count: number;
	readonly customerName: string[];
	readonly customerNumber: string[];
	readonly historyFiles: string[];
	/** Of sessions of which a higher message id was told than any that came in, that id, by slot in the block. */
	readonly highestTold: Map<number, number>;
	/** Ids of the deleted messages of the sessions that have any, by slot in the block. */
	readonly deletedMessages: Map<number, ReadonlySet<number>>;
	/** Of sessions that were purged the highest message id then: only later messages may come in again. */
	readonly highestPurged: Map<number, number>;
	/** Where in the journal the changes lie that touched a session, by slot in the block, oldest first. */
	readonly touched: Map<number, readonly number[]>;
	/** Where earlier lines of a history lie, blank or not: nobody reads them any more, but a purge has to find them. */
	readonly superseded: Map<number, readonly HistoryPlace[]>;
}

export const emptyBlock = (count: number, historyFiles: string[] = []): Block => ({
	...(eachColumn(Object.keys(numberColumns) as NumberColumn[], name =>
		numberColumn(name, count),
	) as NumberColumns),
	count,
	customerName: Array.from({length: count}, () => ''),
	customerNumber: Array.from({length: count}, () => ''),
	historyFiles,
	deletedMessages: new Map(),
	highestTold: new Map(),
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
