import path from 'node:path';
import {type Change} from '../domain/change.js';
import {Directory} from '../domain/directory.js';
import {applyDirectory} from '../domain/merge/directory.js';
import {type Pbx} from '../domain/pbx.js';
import {SessionTable} from '../domain/table/session-table.js';
import {type FileSystem, readFile} from './file-system.js';
import {type JournalEntry, type JournalPoint} from './journal.js';
import {type Manifest, type SegmentInfo} from './manifest.js';
import {decodeSegment, segmentName} from './segment.js';

/** A change as the journal holds it: an import also names the segments that it wrote. */
export type StoredChange = Change & {readonly segments?: readonly SegmentInfo[]};

/** The store's folder as it looks in memory: follows the journal, and takes segments in as they are read. */
export class Replica {
	readonly table = new SessionTable();
	pbx: Pbx;
	directory: Directory;
	/** By block number. */
	readonly segments: SegmentInfo[];
	/** How far the journal was followed. */
	end: JournalPoint;
	/** Blocks that hold something their segment file does not. */
	readonly dirty = new Set<number>();
	/** What was followed so far, for the blocks that are still to be read. */
	readonly #followed: JournalEntry[] = [];
	readonly #files: FileSystem;
	readonly #folder: string;

	constructor(files: FileSystem, folder: string, manifest: Manifest) {
		this.#files = files;
		this.#folder = folder;
		this.pbx = manifest.pbx;
		this.directory = new Directory(manifest.directory);
		this.segments = [...manifest.segments];
		this.end = manifest.folded;
	}

	/** Numbers of the blocks that are not read yet, the newest first. */
	get missing(): number[] {
		return this.segments
			.filter(segment => this.table.blocks[segment.number] === undefined)
			.toSorted((a, b) => b.newest - a.newest)
			.map(segment => segment.number);
	}

	/** Takes in the next changes of the journal, up to `end`. */
	follow(entries: readonly JournalEntry[], end: JournalPoint): void {
		for (const entry of entries) this.#take(entry);
		this.end = end;
	}

	/** Reads the block's segment and does what the journal says since. */
	readBlock(number: number): void {
		const info = this.segments[number]!;
		const bytes = readFile(this.#files, path.join(this.#folder, segmentName(info)));
		this.table.putBlock(number, decodeSegment(bytes, this.table, info));
		this.dirty.delete(number);
		for (const {change, position} of this.#followed) {
			if (change.n > info.upTo) this.#apply(change, position, number);
		}

		if (this.missing.length === 0) this.#followed.length = 0;
	}

	/** Newer generations of segments take the place of those known. */
	adoptSegments(segments: readonly SegmentInfo[]): void {
		for (const segment of segments) {
			const known = this.segments[segment.number];
			if (known === undefined || segment.upTo > known.upTo) this.segments[segment.number] = segment;
		}
	}

	/** The block in memory is what that segment holds. */
	noteWritten(info: SegmentInfo): void {
		this.segments[info.number] = info;
		this.dirty.delete(info.number);
	}

	#take({change, position}: JournalEntry): void {
		const {pbx, directory, segments}: StoredChange = change;
		if (pbx) this.pbx = {...this.pbx, ...pbx};
		if (directory) this.directory = new Directory(applyDirectory(this.directory.toRecord(), directory));
		if (segments) this.#takeSegments(segments);
		else this.#takeEffects(change, position);
	}

	/** What an import did to sessions is in the segments that it wrote. */
	#takeSegments(segments: readonly SegmentInfo[]): void {
		const isLoading = this.missing.length > 0;
		this.adoptSegments(segments);
		for (const {number} of segments) {
			if (!isLoading || this.table.blocks[number] !== undefined) this.readBlock(number);
		}
	}

	#takeEffects(change: Change, position: number): void {
		if (this.missing.length > 0) this.#followed.push({change, position});
		const isNews = (number: number): boolean => this.segments[number]!.upTo < change.n;
		const loaded = [...this.table.blocks.keys()].filter(number => this.table.blocks[number] !== undefined);
		if (loaded.every(isNews)) this.#apply(change, position);
		else for (const number of loaded.filter(isNews)) this.#apply(change, position, number);
	}

	#apply(change: Change, position: number, only?: number): void {
		for (const number of this.table.apply(change, position, only)) this.dirty.add(number);
	}
}
