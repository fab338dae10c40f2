import path from 'node:path';
import {type Actor, type Change} from '../../domain/change.js';
import {StoreRefusal} from '../../domain/refusal.js';
import {factsAfter} from '../../domain/store-facts.js';
import {exposedFiles, freshFilesIn, strangeFiles, strangeRemedy} from '../check/check-files.js';
import {repairRemedy} from '../check/check-index.js';
import {earlierLines} from '../check/check-rows.js';
import {
	type CheckReport,
	checkStore,
	refuseWithoutJournal,
	reportOf,
	type Survey,
	surveyStore,
} from '../check/check-store.js';
import {readErased} from '../erase/erased-list.js';
import {isSegmentFile, journalName, lockName, manifestName, wordsName} from '../file-names.js';
import {type FileSystem, readFile, replaceFile} from '../file-system.js';
import {blankLinesOf, type ClaimedLine} from '../history-positions.js';
import {type JournalPoint, journalStart, writeChange} from '../journal.js';
import {leftOversIn} from '../left-overs.js';
import {whileLocked} from '../lock.js';
import {emptyManifest, type Manifest, openManifest, pbxOutboxForm, versionOf} from '../manifest.js';
import {type SegmentInfo} from '../segment-info.js';
import {openStore} from '../open-store.js';
import {replaceWords} from '../words.js';
import {addFoundLines, backUpFiles, copyFile} from './repair-copies.js';
import {findHistories, type FoundHistories} from './repair-histories.js';
import {writeIndex, type WrittenIndex} from './repair-index.js';
import {noteOf, repairJournal} from './repair-journal.js';
import {makeManifest} from './repair-manifest.js';
import {restated} from './restated.js';
import {type StoredChange} from '../change-form.js';
import {type Machine} from '../machine.js';

interface RepairRequest {
	readonly folder: string;
	readonly machine: Machine;
	readonly actor: Actor;
	/** Called from time to time with the number of sessions read. */
	readonly onProgress?: (sessions: number) => void;
}

export interface RepairReport {
	readonly before: CheckReport;
	readonly after: CheckReport;
	/**
	The folder inside the store with copies of the altered files; missing if none was altered, or if a purge had to be
	finished, which removes copies, too.
	*/
	readonly backup?: string;
	/** The losses, for people. */
	readonly losses: readonly string[];
	/** The change in the journal that tells of the repair. */
	readonly change?: Change;
}

/** One repair, under the lock. */
class Repair {
	readonly losses: string[] = [];
	readonly #files: FileSystem;
	readonly #folder: string;
	readonly #request: RepairRequest;
	readonly #notes: string[] = [];

	constructor(request: RepairRequest) {
		this.#request = request;
		this.#files = request.machine.files;
		this.#folder = request.folder;
	}

	/** Returns the name of the folder with the copies, and the change that tells of the repair. */
	async run(before: Survey): Promise<{backup: string; change: Change}> {
		const backup = await this.#backUp(before);
		await this.#closeFiles();
		await this.#mendJournal(before);
		if (before.manifest === undefined) await this.#writeManifest(makeManifest(this.#files, this.#folder));
		const survey = await this.survey();
		const found = findHistories(this.#files, this.#folder, {
			writers: survey.journal.writers,
			badRows: [...before.badRows, ...survey.badRows],
		});
		const onLoss = (loss: string): void => void this.losses.push(loss);
		const index = await writeIndex(this.#files, this.#folder, {survey, found, onLoss});
		await addFoundLines(this.#files, this.#folder, found.unreadable);
		await this.#files.syncFolder(this.#folder);
		const change = await this.#commit(survey, index.segments);
		await this.#tidyUp(found, index);
		await replaceWords(this.#files, this.#folder, survey.words.right);
		return {backup, change};
	}

	async survey(): Promise<Survey> {
		const {onProgress} = this.#request;
		return surveyStore({files: this.#files, folder: this.#folder, ...(onProgress && {onProgress})});
	}

	#path(name: string): string {
		return path.join(this.#folder, name);
	}

	/** Copies journal, store.json, words and index, damaged histories, and files that nothing refers to. */
	async #backUp({badRows, journal, leftOvers}: Survey): Promise<string> {
		const names = this.#files.list(this.#folder);
		const {unreadable, brokenOff} = findHistories(this.#files, this.#folder, {
			writers: journal.writers,
			badRows,
		});
		const copied = new Set([
			...names.filter(name => isSegmentFile(name) || [journalName, manifestName, wordsName].includes(name)),
			...unreadable.map(({file}) => file),
			...brokenOff.map(({position}) => position.file),
			...badRows.map(({history}) => history.file).filter(file => names.includes(file)),
			...leftOvers,
		]);
		return backUpFiles(this.#files, this.#folder, copied);
	}

	/** Replaces files that other users may use, or that have a second name, by private copies. */
	async #closeFiles(): Promise<void> {
		for (const name of new Set(exposedFiles(this.#files, this.#folder).map(file => file.name))) {
			await copyFile(this.#files, this.#path(name), this.#path(`${name}.new`));
			this.#files.rename(this.#path(`${name}.new`), this.#path(name));
		}

		await this.#files.syncFolder(this.#folder);
	}

	async #mendJournal({manifest, digest, changes}: Survey): Promise<void> {
		const bytes = readFile(this.#files, this.#path(journalName));
		const mended = repairJournal(bytes, manifest?.folded ?? journalStart);
		if (mended.bytes.equals(bytes)) return;
		for (const n of mended.lost) this.losses.push(`change ${n}: its content is lost`);
		if (mended.cut > 0) this.losses.push(`${mended.cut} bytes of the journal that are no change`);
		this.#notes.push(noteOf(mended, {n: changes, digest}));
		await replaceFile(this.#files, this.#path(journalName), mended.bytes.toString('utf8'));
	}

	async #writeManifest(manifest: Manifest): Promise<void> {
		const document = openManifest(this.#files, this.#folder);
		document.data = manifest;
		await document.write();
	}

	/** Writes the repair to the journal, and the new index to store.json. */
	async #commit(survey: Survey, segments: readonly SegmentInfo[]): Promise<Change> {
		const {journal, told, replica, manifest, words} = survey;
		const {actor, machine} = this.#request;
		this.losses.push(...words.lost.map(digest => journal.words.get(digest)!));
		const note = [...this.#notes, ...this.losses].join('; ');
		const change: StoredChange = {
			n: journal.end.n + 1,
			at: machine.now(),
			...actor,
			kind: 'repair',
			...(note !== '' && {note}),
			...(journal.lost.size > 0 && restated(told.facts)),
			...(words.lost.length > 0 && {wordsGone: words.lost}),
			// Processes that have the store open take in the repaired index.
			segments,
		};
		const file = this.#files.open(this.#path(journalName), 'write');
		let folded: JournalPoint;
		try {
			folded = await writeChange(file, change, journal.end);
		} finally {
			file.close();
		}

		// An unfinished purge must be found again in the journal.
		const isPurging = replica.unfinishedPurges.length > 0;
		const facts = factsAfter(told.facts, change);
		await this.#writeManifest({
			...emptyManifest,
			version: versionOf(facts, change.n),
			...facts,
			...(!isPurging && {outbox: [...told.outbox], ...pbxOutboxForm(told.pbxOutbox)}),
			segments,
			folded: isPurging ? journalStart : folded,
			purged: isPurging ? manifest!.purged : change.n,
		});
		return change;
	}

	/** Blanks lines that were saved elsewhere or should be gone, and removes files that nothing refers to. */
	async #tidyUp({unreadable, brokenOff}: FoundHistories, {blocks, files: used}: WrittenIndex): Promise<void> {
		const lines: readonly ClaimedLine[] = [
			...brokenOff,
			...unreadable.map(({file, offset, bytes}) => ({
				position: {file, offset, length: Buffer.byteLength(bytes, 'base64')},
			})),
			...earlierLines(this.#files, this.#folder, blocks).filter(
				({isPurged, state}) => isPurged && state === 'own',
			),
		];
		for (const [name, those] of Map.groupBy(lines, ({position}) => position.file))
			await blankLinesOf(this.#files, this.#path(name), those);

		const old = leftOversIn(this.#files, this.#folder, used);
		for (const name of [...old, ...freshFilesIn(this.#files, this.#folder)])
			this.#files.remove(this.#path(name));

		await this.#files.syncFolder(this.#folder);
	}
}

/**
Repairs a store as far as possible, and keeps everything that can be kept. Copies each file before altering it. Holds
the lock throughout.
@throws StoreRefusal if there is no store, or its journal is missing
*/
export const repairStore = async (request: RepairRequest): Promise<RepairReport> => {
	const {folder, machine, onProgress} = request;
	const {files} = machine;
	const lockPath = path.join(folder, lockName);
	refuseWithoutJournal({files, folder});
	// While that cannot be read, no store is altered, as its reader says.
	readErased(machine, undefined);
	for (const {name, what} of strangeFiles(files, folder))
		throw new StoreRefusal(`${path.join(folder, name)} cannot be repaired: ${what}. First ${strangeRemedy}.`);
	if (files.stat(lockPath) === undefined) files.open(lockPath, 'write').close();
	const repair = new Repair(request);
	const {before, backup, change} = await whileLocked(machine.lock(lockPath), async () => {
		const survey = await repair.survey();
		const isBroken = survey.problems.some(({remedy}) => remedy === repairRemedy);
		const done = isBroken ? await repair.run(survey) : {backup: undefined, change: undefined};
		if (!isBroken && survey.hasStrayWords) await replaceWords(files, folder, survey.words.right);
		return {before: reportOf(survey), ...done};
	});
	await finishWork(request);
	const after = await checkStore({files, lock: machine.lock, folder, ...(onProgress && {onProgress})});
	// Finishing a purge removes copies, too.
	const isKept = backup !== undefined && after.copies.includes(backup);
	return {before, after, ...(isKept && {backup}), ...(change && {change}), losses: repair.losses};
};

/** Unfinished purges, above all. */
const finishWork = async ({folder, machine}: RepairRequest): Promise<void> => {
	const store = await openStore(folder, machine);
	try {
		await store.finishBegun();
	} finally {
		await store.close();
	}
};
