import path from 'node:path';
import {type NamedPolicy} from '../../domain/keep/policy.js';
import {StoreRefusal} from '../../domain/refusal.js';
import {type StoreIdentity} from '../../domain/store-identity.js';
import {freshFilesIn} from './check-files.js';
import {Checking, type CheckRequest, type Problem} from './check-index.js';
import {type JournalSurvey, type Told} from './check-journal.js';
import {type BadRow, badRows, earlierLines} from './check-rows.js';
import {surveyWords, type WordSurvey} from './check-words.js';
import {isBackup, journalName, lockName, manifestName, wordsName} from '../file-names.js';
import {filesInUse, leftOversIn} from '../left-overs.js';
import {LockedRefusal} from '../lock.js';
import {type Manifest} from '../manifest.js';
import {lostAndFoundName} from '../repair/repair-copies.js';
import {namedPolicy} from '../named-policy.js';
import {type Replica} from '../replica.js';
import {type UnfoldedRow} from '../told-rows.js';
import {WordReader} from '../word-reader.js';

export interface CheckReport {
	/** Keep this and the digest elsewhere: any alteration of the journal changes one of them. */
	readonly changes: number;
	readonly digest: string;
	readonly sessions: number;
	readonly messages: number;
	readonly problems: readonly Problem[];
	/**
	Files left by imports and folds that were broken off; harmless, and removed by the next import. Empty while there are
	problems, since a repair may need these files.
	*/
	readonly leftOvers: readonly string[];
	/** Identifies the store. */
	readonly store: StoreIdentity;
	/** Whether there are words that no change names; harmless, and removed by the next repair. */
	readonly hasStrayWords: boolean;
	/** Files and folders with copies that repairs kept. */
	readonly copies: readonly string[];
	/** Targets of deliveries in the journal that this program does not know; their lines are kept. */
	readonly unknownTargets: readonly string[];
	/** The retention policies, with their last runs. */
	readonly policies: readonly NamedPolicy[];
}

/** The findings of a check, from which a repair goes on. */
export interface Survey extends CheckReport {
	readonly replica: Replica;
	readonly journal: JournalSurvey;
	/** `undefined` if it cannot be used. */
	readonly manifest: Manifest | undefined;
	/** The facts by the journal; by the manifest if changes are lost. */
	readonly told: Told;
	readonly badRows: readonly BadRow[];
	/** Rows that the journal tells but that could not be read. */
	readonly unreadableRows: readonly UnfoldedRow[];
	/** Sessions whose earlier lines, by the index, are not theirs. */
	readonly foreign: ReadonlySet<number>;
	readonly words: WordSurvey;
}

/** @throws StoreRefusal if there is no journal, the one source of truth */
export const refuseWithoutJournal = ({files, folder}: CheckRequest): void => {
	const journalPath = path.join(folder, journalName);
	if (files.stat(journalPath) !== undefined) return;
	throw new StoreRefusal(
		files.stat(path.join(folder, manifestName)) === undefined
			? `There is no store in ${folder}.`
			: `${journalPath} is missing: without it nobody can tell what is true. Bring it back from a backup.`,
	);
};

const policiesIn = ({facts: {policies = []}}: Replica, words: WordReader): readonly NamedPolicy[] =>
	policies.map(policy => namedPolicy(policy, digest => words.textOf(digest)));

/**
Reads everything in the folder as it is; see `checkStore`.
@param proposed used instead of store.json
*/
export const surveyStore = async (request: CheckRequest, proposed?: Manifest): Promise<Survey> => {
	const {files, folder, onProgress} = request;
	refuseWithoutJournal(request);
	const checking = new Checking(request);
	const manifest = proposed ?? (await checking.readManifest());
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
		checking.add(history.file, what, {position: `session ${id}, byte ${history.offset}`});
	}

	const isUnfinished = manifest !== undefined && replica.unfinishedPurges.length > 0;
	if (isUnfinished)
		checking.add(journalName, 'a purge is not finished', {
			remedy: 'chatlogs list finishes it, as whatever opens the store does',
		});
	const foreign = new Set<number>();
	const earlier = earlierLines(files, folder, replica.table.loadedBlocks);
	for (const {session, position, isPurged, state} of earlier) {
		const where = {position: `byte ${position.offset}`};
		if (state === 'foreign') {
			foreign.add(session);
			checking.add(
				position.file,
				`a line that the index gives to session ${session} is not that session's`,
				where,
			);
		} else if (isPurged && !isUnfinished)
			checking.add(position.file, `parts of session ${session} are left, although it was purged`, where);
	}

	const words = surveyWords(files, folder, {journal, ...checking.told.facts});
	// A journal that cannot be followed to its end may name more words.
	for (const what of journal.isWhole ? words.problems : []) checking.add(wordsName, what);
	checking.checkFiles();
	return {
		changes: journal.end.n,
		digest: journal.end.digest,
		...counts,
		problems: checking.problems,
		leftOvers: [
			...leftOversIn(files, folder, filesInUse(replica.segments, replica)),
			...freshFilesIn(files, folder),
		],
		copies: files.list(folder).filter(name => isBackup(name) || name === lostAndFoundName),
		unknownTargets: [...journal.unknownTargets],
		policies: policiesIn(replica, new WordReader(files, folder)),
		replica,
		journal,
		manifest,
		told: checking.told,
		badRows: rows,
		unreadableRows: checking.unreadableRows,
		foreign,
		words,
		store: replica.facts.store,
		hasStrayWords: journal.isWhole && words.hasStrays,
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
	store,
	hasStrayWords,
	unknownTargets,
	policies,
}: Survey): CheckReport => ({
	changes,
	digest,
	sessions,
	messages,
	problems,
	leftOvers: problems.length === 0 ? leftOvers : [],
	copies,
	store,
	hasStrayWords: problems.length === 0 && hasStrayWords,
	unknownTargets,
	policies,
});

/** Differs after every write by another process. */
const stampOf = ({files, folder}: CheckRequest): string =>
	JSON.stringify([manifestName, journalName, wordsName].map(name => files.stat(path.join(folder, name))));

/**
Surveys the store; `undefined` if a problem may only be the unfinished work of another process, which wrote meanwhile or
is in the middle of a purge.
*/
const settledSurvey = async (request: CheckRequest): Promise<Survey | undefined> => {
	const stamp = stampOf(request);
	const isQuiet = (): boolean => stampOf(request) === stamp;
	try {
		const survey = await surveyStore(request);
		const isSettled = isQuiet() && survey.replica.unfinishedPurges.length === 0;
		return survey.problems.length === 0 || isSettled ? survey : undefined;
	} catch (error) {
		if (isQuiet()) throw error;
		return undefined;
	}
};

/** Surveys under the lock, if this user may take it. */
const surveyAlone = async (request: CheckRequest): Promise<Survey> => {
	const file = path.join(request.folder, lockName);
	const lock = request.files.stat(file) && request.lock?.(file);
	if (lock === undefined) return surveyStore(request);
	let release = (): void => undefined;
	try {
		release = await lock.acquire();
	} catch (error) {
		if (error instanceof LockedRefusal || !(error instanceof StoreRefusal)) throw error;
	}

	try {
		return await surveyStore(request);
	} finally {
		release();
		lock.close();
	}
};

/**
Reads the whole store without altering it. Takes the lock only to look once more, if something looked wrong while other
processes wrote.
@throws StoreRefusal if there is no store, or not one that this version can read
*/
export const checkStore = async (request: CheckRequest): Promise<CheckReport> => {
	const survey =
		(await settledSurvey(request)) ?? (await settledSurvey(request)) ?? (await surveyAlone(request));
	return reportOf(survey);
};
