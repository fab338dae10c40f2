import path from 'node:path';
import {type Change} from '../domain/change.js';
import {followInOutbox} from '../domain/outbox/outbox.js';
import {Directory} from '../domain/directory.js';
import {StoreRefusal} from '../domain/refusal.js';
import {factsAfter, factsIn, type StoreFacts} from '../domain/store-facts.js';
import {type Block} from '../domain/table/block.js';
import {takeHistoryPlaces} from '../domain/table/rows.js';
import {SessionTable} from '../domain/table/session-table.js';
import {loadCountry} from '../text/phone-country.js';
import {type StoredChange} from './change-form.js';
import {segmentName} from './file-names.js';
import {type FileSystem, readFile} from './file-system.js';
import {type JournalEntry, type JournalPoint} from './journal.js';
import {type Manifest} from './manifest.js';
import {decodeSegment} from './segment.js';
import {missingSegment, type SegmentInfo} from './segment-info.js';

/** Not every rewriting holds later changes, and what holds later changes is not always rewritten. */
const isNewer = (segment: SegmentInfo, known: SegmentInfo): boolean =>
	segment.generation === known.generation ? segment.upTo > known.upTo : segment.generation > known.generation;

/** The store's folder as it looks in memory: follows the journal, and takes segments in as they are read. */
export class Replica {
	readonly table = new SessionTable();
	facts: StoreFacts;
	directory: Directory;
	/** Sessions of which the platform may have to be told something. */
	readonly outbox: Map<number, number>;
	/** By block number. */
	readonly segments: SegmentInfo[];
	/** How far the journal was followed. */
	end: JournalPoint;
	/** Blocks that hold something their segment file does not. */
	readonly dirty = new Set<number>();
	/** Purges of which texts and names may still be in the files. */
	readonly unfinishedPurges: Change[] = [];
	/** Blocks that are still to be read, or to be read again because an import replaced them. */
	readonly #unread: Set<number>;
	/** By block number: the last change that was in the block when it was put into the table. */
	readonly #upTo: number[] = [];
	/** By block number: the generation of the segment that tells where its histories lie. */
	readonly #placesFrom: number[] = [];
	/** What was followed so far, for the blocks that are still to be read. */
	readonly #followed: JournalEntry[] = [];
	/** The last purge that was finished when the manifest was written. */
	readonly #purged: number;
	readonly #files: FileSystem;
	readonly #folder: string;

	constructor(files: FileSystem, folder: string, manifest: Manifest) {
		this.#files = files;
		this.#folder = folder;
		this.facts = factsIn(manifest);
		this.directory = new Directory(this.facts.directory);
		this.outbox = new Map(manifest.outbox);
		this.segments = [...manifest.segments];
		this.#unread = new Set(this.segments.keys());
		this.end = manifest.folded;
		this.#purged = manifest.purged;
	}

	/** Numbers of the blocks that are to be read, the newest first. */
	get missing(): number[] {
		return [...this.#unread].toSorted((a, b) => this.segments[b]!.newest - this.segments[a]!.newest);
	}

	/** The newest time of a session in the blocks that are to be read, in Unix seconds; 0 if there is none. */
	get newestMissing(): number {
		return this.missing.reduce((latest, number) => Math.max(latest, this.segments[number]!.newest), 0);
	}

	/** Takes in the next changes of the journal, up to `end`. What an import replaced is `missing` then. */
	follow(entries: readonly JournalEntry[], end: JournalPoint): void {
		for (const entry of entries) this.#take(entry);
		this.end = end;
	}

	/** To be called after `follow`: what reads the numbers of the PBX's country is loaded only where one is set. */
	async learnCountry(): Promise<void> {
		const {country} = this.facts.pbx;
		if (country !== undefined && country !== this.table.country?.code)
			this.table.country = await loadCountry(country);
	}

	/** Reads the block's segment, if it is still to be read. */
	readBlock(number: number): void {
		if (!this.#unread.has(number)) return;
		const info = this.segments[number]!;
		this.putBlock(info, this.#decode(info));
	}

	/**
	Learns where the block's histories lie by the newest segment that is known: what a purge leaves of them, and what a
	repair mends, is written elsewhere. The rest of a block comes from the journal.
	*/
	readPlaces(number: number): void {
		const block = this.table.blocks[number];
		const info = this.segments[number]!;
		if (this.#unread.has(number)) this.readBlock(number);
		else if (block !== undefined && this.#placesFrom[number] !== info.generation) {
			takeHistoryPlaces(block, this.#decode(info));
			this.#placesFrom[number] = info.generation;
		}
	}

	/** Puts the block of a segment into the table, and does to it what the journal says since. */
	putBlock({number, upTo, generation}: SegmentInfo, block: Block): void {
		this.table.putBlock(number, block);
		this.#upTo[number] = upTo;
		this.#placesFrom[number] = generation;
		this.#unread.delete(number);
		this.dirty.delete(number);
		for (const {change, position} of this.#followed) {
			if (change.n > upTo) this.#apply(change, position, number);
		}

		if (this.#unread.size === 0) this.#followed.length = 0;
	}

	/** Newer generations of segments take the place of those known. */
	adoptSegments(segments: readonly SegmentInfo[]): void {
		for (const segment of segments) {
			const known = this.segments[segment.number];
			if (known !== undefined && !isNewer(segment, known)) continue;
			this.segments[segment.number] = segment;
			if (segment.upTo >= this.end.n) this.dirty.delete(segment.number);
		}
	}

	/** The block in memory is what that segment holds. */
	noteWritten(info: SegmentInfo): void {
		this.segments[info.number] = info;
		this.#placesFrom[info.number] = info.generation;
		this.dirty.delete(info.number);
	}

	#decode(info: SegmentInfo): Block {
		if (info.generation === 0)
			throw new StoreRefusal(
				`The file of the index with block ${info.number} is missing. Run: chatlogs check`,
			);
		const bytes = readFile(this.#files, path.join(this.#folder, segmentName(info)));
		return decodeSegment(bytes, this.table, info);
	}

	#take({change, position}: JournalEntry): void {
		const {segments}: StoredChange = change;
		const {directory} = this.facts;
		this.facts = factsAfter(this.facts, change);
		if (this.facts.directory !== directory) this.directory = new Directory(this.facts.directory);
		followInOutbox(this.outbox, change);
		if (segments) this.#takeSegments(segments);
		else this.#takeEffects(change, position);
	}

	/** What an import did to sessions is in the segments that it wrote. */
	#takeSegments(segments: readonly SegmentInfo[]): void {
		// A repair may have made blocks before them that no change names.
		const last = segments.reduce((highest, {number}) => Math.max(highest, number), -1);
		for (let number = this.segments.length; number < last; number++) {
			this.segments[number] = missingSegment(number);
			this.#unread.add(number);
		}

		this.adoptSegments(segments);
		for (const {number} of segments) this.#unread.add(number);
	}

	/** A block may be ahead of the journal's followed part, when another process folded meanwhile. */
	#takeEffects(change: Change, position: number): void {
		if (change.kind === 'purge' && change.n > this.#purged) this.unfinishedPurges.push(change);
		if (this.#unread.size > 0) this.#followed.push({change, position});
		const isNews = (number: number): boolean => this.#upTo[number]! < change.n;
		const loaded = [...this.table.blocks.keys()].filter(number => this.table.blocks[number] !== undefined);
		if (loaded.every(isNews)) this.#apply(change, position);
		else for (const number of loaded.filter(isNews)) this.#apply(change, position, number);
	}

	#apply(change: Change, position: number, only?: number): void {
		for (const number of this.table.apply(change, position, only)) this.dirty.add(number);
	}
}
