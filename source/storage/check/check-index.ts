import path from 'node:path';
import {type Block} from '../../domain/table/block.js';
import {exposedFiles, strangeFiles, strangeRemedy} from './check-files.js';
import {isPointOf, JournalSurvey, toldAfter, toldBy, toldText} from './check-journal.js';
import {journalName, manifestName, segmentName} from '../file-names.js';
import {type FileSystem, type OpenFile, readFile} from '../file-system.js';
import {journalParts} from '../journal.js';
import {DamagedManifest, emptyManifest, type Manifest, openManifest} from '../manifest.js';
import {readSegmentInfo} from '../read-segment-info.js';
import {type SegmentInfo} from '../segment-info.js';
import {type UnfoldedRow} from '../told-rows.js';
import {Replica} from '../replica.js';
import {newestIn} from '../segment.js';
import {type Machine} from '../machine.js';

/** A fault of a store. */
export interface Problem {
	readonly file: string;
	/** The position in the file, for people. */
	readonly position?: string;
	readonly what: string;
	/** A command, or a sentence that says what to do. */
	readonly remedy: string;
}

export interface CheckRequest {
	readonly files: FileSystem;
	readonly folder: string;
	/** Stops other writers, used if a look while they write is not enough. */
	readonly lock?: Machine['lock'];
	/** Called from time to time with the number of sessions read. */
	readonly onProgress?: (sessions: number) => void;
}

/** The remedy where a repair helps. */
export const repairRemedy = 'chatlogs check --repair';

/** One check of store.json, index and journal; gathers the problems. */
export class Checking {
	readonly problems: Problem[] = [];
	readonly journal = new JournalSurvey();
	readonly #files: FileSystem;
	readonly #folder: string;
	/** Segments that could not be read, by number. */
	readonly #unreadable = new Map<number, SegmentInfo>();
	/** Rows that the journal tells but that could not be read, each once. */
	readonly #unreadableRows = new Map<string, UnfoldedRow>();
	told = toldBy(emptyManifest);

	constructor({files, folder}: CheckRequest) {
		this.#files = files;
		this.#folder = folder;
	}

	get unreadableRows(): readonly UnfoldedRow[] {
		return [...this.#unreadableRows.values()];
	}

	add(
		file: string,
		what: string,
		options: {readonly position?: string; readonly remedy?: string} = {},
	): void {
		const {position, remedy = repairRemedy} = options;
		this.problems.push({file, ...(position !== undefined && {position}), what, remedy});
	}

	async readManifest(): Promise<Manifest | undefined> {
		const file = path.join(this.#folder, manifestName);
		if (this.#files.stat(file) === undefined) {
			this.add(manifestName, 'it is missing');
			return undefined;
		}

		const manifest = openManifest(this.#files, this.#folder);
		try {
			await manifest.read();
			return manifest.data;
		} catch (error) {
			if (!(error instanceof DamagedManifest)) throw error;
			this.add(manifestName, 'it is damaged');
			return undefined;
		}
	}

	/** Reads the segments, and the journal from its first line. */
	read(file: OpenFile, manifest: Manifest | undefined): Replica {
		const {segments, purged} = manifest ?? emptyManifest;
		const onUnreadable = (row: UnfoldedRow): void => {
			this.#unreadableRows.set(`${row.n} ${row.id}`, row);
		};

		const replica = new Replica(
			this.#files,
			this.#folder,
			{...emptyManifest, segments, purged},
			onUnreadable,
		);
		let told = toldBy(manifest ?? emptyManifest);
		let isFolded = manifest === undefined;
		this.#readBlocks(replica);
		const unreadable = new Set(this.#unreadable.values());
		for (const part of journalParts(file)) {
			replica.follow(part.entries, part.end);
			this.journal.take(part);
			for (const {change, position} of part.entries)
				if (manifest && position >= manifest.folded.position) told = toldAfter(told, change);
			isFolded ||= isPointOf(file, manifest!.folded, part.entries, part.end);
			this.#readBlocks(replica);
		}

		this.#checkJournal(file, manifest);
		if (!isFolded && this.journal.isWhole && file.size() >= manifest!.folded.position)
			this.add(manifestName, 'it names a point that the journal does not have', {position: 'folded'});
		const {facts, outbox, pbxOutbox} = replica;
		const made = {facts, outbox, pbxOutbox};
		if (manifest && this.journal.isWhole && this.journal.lost.size === 0 && toldText(told) !== toldText(made))
			this.add(manifestName, 'its facts about PBX and platform differ from the journal');
		this.told = this.journal.lost.size > 0 ? told : made;
		for (const info of manifest ? this.#unreadable.values() : [])
			this.add(segmentName(info), 'it is missing or damaged');
		for (const {file: name, id, offset} of this.unreadableRows)
			this.add(name, 'its history is damaged', {position: `session ${id}, byte ${offset}`});
		// The journal replaced these unreadable segments later, so store.json is behind: it should name the new ones.
		for (const info of unreadable.difference(new Set(this.#unreadable.values()))) this.#addFalse(info);
		return replica;
	}

	checkBlocks({table, segments, end, unfolded}: Replica): void {
		const known = new Set<number>();
		for (const [number, block] of table.blocks.entries()) {
			if (block === undefined) continue;
			const info = segments[number]!;
			const file = segmentName(info);
			const isAhead = unfolded.some(row => row.block === number);
			const stated = isAhead
				? readSegmentInfo(readFile(this.#files, path.join(this.#folder, file)), info)
				: {count: block.count, newest: newestIn(block)};
			if (info.count !== stated?.count || info.newest !== stated.newest || info.upTo > end.n)
				this.#addFalse(info);
			this.#checkIds(file, block, known);
		}
	}

	#addFalse(info: SegmentInfo): void {
		this.add(manifestName, `what it says about ${segmentName(info)} is wrong`, {position: 'segments'});
	}

	checkFiles(): void {
		for (const {name, what} of exposedFiles(this.#files, this.#folder)) this.add(name, what);
		for (const {name, what} of strangeFiles(this.#files, this.#folder))
			this.add(name, what, {remedy: strangeRemedy});
	}

	#readBlocks(replica: Replica): void {
		for (const number of replica.missing) {
			const info = replica.segments[number]!;
			if (this.#unreadable.get(number) === info) continue;
			try {
				replica.readBlock(number);
				this.#unreadable.delete(number);
			} catch {
				this.#unreadable.set(number, info);
			}
		}
	}

	#checkJournal(file: OpenFile, manifest: Manifest | undefined): void {
		const {end, reading} = this.journal;
		const position = `byte ${end.position}`;
		if (reading.damage !== undefined) this.add(journalName, reading.damage, {position});
		else if (reading.torn > 0)
			this.add(journalName, `${reading.torn} bytes of a change that was cut off while it was written`, {
				position,
			});
		if (manifest && file.size() < manifest.folded.position)
			this.add(journalName, `it is shorter than ${manifestName} says`, {position});
	}

	#checkIds(file: string, {id}: Block, known: Set<number>): void {
		for (const [slot, each] of id.entries()) {
			if (slot > 0 && each <= id[slot - 1]!) this.add(file, `session ${each} is out of order`);
			if (known.has(each)) this.add(file, `session ${each} is in another segment, too`);
			known.add(each);
		}
	}
}
