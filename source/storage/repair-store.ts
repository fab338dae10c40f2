import path from 'node:path';
import {crc32} from 'node:zlib';
import {type Actor, type Change} from '../domain/change.js';
import {blockSize} from '../domain/table/block.js';
import {blockOf, type RowValues} from '../domain/table/rows.js';
import {journalParts} from './check-journal.js';
import {
	type CheckReport,
	checkStore,
	isFresh,
	openFiles,
	refuseWithoutJournal,
	repairRemedy,
	reportOf,
	type Survey,
	surveyStore,
} from './check-store.js';
import {type FileSystem, readFile, writeFile} from './file-system.js';
import {HistoryWriter, isHistoryFile, nextHistoryNumber} from './history-files.js';
import {journalLine, type JournalPoint, journalStart} from './journal.js';
import {emptyManifest, type Manifest, manifestName, openManifest, type SegmentInfo} from './manifest.js';
import {journalName, lockName, openStore} from './open-store.js';
import {findHistories, type FoundHistories} from './repair-histories.js';
import {addFoundLines, nextBackupName} from './repair-copies.js';
import {repairJournal} from './repair-journal.js';
import {repairedBlocks, rowsWithoutBlock} from './repair-rows.js';
import {encodeSegment, isSegmentFile, segmentName} from './segment.js';
import {type Surroundings} from './store.js';

export interface RepairRequest {
	readonly folder: string;
	readonly surroundings: Surroundings;
	readonly actor: Actor;
	/** Told from time to time how many sessions were read. */
	readonly onProgress?: (sessions: number) => void;
}

export interface RepairReport {
	readonly before: CheckReport;
	readonly after: CheckReport;
	/**
	The folder inside the store with what was altered, as it was; missing if nothing was, or if a purge had to be
	finished, which takes copies away, too.
	*/
	readonly backup?: string;
	/** What could not be kept. */
	readonly losses: readonly string[];
	/** What tells of the repair in the journal. */
	readonly change?: Change;
}

/** Copies a file, so that the copy is durable when its folder is synced. */
const copyFile = async (files: FileSystem, from: string, to: string): Promise<void> => {
	const source = files.open(from, 'read');
	const target = files.open(to, 'create');
	const part = 8 * 1024 * 1024;
	try {
		for (let offset = 0; offset < source.size(); offset += part)
			target.write(source.read(offset, part), offset);
		await target.sync();
	} finally {
		source.close();
		target.close();
	}
};

/** The last change in a segment by its own heading; Infinity if that cannot be read. */
const upToOf = (bytes: Buffer): number => {
	try {
		const {upTo} = JSON.parse(bytes.toString('utf8', 0, bytes.indexOf(0x0a))) as Partial<SegmentInfo>;
		return upTo ?? Infinity;
	} catch {
		return Infinity;
	}
};

/** The blocks, those that were lost filled with rows that have none, and new ones for the rest. */
const filled = (
	blocks: readonly (readonly RowValues[] | undefined)[],
	homeless: readonly RowValues[],
): readonly (readonly RowValues[])[] => {
	const waiting = homeless.toSorted((a, b) => a.session.id - b.session.id);
	const all = blocks.map(rows => rows ?? waiting.splice(0, blockSize));
	while (waiting.length > 0) all.push(waiting.splice(0, blockSize));
	return all;
};

/** One repair, under the lock. */
class Repair {
	readonly losses: string[] = [];
	readonly #files: FileSystem;
	readonly #folder: string;
	readonly #request: RepairRequest;
	readonly #notes: string[] = [];
	/** The files of the new index, and those to which it points. */
	readonly #used = new Set<string>();

	constructor(request: RepairRequest) {
		this.#request = request;
		this.#files = request.surroundings.files;
		this.#folder = request.folder;
	}

	/** The name of the folder with the copies, and the change that was noted. */
	async run(before: Survey): Promise<{backup: string; change: Change}> {
		const backup = await this.#backUp(before);
		await this.#closeFiles();
		await this.#mendJournal(before);
		if (before.manifest === undefined) await this.#makeManifest();
		const survey = await this.survey();
		const found = findHistories(this.#files, this.#folder, {
			writers: survey.journal.writers,
			badRows: [...before.badRows, ...survey.badRows],
		});
		const segments = await this.#writeIndex(survey, found);
		const change = await this.#commit(survey, segments);
		await this.#tidyUp(found);
		return {backup, change};
	}

	async survey(): Promise<Survey> {
		const {onProgress} = this.#request;
		return surveyStore({files: this.#files, folder: this.#folder, ...(onProgress && {onProgress})});
	}

	#path(name: string): string {
		return path.join(this.#folder, name);
	}

	/** Copies journal, store.json and index, the histories that are damaged, and what nobody refers to. */
	async #backUp({badRows, journal, leftOvers}: Survey): Promise<string> {
		const names = this.#files.list(this.#folder);
		const backup = nextBackupName(names);
		const {unreadable} = findHistories(this.#files, this.#folder, {writers: journal.writers, badRows});
		const copied = new Set([
			...names.filter(name => isSegmentFile(name) || [journalName, manifestName].includes(name)),
			...unreadable.map(({file}) => file),
			...leftOvers,
		]);
		this.#files.makeFolder(this.#path(backup));
		for (const name of copied)
			await copyFile(this.#files, this.#path(name), path.join(this.#path(backup), name));
		await this.#files.syncFolder(this.#path(backup));
		await this.#files.syncFolder(this.#folder);
		return backup;
	}

	/** Files that others may use are replaced by such that they may not. */
	async #closeFiles(): Promise<void> {
		for (const {name} of openFiles(this.#files, this.#folder)) {
			await copyFile(this.#files, this.#path(name), this.#path(`${name}.new`));
			this.#files.rename(this.#path(`${name}.new`), this.#path(name));
		}

		await this.#files.syncFolder(this.#folder);
	}

	async #mendJournal({manifest, digest, changes}: Survey): Promise<void> {
		const bytes = readFile(this.#files, this.#path(journalName));
		const isCut = manifest !== undefined && bytes.length < manifest.folded.position;
		const least: JournalPoint = isCut ? manifest.folded : journalStart;
		const mended = repairJournal(bytes, least);
		if (mended.bytes.equals(bytes)) return;
		for (const n of mended.lost) this.losses.push(`change ${n}: nobody can tell what it did`);
		if (mended.cut > 0) this.losses.push(`${mended.cut} bytes of the journal that are no change`);
		const numbers = (name: string, those: readonly number[]): string =>
			those.length === 0 ? '' : `; ${name}: ${those.join(', ')}`;
		this.#notes.push(
			`the journal was chained anew behind change ${changes}, whose digest is ${digest}${numbers('lost', mended.lost)}${numbers('only their digest was damaged', mended.mended)}`,
		);
		await writeFile(this.#files, this.#path(`${journalName}.new`), mended.bytes.toString('utf8'));
		this.#files.rename(this.#path(`${journalName}.new`), this.#path(journalName));
		await this.#files.syncFolder(this.#folder);
	}

	/** Finds the segments without store.json; whether their rows are right is seen afterwards. */
	async #makeManifest(): Promise<void> {
		const {changes, lastKind} = await this.#journalEnd();
		const segments: SegmentInfo[] = [];
		for (const name of this.#files.list(this.#folder).filter(isSegmentFile)) {
			const bytes = readFile(this.#files, this.#path(name));
			const [number, generation] = name.match(/\d+/g)!.map(Number) as [number, number];
			const info = {number, generation, count: 0, crc: crc32(bytes), upTo: upToOf(bytes), newest: 0};
			const known = segments[number];
			const isBetter = known === undefined || generation > known.generation;
			if (isBetter && info.upTo <= changes) segments[number] = info;
		}

		const none = {generation: 0, count: 0, crc: 0, upTo: 0, newest: 0};
		// Purges are finished before anything else is written.
		const purged = lastKind === 'purge' ? changes - 1 : changes;
		await this.#writeManifest({
			...emptyManifest,
			segments: Array.from(segments, (info, number) => info ?? {number, ...none}),
			purged,
		});
	}

	async #journalEnd(): Promise<{changes: number; lastKind: Change['kind'] | undefined}> {
		const file = this.#files.open(this.#path(journalName), 'read');
		try {
			let last: Change | undefined;
			for (const {entries} of journalParts(file)) last = entries.at(-1)?.change ?? last;
			return {changes: last?.n ?? 0, lastKind: last?.kind};
		} finally {
			file.close();
		}
	}

	async #writeManifest(manifest: Manifest): Promise<void> {
		const document = openManifest(this.#files, this.#folder);
		document.data = manifest;
		await document.write();
	}

	/** Every segment anew, as the next generation, up to the change that the repair will be. */
	async #writeIndex(survey: Survey, found: FoundHistories): Promise<readonly SegmentInfo[]> {
		const {table} = survey.replica;
		const n = survey.changes + 1;
		const writer = new HistoryWriter(
			this.#files,
			this.#folder,
			nextHistoryNumber(this.#files.list(this.#folder)),
		);
		const onLoss = (loss: string): void => void this.losses.push(loss);
		const repair = {files: this.#files, folder: this.#folder, survey, found, writer, n, onLoss};
		const blocks = await repairedBlocks(repair);
		const homeless = await rowsWithoutBlock(repair, blocks);
		await writer.finish();
		const segments: SegmentInfo[] = [];
		for (const [number, rows] of filled(blocks, homeless).entries()) {
			const generation = this.#nextGeneration(survey, number);
			const block = blockOf(table, rows);
			const {text, info} = encodeSegment(block, table, {number, generation, upTo: n});
			await writeFile(this.#files, this.#path(segmentName(info)), text);
			for (const name of [segmentName(info), ...block.historyFiles]) this.#used.add(name);
			segments.push(info);
		}

		await addFoundLines(this.#files, this.#folder, found.unreadable);
		await this.#files.syncFolder(this.#folder);
		return segments;
	}

	/** Higher than all that anybody ever named, so that it counts as the newest. */
	#nextGeneration({replica}: Survey, number: number): number {
		const generations = this.#files
			.list(this.#folder)
			.filter(name => name.startsWith(`s${number}-`) && isSegmentFile(name))
			.map(name => Number(/-(\d+)\./.exec(name)![1]));
		return Math.max(replica.segments[number]?.generation ?? 0, ...generations) + 1;
	}

	/** Notes the repair in the journal, and that the index is as it should be. */
	async #commit(survey: Survey, segments: readonly SegmentInfo[]): Promise<Change> {
		const {journal, facts, replica, manifest} = survey;
		const {actor, surroundings} = this.#request;
		const {end} = journal;
		const note = [...this.#notes, ...this.losses].join('; ');
		const change: Change = {
			n: end.n + 1,
			at: surroundings.now(),
			...actor,
			kind: 'repair',
			...(note !== '' && {note}),
		};
		const {line, digest} = journalLine(change, end.digest);
		const bytes = Buffer.from(line);
		const file = this.#files.open(this.#path(journalName), 'write');
		try {
			file.write(bytes, end.position);
			await file.sync();
		} finally {
			file.close();
		}

		// A purge that is not finished has to be found again.
		const isPurging = replica.unfinishedPurges.length > 0;
		await this.#writeManifest({
			...emptyManifest,
			...facts,
			segments,
			folded: isPurging ? journalStart : {position: end.position + bytes.length, n: change.n, digest},
			purged: isPurging ? (manifest?.purged ?? 0) : change.n,
		});
		return change;
	}

	/** Blanks what was moved away, and removes what nobody refers to any more. */
	async #tidyUp({unreadable}: FoundHistories): Promise<void> {
		for (const [name, lines] of Map.groupBy(unreadable, line => line.file)) {
			const file = this.#files.open(this.#path(name), 'write');
			try {
				for (const {offset, bytes} of lines)
					file.write(Buffer.alloc(Buffer.byteLength(bytes, 'base64'), ' '), offset);
				await file.sync();
			} finally {
				file.close();
			}
		}

		for (const name of this.#files.list(this.#folder)) {
			const isOld = (isSegmentFile(name) || isHistoryFile(name)) && !this.#used.has(name);
			if (isOld || isFresh(name)) this.#files.remove(this.#path(name));
		}

		await this.#files.syncFolder(this.#folder);
	}
}

/**
Makes a store right again, as far as that is possible, and keeps everything that can be kept; what it alters is copied
before. Keeps others from writing all the while.
@throws StoreRefusal if there is no store, or its journal is missing
*/
export const repairStore = async (request: RepairRequest): Promise<RepairReport> => {
	const {folder, surroundings, onProgress} = request;
	const {files} = surroundings;
	const lockPath = path.join(folder, lockName);
	refuseWithoutJournal({files, folder});
	files.open(lockPath, 'write').close();
	const repair = new Repair(request);
	const lock = surroundings.lock(lockPath);
	let before: CheckReport;
	let done: Pick<RepairReport, 'backup' | 'change'> = {};
	try {
		const release = await lock.acquire();
		try {
			const survey = await repair.survey();
			before = reportOf(survey);
			if (survey.problems.some(({remedy}) => remedy === repairRemedy)) done = await repair.run(survey);
		} finally {
			release();
		}
	} finally {
		lock.close();
	}

	await finishWork(request);
	const after = await checkStore({files, folder, ...(onProgress && {onProgress})});
	const {backup, ...rest} = done;
	// The end of a purge removes copies, too.
	const isKept = backup !== undefined && after.copies.includes(backup);
	return {before, after, ...(isKept && {backup}), ...rest, losses: repair.losses};
};

/** Whoever writes to a store finishes the purges that are not. */
const finishWork = async ({folder, surroundings}: RepairRequest): Promise<void> => {
	const store = await openStore(folder, surroundings);
	try {
		await store.write(async () => undefined);
	} finally {
		await store.close();
	}
};
