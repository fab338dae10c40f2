import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Low} from 'lowdb';
import {refuseIf, StoreRefusal} from '../domain/refusal.js';
import {type StoreFacts} from '../domain/store-facts.js';
import {idSize} from '../domain/store-identity.js';
import {ErasingAgain, missedErasures} from './erase/erase-again.js';
import {withReleasedWords} from './erase/released-words.js';
import {finishErasing} from './erase-words.js';
import {type RenewableFile} from './file-system.js';
import {HistoryReader} from './history-files.js';
import {type JournalEnd} from './journal-end.js';
import {holdArrivals, refuseDestroying} from './keep-holds.js';
import {learnSegments} from './learn-segments.js';
import {type Lock} from './lock.js';
import {type Machine} from './machine.js';
import {type Manifest, storeVersion} from './manifest.js';
import {type WordOf} from './named-hold.js';
import {withNewestSegment} from './newest-segments.js';
import {adoptPurges, finishPurges} from './purge.js';
import {type Replica} from './replica.js';
import {upgradeStore} from './upgrade-store.js';
import {type StoreView} from './store-view.js';
import {type WrittenSegment} from './segment.js';
import {type StoredChange} from './change-form.js';
import {WordReader} from './word-reader.js';
import {writeManifest} from './write-index.js';
import {type Writing} from './writing.js';

interface Parts {
	readonly folder: string;
	readonly machine: Machine;
	readonly manifest: Low<Manifest>;
	readonly journal: RenewableFile;
	readonly journalEnd: JournalEnd;
	readonly lock: Lock;
	readonly replica: Replica;
	/** The store itself, as plans see it. */
	readonly facts: StoreView;
	/** Called with each notice for the user. */
	readonly tell: (notice: string) => void;
	/** Called after every alteration of what is in memory. */
	readonly onNews: () => void;
}

/** Why nothing may be written, if somebody decided so. */
export const readOnlyReason = ({readOnly}: Pick<StoreFacts, 'readOnly'>): string | undefined =>
	readOnly
		? 'The store is read-only, as its site was set, and nothing in it changes until that is taken back: chatlogs site set NAME --read-only off'
		: undefined;

/** A store in which work may be done: any that can be written, or only one that is not read-only. */
type Writable = 'read-only' | 'open';

/** Runs this process's work on an open store in turn: loading, following what others write, and writing. */
export class StoreWork {
	/** See `Store.loaded`. */
	readonly loaded: Promise<void>;
	/** See `Store.settled`. */
	readonly settled: Promise<void>;
	/** Handed to all work on the folder. */
	readonly writing: Writing;
	readonly #parts: Parts;
	readonly #wordOf: WordOf;
	readonly #erasingAgain: ErasingAgain;
	#isClosed = false;
	/** The `wordsGone` whose erasing is surely finished. */
	#erased: StoreFacts['wordsGone'] | undefined;
	/** Settles when the last piece of work in the queue is done. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(parts: Parts, isEnough: () => boolean) {
		this.#parts = parts;
		const {folder, machine, manifest, journal, replica} = parts;
		this.#erasingAgain = new ErasingAgain(parts.facts, machine, parts.tell);
		const words = new WordReader(machine.files, folder);
		this.#wordOf = digest =>
			replica.facts.wordsGone[digest] === undefined ? words.textOf(digest) : undefined;
		this.writing = {
			files: machine.files,
			folder,
			replica,
			histories: new HistoryReader(machine.files, folder),
			manifest,
			random: machine.random,
			number: (actor, draft) => ({
				n: replica.end.n + 1,
				at: machine.now(),
				...actor,
				// The first change gives the store its id.
				...(replica.facts.store.id === undefined && {store: {id: machine.random(idSize)}}),
				...draft,
			}),
			append: async (change, written) => this.#append(change, written),
			syncJournal: async () => journal.sync(),
		};
		this.loaded = this.#load(isEnough);
		// Callers may await this; none has to.
		this.loaded.catch(() => undefined);
		this.settled = this.#goOnPurging().catch(() => undefined);
	}

	/** See `Store.refresh`. */
	async refresh(): Promise<void> {
		// Queued behind writes; otherwise a line that this process is still syncing would be followed twice.
		return this.#inTurn(async () => {
			if (!this.#isClosed && (await this.#catchUp())) this.#parts.onNews();
		});
	}

	/** See `Store.write`. */
	async write<Result>(
		work: (writing: Writing) => Promise<Result>,
		writable: Writable = 'open',
	): Promise<Result> {
		return this.#inTurn(async () => this.#writeNow(work, writable));
	}

	/** Stops using the folder once the work under way is done. */
	async close(): Promise<void> {
		await this.#last;
		this.#isClosed = true;
		this.writing.histories.close();
		this.#parts.lock.close();
		this.#parts.journal.close();
	}

	async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const result = this.#last.then(work);
		this.#last = result.catch(() => undefined);
		return result;
	}

	async #writeNow<Result>(work: (writing: Writing) => Promise<Result>, writable: Writable): Promise<Result> {
		const {lock, replica, manifest, onNews} = this.#parts;
		await this.loaded;
		this.refuseToWrite(writable);
		await this.#erasingAgain.survey(replica.facts);
		const release = await lock.acquire();
		const before = replica.end.n;
		try {
			await this.#catchUp(true);
			this.refuseToWrite(writable);
			// Another process may have died in the middle of a removal; finish it first.
			await this.#finishRemovals();
			if (manifest.data.version < storeVersion) await this.#upgrade();
			// An older copy of the store, brought back, holds persons who were erased since.
			if (await this.#erasingAgain.finish(this.writing)) await this.#finishRemovals();
			// It may also have died before holds took in what it imported.
			await this.#holdArrivals();
			const result = await work(this.writing);
			await this.#holdArrivals();
			// Report a purge only once nothing is left.
			await this.#finishRemovals();
			return result;
		} finally {
			release();
			if (replica.end.n !== before) onNews();
		}
	}

	async #upgrade(): Promise<void> {
		const {journal, machine, onNews, tell} = this.#parts;
		await upgradeStore({writing: this.writing, journal, random: machine.random});
		tell('The store was written anew as version 2. Older versions of chatlogs refuse it from now on.');
		onNews();
	}

	/** Removes from every file the texts and names that the journal says are gone. */
	async #finishRemovals(): Promise<void> {
		const {wordsGone} = this.#parts.replica.facts;
		await finishPurges(this.writing);
		if (Object.keys(wordsGone).length === 0 || wordsGone === this.#erased) return;
		await finishErasing(this.writing);
		this.#erased = wordsGone;
	}

	/** Lets holds take in what came in, and notes that they did where store.json knows only what came before. */
	async #holdArrivals(): Promise<void> {
		const {replica, manifest, tell} = this.#parts;
		if (replica.arrivals.isEmpty) return;
		await holdArrivals(this.writing, this.#wordOf, tell);
		const {held = 0, folded, holds} = manifest.data;
		if (holds === undefined || held >= folded.n) return;
		await learnSegments(this.writing);
		await writeManifest(this.writing, []);
	}

	/** See `Store.refuseToWrite`. */
	refuseToWrite(writable: Writable = 'open'): void {
		if (this.#isClosed) throw new StoreRefusal('The store is closed.');
		const {readOnly} = this.#parts.journalEnd;
		if (readOnly !== undefined) throw new StoreRefusal(readOnly);
		if (writable === 'open') refuseIf(readOnlyReason(this.#parts.replica.facts));
	}

	async #append(change: StoredChange, written: readonly WrittenSegment[] = []): Promise<void> {
		const {journalEnd, replica} = this.#parts;
		refuseDestroying(replica.facts.holds, change, this.#wordOf);
		await journalEnd.append(withReleasedWords(change, this.writing, this.#wordOf));
		for (const {info, block} of written) replica.putBlock(info, block);
		await replica.learnCountry();
	}

	/** Returns whether there was anything new. */
	async #catchUp(isLocked = false): Promise<boolean> {
		const {journalEnd, replica} = this.#parts;
		const {isNew, torn} = journalEnd.follow();
		// Another file may have taken the name of an open one.
		if (isNew) this.writing.histories.close();
		if (isLocked && torn > 0) await journalEnd.cutTorn(torn);
		await replica.learnCountry();
		await this.#load();
		try {
			return adoptPurges(this.writing) || isNew;
		} catch (error) {
			// Without the lock, another process may be replacing the files being read; the next look finds them.
			if (isLocked || !(error instanceof StoreRefusal)) throw error;
			return isNew;
		}
	}

	/** Resumes an unfinished purge, or an erasure that an older copy undid, as soon as the store is loaded. If that fails, the next write tries again. */
	async #goOnPurging(): Promise<void> {
		const {replica, journalEnd, machine} = this.#parts;
		await this.loaded;
		const isReadOnly = journalEnd.readOnly !== undefined || replica.facts.readOnly === true;
		const isUnfinished =
			replica.unfinishedPurges.length > 0 || missedErasures(machine, replica.facts).length > 0;
		if (isUnfinished && !isReadOnly) await this.write(() => Promise.resolve());
	}

	/** Reads the missing segments, newest first, one per turn of the event loop. */
	async #load(isEnough: () => boolean = () => false): Promise<void> {
		const {replica, onNews} = this.#parts;
		for (let next = replica.missing[0]; next !== undefined; next = replica.missing[0]) {
			await nextTurn();
			if (this.#isClosed || isEnough()) return;
			const number = next;
			withNewestSegment(this.writing, number, () => replica.readBlock(number));
			onNews();
		}
	}
}
