import path from 'node:path';
import {emptyDirectory} from '../domain/directory.js';
import {StoreRefusal} from '../domain/refusal.js';
import {type Block} from '../domain/table/block.js';
import {type BadRow, badRows, wordsOfPurged} from './check-rows.js';
import {
	factsAfter,
	factsText,
	isPointOf,
	journalParts,
	JournalSurvey,
	type PbxFacts,
} from './check-journal.js';
import {type FileSystem, type OpenFile, readFile} from './file-system.js';
import {isHistoryFile} from './history-files.js';
import {journalStart} from './journal.js';
import {emptyManifest, type Manifest, manifestName, openManifest, type SegmentInfo} from './manifest.js';
import {journalName, lockName} from './open-store.js';
import {Replica} from './replica.js';
import {isBackup, lostAndFoundName} from './repair-copies.js';
import {isSegmentFile, segmentName} from './segment.js';

/** Something that is wrong with a store. */
export interface Problem {
	readonly file: string;
	/** Where in the file. */
	readonly place?: string;
	readonly what: string;
	/** What to do about it. */
	readonly remedy: string;
}

export interface CheckReport {
	/** To be kept elsewhere: whoever alters the journal cannot keep both. */
	readonly changes: number;
	readonly digest: string;
	readonly sessions: number;
	readonly messages: number;
	readonly problems: readonly Problem[];
	/** Files of imports and folds that were broken off: harmless, and gone after the next import. */
	readonly leftOvers: readonly string[];
	/** What repairs kept. */
	readonly copies: readonly string[];
}

/** What a check found, and what a repair goes on from. */
export interface Survey extends CheckReport {
	readonly replica: Replica;
	readonly journal: JournalSurvey;
	/** `undefined` if it cannot be used. */
	readonly manifest: Manifest | undefined;
	/** What is known of the PBX, by the manifest where changes are lost. */
	readonly facts: PbxFacts;
	readonly badRows: readonly BadRow[];
}

export interface CheckRequest {
	readonly files: FileSystem;
	readonly folder: string;
	/** Told from time to time how many sessions were read. */
	readonly onProgress?: (sessions: number) => void;
}

/** What to do where a repair helps. */
export const repairRemedy = 'chatlogs check --repair';

/** Whether the text is a manifest of a later version, which nobody here may touch. */
const isNewer = (text: string): boolean => {
	try {
		const {format, version} = JSON.parse(text) as Partial<Manifest>;
		return format === 'chatlogs' && (version ?? 0) > emptyManifest.version;
	} catch {
		return false;
	}
};

const isWhole = ({segments, folded, purged}: Manifest): boolean =>
	[folded.position, folded.n, purged].every(Number.isSafeInteger) &&
	segments.every(
		(info, number) =>
			info.number === number &&
			[info.generation, info.count, info.crc, info.upTo, info.newest].every(Number.isSafeInteger),
	);

/** Follows one check through the files of a store. */
class Checking {
	readonly problems: Problem[] = [];
	readonly journal = new JournalSurvey();
	readonly #files: FileSystem;
	readonly #folder: string;
	/** Segments that could not be read, by number. */
	readonly #unreadable = new Map<number, SegmentInfo>();
	facts: PbxFacts = emptyManifest;

	constructor({files, folder}: CheckRequest) {
		this.#files = files;
		this.#folder = folder;
	}

	add(file: string, what: string, options: {readonly place?: string; readonly remedy?: string} = {}): void {
		const {place, remedy = repairRemedy} = options;
		this.problems.push({file, ...(place !== undefined && {place}), what, remedy});
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
			if (isWhole(manifest.data)) return manifest.data;
			this.add(manifestName, 'parts of it are missing');
		} catch (error) {
			if (!(error instanceof StoreRefusal) || isNewer(readFile(this.#files, file).toString('utf8')))
				throw error;
			this.add(manifestName, 'it is damaged');
		}

		return undefined;
	}

	/** Reads the segments, and the journal from its first line. */
	read(file: OpenFile, manifest: Manifest | undefined): Replica {
		const {pbx, directory} = emptyManifest;
		const start = {...(manifest ?? emptyManifest), pbx, directory, folded: journalStart};
		const replica = new Replica(this.#files, this.#folder, start);
		let told: PbxFacts = manifest ?? {pbx, directory: emptyDirectory};
		let isFolded = manifest === undefined;
		this.#readBlocks(replica);
		for (const part of journalParts(file)) {
			replica.follow(part.entries, part.end);
			this.journal.take(part);
			for (const {change, position} of part.entries)
				if (manifest && position >= manifest.folded.position) told = factsAfter(told, change);
			isFolded ||= isPointOf(file, manifest!.folded, part.entries, part.end);
			this.#readBlocks(replica);
		}

		this.#checkJournal(file, manifest);
		if (!isFolded && this.journal.isWhole && file.size() >= manifest!.folded.position)
			this.add(manifestName, 'it names a point that the journal does not have', {place: 'folded'});
		const made = {pbx: replica.pbx, directory: replica.directory.toRecord()};
		if (
			manifest &&
			this.journal.isWhole &&
			this.journal.lost.size === 0 &&
			factsText(told) !== factsText(made)
		)
			this.add(manifestName, 'what it says of the PBX is not what the journal says', {
				place: 'pbx, directory',
			});
		this.facts = this.journal.lost.size > 0 ? told : made;
		for (const info of manifest ? this.#unreadable.values() : [])
			this.add(segmentName(info), 'it is missing or damaged');
		return replica;
	}

	checkBlocks({table, segments, end}: Replica): void {
		const known = new Set<number>();
		for (const [number, block] of table.blocks.entries()) {
			const info = segments[number];
			if (block === undefined || info === undefined) continue;
			const file = segmentName(info);
			const newest = block.active.reduce((latest, time) => Math.max(latest, time), 0);
			if (info.count !== block.count || info.newest !== newest || info.upTo > end.n)
				this.add(manifestName, `what it says of ${file} is not so`, {place: 'segments'});
			this.#checkIds(file, block, known);
		}
	}

	checkModes(): void {
		for (const {name, mode} of openFiles(this.#files, this.#folder))
			this.add(name, `others may use it (mode ${mode.toString(8)})`);
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
		const place = `byte ${end.position}`;
		if (reading.damage !== undefined) this.add(journalName, reading.damage, {place});
		else if (reading.torn > 0)
			this.add(journalName, `${reading.torn} bytes of a change that was cut off while it was written`, {
				place,
			});
		if (manifest && file.size() < manifest.folded.position)
			this.add(journalName, `it is shorter than ${manifestName} says`, {place});
	}

	#checkIds(file: string, {id}: Block, known: Set<number>): void {
		for (const [place, each] of id.entries()) {
			if (place > 0 && each <= id[place - 1]!) this.add(file, `session ${each} is not in its place`);
			if (known.has(each)) this.add(file, `session ${each} is in another segment, too`);
			known.add(each);
		}
	}
}

const isOfStore = (name: string): boolean =>
	[manifestName, journalName, lockName, lostAndFoundName].includes(name) ||
	isSegmentFile(name) ||
	isHistoryFile(name);

/** The store's files that more people may use than its folder says. */
export const openFiles = (
	files: FileSystem,
	folder: string,
): readonly {readonly name: string; readonly mode: number}[] => {
	const {mode: folderMode = 0} = files.stat(folder) ?? {};
	const allowed = (folderMode & 0o020) === 0 ? 0o600 : 0o660;
	return files
		.list(folder)
		.filter(name => isOfStore(name) && name !== lockName)
		.map(name => ({name, mode: files.stat(path.join(folder, name))?.mode ?? 0}))
		.filter(({mode}) => (mode & ~allowed) !== 0);
};

/** Files that were to take the name of another, and did not come so far. */
export const isFresh = (name: string): boolean =>
	name.endsWith('.new') && isOfStore(name.slice(0, -'.new'.length));

const leftOversIn = (files: FileSystem, folder: string, {segments, table}: Replica): string[] => {
	const used = new Set([
		...segments.map(info => segmentName(info)),
		...table.blocks.flatMap(block => block?.historyFiles ?? []),
	]);
	return files
		.list(folder)
		.filter(name => ((isSegmentFile(name) || isHistoryFile(name)) && !used.has(name)) || isFresh(name));
};

/** @throws StoreRefusal where there is nothing from which one could tell what is true */
export const refuseWithoutJournal = ({files, folder}: CheckRequest): void => {
	const journalPath = path.join(folder, journalName);
	if (files.stat(journalPath) !== undefined) return;
	throw new StoreRefusal(
		files.stat(path.join(folder, manifestName)) === undefined
			? `There is no store in ${folder}.`
			: `${journalPath} is missing: without it nobody can tell what is true. Bring it back from a backup.`,
	);
};

/** Looks at everything in the folder as it is; see `checkStore`. */
export const surveyStore = async (request: CheckRequest): Promise<Survey> => {
	const {files, folder, onProgress} = request;
	refuseWithoutJournal(request);
	const checking = new Checking(request);
	const manifest = await checking.readManifest();
	const file = files.open(path.join(folder, journalName), 'read');
	let replica: Replica;
	try {
		replica = checking.read(file, manifest);
	} finally {
		file.close();
	}

	const {journal} = checking;
	if (journal.isWhole) checking.checkBlocks(replica);
	const rows: BadRow[] = [];
	let counts = {sessions: 0, messages: 0};
	const reading = {
		files,
		folder,
		table: replica.table,
		journal,
		onProgress(sessions: number, messages: number) {
			counts = {sessions, messages};
			onProgress?.(sessions);
		},
	};
	for await (const row of manifest ? badRows(reading) : []) {
		rows.push(row);
		const {id, history, what} = row;
		checking.add(history.file || segmentName(replica.segments[row.number]!), what, {
			place: `session ${id}, byte ${history.offset}`,
		});
	}

	const isUnfinished = manifest !== undefined && replica.unfinishedPurges.length > 0;
	if (isUnfinished)
		checking.add(journalName, 'a purge is not finished', {
			remedy: 'chatlogs list finishes it, as whatever opens the store does',
		});
	else
		for (const {id, place} of wordsOfPurged(reading))
			checking.add(place.file, `something is left of session ${id}, which was purged`, {
				place: `byte ${place.offset}`,
			});
	checking.checkModes();
	return {
		changes: journal.end.n,
		digest: journal.end.digest,
		...counts,
		problems: checking.problems,
		leftOvers: leftOversIn(files, folder, replica),
		copies: files.list(folder).filter(name => isBackup(name) || name === lostAndFoundName),
		replica,
		journal,
		manifest,
		facts: checking.facts,
		badRows: rows,
	};
};

export const reportOf = ({
	changes,
	digest,
	sessions,
	messages,
	problems,
	leftOvers,
	copies,
}: Survey): CheckReport => ({
	changes,
	digest,
	sessions,
	messages,
	problems,
	leftOvers,
	copies,
});

/** Differs after every writing of another process. */
const stampOf = ({files, folder}: CheckRequest): string =>
	JSON.stringify([manifestName, journalName].map(name => files.stat(path.join(folder, name))));

/**
Reads the whole store without altering it, and without keeping others from it: what looks wrong while somebody writes
is looked at again.
@throws StoreRefusal if there is no store, or none that this version can read
*/
export const checkStore = async (request: CheckRequest): Promise<CheckReport> => {
	for (let tries = 1; ; tries++) {
		const stamp = stampOf(request);
		try {
			const report = reportOf(await surveyStore(request));
			if (report.problems.length === 0 || stampOf(request) === stamp || tries === 3) return report;
		} catch (error) {
			if (stampOf(request) === stamp || tries === 3) throw error;
		}
	}
};
