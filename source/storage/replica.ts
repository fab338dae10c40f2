import {type Change} from '../domain/change.js';
import {isPurging} from '../domain/effects.js';
import {followInOutbox} from '../domain/outbox/outbox.js';
import {followInPbxOutbox, type GrowingPbxOutbox} from '../domain/outbox/pbx-outbox.js';
import {Directory} from '../domain/directory.js';
import {StoreRefusal} from '../domain/refusal.js';
import {factsAfter, factsIn, type StoreFacts} from '../domain/store-facts.js';
import {type Block, findInBlock, isSamePosition} from '../domain/table/block.js';
import {historyPositionAt, moveHistory, takeHistoryPositions} from '../domain/table/rows.js';
import {SessionTable} from '../domain/table/session-table.js';
import {loadCountry} from '../text/phone-country.js';
import {type StoredChange} from './change-form.js';
import {Arrivals} from './arrivals.js';
import {BlockReader, type OnUnreadable} from './block-reader.js';
import {type FileSystem} from './file-system.js';
import {type JournalEntry, type JournalPoint} from './journal.js';
import {type Manifest, pbxOutboxIn} from './manifest.js';
import {isNewer, missingSegment, type SegmentInfo} from './segment-info.js';
import {putRows, type UnfoldedRow, withRoomFor} from './told-rows.js';

const refuse: OnUnreadable = (_, refusal) => {
	throw refusal;
};

const rowsOf = ({n, rows = []}: StoredChange): UnfoldedRow[] => rows.map(row => ({...row, n}));

/** The store in memory: follows the journal, and takes in segments as they are read. */
export class Replica {
	readonly table = new SessionTable();
	facts: StoreFacts;
	directory: Directory;
	/** Sessions that the platform may still have to be told about. */
	readonly outbox: Map<number, number>;
	/** Acts on sessions that may have to be carried out on the PBX. */
	readonly pbxOutbox: GrowingPbxOutbox;
	/** By block number. */
	readonly segments: SegmentInfo[];
	/** The point up to which the journal was followed. */
	end: JournalPoint;
	/** Blocks that hold something their segment file does not. */
	readonly dirty = new Set<number>();
	/** Purges whose texts and names may still be in the files. */
	readonly unfinishedPurges: Change[] = [];
	/** The sessions that holds have still to look at. */
	readonly arrivals: Arrivals;
	/** Rows that the journal tells and the segments do not hold yet, oldest first. */
	unfolded: UnfoldedRow[] = [];
	/** Numbers of the blocks to read, for the first time or because an import replaced them. */
	readonly #unread: Set<number>;
	/** By block number: the last change that the block held when it was put into the table. */
	readonly #upTo: number[] = [];
	/** By block number: the first change since then with a row that could not be read, and why. */
	readonly #missed = new Map<number, {readonly n: number; readonly refusal: StoreRefusal}>();
	/** By block number: the generation of the segment that its histories' positions come from. */
	readonly #positionsFrom: number[] = [];
	/** The entries followed so far, to be applied to blocks that are read later. */
	readonly #followed: JournalEntry[] = [];
	/** The last purge known as finished when the manifest was written. */
	readonly #purged: number;
	readonly #reader: BlockReader;

	/** @param onUnreadable called with each row whose history cannot be read; throws by default */
	constructor(files: FileSystem, folder: string, manifest: Manifest, onUnreadable: OnUnreadable = refuse) {
		this.#reader = new BlockReader(files, folder, this.table, onUnreadable);
		this.facts = factsIn(manifest);
		this.directory = new Directory(this.facts.directory);
		this.outbox = new Map(manifest.outbox);
		this.pbxOutbox = pbxOutboxIn(manifest);
		this.segments = [...manifest.segments];
		this.#unread = new Set(this.segments.keys());
		this.end = manifest.folded;
		this.#purged = manifest.purged;
		const {holds, held = 0, folded} = manifest;
		this.arrivals = new Arrivals(holds !== undefined && held < folded.n);
	}

	/** Numbers of the blocks to read, newest first. */
	get missing(): number[] {
		const newest = this.#newestTimes();
		return [...newest.keys()].toSorted((a, b) => newest.get(b)! - newest.get(a)!);
	}

	/** The newest time of a session in the blocks to read, in Unix seconds; 0 if there is none. */
	get newestMissing(): number {
		return Math.max(0, ...this.#newestTimes().values());
	}

	/** Takes in the next changes of the journal, up to `end`. Blocks that an import replaced are `missing` afterwards. */
	follow(entries: readonly JournalEntry[], end: JournalPoint): void {
		for (const entry of entries) this.#take(entry);
		this.end = end;
	}

	/** Call after `follow`. Loads the rules for phone numbers of the PBX's country, only if one is set. */
	async learnCountry(): Promise<void> {
		const {country} = this.facts.pbx;
		if (country !== undefined && country !== this.table.country?.code)
			this.table.country = await loadCountry(country);
	}

	/** Reads the block's segment unless it was read already. */
	readBlock(number: number): void {
		if (!this.#unread.has(number)) return;
		const info = this.segments[number]!;
		const missed = this.#missed.get(number);
		if (missed && info.upTo < missed.n) throw missed.refusal;
		this.putBlock(info, this.#reader.block(info));
	}

	/**
	Takes the positions of the block's histories from its newest known segment, since purges and repairs write histories
	elsewhere. Everything else about a loaded block comes from the journal.
	*/
	readPositions(number: number): void {
		const block = this.table.blocks[number];
		const info = this.segments[number]!;
		if (this.#unread.has(number)) this.readBlock(number);
		else if (block !== undefined && this.#positionsFrom[number] !== info.generation) {
			takeHistoryPositions(block, this.#reader.block(info));
			for (const row of this.unfolded.filter(told => told.block === number)) {
				const slot = findInBlock(block, row.id);
				if (!isSamePosition(row, historyPositionAt(block, slot))) moveHistory(block, slot, row);
			}

			this.#positionsFrom[number] = info.generation;
		}
	}

	/** Puts a segment's block into the table, and applies the changes that the journal has since. */
	putBlock({number, upTo, generation}: SegmentInfo, block: Block): void {
		const later = this.#followed.filter(({change}) => change.n > upTo);
		const rows = this.#reader.rows(
			later.flatMap(({change}) => rowsOf(change)),
			number,
		);
		const whole = rows.length === 0 ? block : withRoomFor(block, rows);
		const byChange = Map.groupBy(rows, ({n}) => n);
		this.table.putBlock(number, whole);
		this.#upTo[number] = upTo;
		this.#positionsFrom[number] = generation;
		this.#unread.delete(number);
		this.#missed.delete(number);
		this.dirty.delete(number);
		for (const {change, position} of later) {
			putRows(this.table, whole, byChange.get(change.n) ?? []);
			this.#apply(change, position, number);
		}

		if (rows.length > 0) this.dirty.add(number);

		if (this.#unread.size === 0) this.#followed.length = 0;
	}

	/** Replaces known segments by newer generations. */
	adoptSegments(segments: readonly SegmentInfo[]): void {
		for (const segment of segments) {
			const known = this.segments[segment.number];
			if (known !== undefined && !isNewer(segment, known)) continue;
			this.#know(segment);
			if (segment.upTo >= this.end.n) this.dirty.delete(segment.number);
		}
	}

	/** Notes that the segment holds the block as it is in memory. */
	noteWritten(info: SegmentInfo): void {
		this.#know(info);
		this.#positionsFrom[info.number] = info.generation;
		this.dirty.delete(info.number);
	}

	#know(info: SegmentInfo): void {
		this.segments[info.number] = info;
		this.unfolded = this.unfolded.filter(({block, n}) => block !== info.number || n > info.upTo);
	}

	/** The newest time of a session in each block to read, by block number; 0 if there is none. */
	#newestTimes(): ReadonlyMap<number, number> {
		const times = new Map(Array.from(this.#unread, number => [number, this.segments[number]!.newest]));
		for (const {block, active} of this.unfolded)
			if (times.has(block)) times.set(block, Math.max(times.get(block)!, active));
		return times;
	}

	#take(entry: JournalEntry): void {
		const {change} = entry;
		const {segments}: StoredChange = change;
		const {directory, connection} = this.facts;
		this.facts = factsAfter(this.facts, change);
		if (this.facts.directory !== directory) this.directory = new Directory(this.facts.directory);
		this.arrivals.take(change);
		followInOutbox(this.outbox, change);
		followInPbxOutbox(this.pbxOutbox, change, connection);
		if (segments) this.#takeSegments(segments);
		else this.#takeEffects(entry);
	}

	/** Takes in a large import, whose effects are in the segments that it wrote. */
	#takeSegments(segments: readonly SegmentInfo[]): void {
		// A repair may have made earlier blocks that no change names.
		this.#expectBlocks(segments.reduce((highest, {number}) => Math.max(highest, number), 0));
		this.adoptSegments(segments);
		for (const {number} of segments) this.#unread.add(number);
	}

	/** Makes sure that so many blocks are known; reading one without a known file fails. */
	#expectBlocks(count: number): void {
		for (let number = this.segments.length; number < count; number++) {
			this.segments[number] = missingSegment(number);
			this.#unread.add(number);
		}
	}

	/** Skips blocks that hold the change already: another process may have folded it meanwhile. */
	#takeEffects(entry: JournalEntry): void {
		const {change, position} = entry;
		const rows = rowsOf(change);
		this.#expectBlocks(rows.reduce((highest, {block}) => Math.max(highest, block + 1), 0));
		this.unfolded.push(...rows.filter(({block, n}) => n > this.segments[block]!.upTo));
		if (isPurging(change) && change.n > this.#purged) this.unfinishedPurges.push(change);
		if (this.#unread.size > 0) this.#followed.push(entry);
		const loaded = [...this.table.blocks.keys()].filter(number => this.table.blocks[number] !== undefined);
		const behind = loaded.filter(number => this.#upTo[number]! < change.n);
		for (const number of behind) this.#takeRows(rows, number);
		if (behind.length === loaded.length) this.#apply(change, position);
		else for (const number of behind) this.#apply(change, position, number);
	}

	/** Takes in told rows. One that cannot be read is damaged, or was purged or moved; then a newer segment has it. */
	#takeRows(rows: readonly UnfoldedRow[], number: number): void {
		if (this.#unread.has(number) || !rows.some(({block}) => block === number)) return;
		try {
			const read = this.#reader.rows(rows, number);
			if (read.length === 0) return;
			const block = withRoomFor(this.table.blocks[number]!, read);
			putRows(this.table, block, read);
			this.table.putBlock(number, block);
			this.dirty.add(number);
		} catch (error) {
			if (!(error instanceof StoreRefusal)) throw error;
			this.#missed.set(number, {n: rows[0]!.n, refusal: error});
			this.#unread.add(number);
		}
	}

	#apply(change: Change, position: number, only?: number): void {
		for (const number of this.table.apply(change, position, only)) this.dirty.add(number);
	}
}
