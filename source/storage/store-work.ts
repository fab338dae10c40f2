import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Low} from 'lowdb';
import {StoreRefusal} from '../domain/refusal.js';
import {type OpenFile} from './file-system.js';
import {HistoryReader} from './history-files.js';
import {type JournalEnd} from './journal-end.js';
import {type Lock} from './lock.js';
import {type Machine} from './machine.js';
import {type Manifest} from './manifest.js';
import {withNewestSegment} from './newest-segments.js';
import {adoptPurges, finishPurges} from './purge.js';
import {type Replica} from './replica.js';
import {type WrittenSegment} from './segment.js';
import {type StoredChange} from './change-form.js';
import {type Writing} from './writing.js';

interface Parts {
	readonly folder: string;
	readonly machine: Machine;
	readonly manifest: Low<Manifest>;
	readonly journal: OpenFile;
	readonly journalEnd: JournalEnd;
	readonly lock: Lock;
	readonly replica: Replica;
	/** Called after every alteration of what is in memory. */
	readonly onNews: () => void;
}

/** What this process does to an open store, one thing after the other: it loads, follows what others write, and writes. */
export class StoreWork {
	/** See `Store.loaded`. */
	readonly loaded: Promise<void>;
	/** What work on the folder stands on. */
	readonly writing: Writing;
	readonly #parts: Parts;
	#isClosed = false;
	/** Settles when the last work that was asked for is done. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(parts: Parts, isEnough: () => boolean) {
		this.#parts = parts;
		const {folder, machine, manifest, journal, replica} = parts;
		this.writing = {
			files: machine.files,
			folder,
			replica,
			histories: new HistoryReader(machine.files, folder),
			manifest,
			number: (actor, draft) => ({n: replica.end.n + 1, at: machine.now(), ...actor, ...draft}),
			append: async (change, written) => this.#append(change, written),
			syncJournal: async () => journal.sync(),
		};
		this.loaded = this.#load(isEnough);
		// Callers may await this; none has to.
		this.loaded.catch(() => undefined);
		this.#goOnPurging().catch(() => undefined);
	}

	/** See `Store.refresh`. */
	async refresh(): Promise<void> {
		// In the queue of the writings: a line of one's own that is being synced would else be followed twice.
		return this.#inTurn(async () => {
			if (!this.#isClosed && (await this.#catchUp())) this.#parts.onNews();
		});
	}

	/** See `Store.write`. */
	async write<Result>(work: (writing: Writing) => Promise<Result>): Promise<Result> {
		return this.#inTurn(async () => this.#writeNow(work));
	}

	/** Ends all use of the folder, when the work under way is done. */
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

	async #writeNow<Result>(work: (writing: Writing) => Promise<Result>): Promise<Result> {
		const {lock, replica, onNews} = this.#parts;
		await this.loaded;
		this.#refuseToWrite();
		const release = await lock.acquire();
		const before = replica.end.n;
		try {
			await this.#catchUp(true);
			this.#refuseToWrite();
			// What another process began and did not live to finish comes first.
			await finishPurges(this.writing);
			const result = await work(this.writing);
			// Report a purge only once nothing is left.
			await finishPurges(this.writing);
			return result;
		} finally {
			release();
			if (replica.end.n !== before) onNews();
		}
	}

	#refuseToWrite(): void {
		if (this.#isClosed) throw new StoreRefusal('The store is closed.');
		const {readOnly} = this.#parts.journalEnd;
		if (readOnly !== undefined) throw new StoreRefusal(readOnly);
	}

	async #append(change: StoredChange, written: readonly WrittenSegment[] = []): Promise<void> {
		const {journalEnd, replica} = this.#parts;
		await journalEnd.append(change);
		for (const {info, block} of written) replica.putBlock(info, block);
		await replica.learnCountry();
	}

	/** Whether there was anything new. */
	async #catchUp(isLocked = false): Promise<boolean> {
		const {journalEnd, replica} = this.#parts;
		const {isNew, torn} = journalEnd.follow();
		// A name may stand for another file now.
		if (isNew) this.writing.histories.close();
		if (isLocked && torn > 0) await journalEnd.cutTorn(torn);
		await replica.learnCountry();
		await this.#load();
		try {
			return adoptPurges(this.writing) || isNew;
		} catch (error) {
			// Without the lock others may just be replacing what is read: the next look finds it.
			if (isLocked || !(error instanceof StoreRefusal)) throw error;
			return isNew;
		}
	}

	/** A purge that was begun goes on as soon as the store is there. Should that fail, the next writing tries again. */
	async #goOnPurging(): Promise<void> {
		const {replica, journalEnd} = this.#parts;
		await this.loaded;
		if (replica.unfinishedPurges.length > 0 && journalEnd.readOnly === undefined)
			await this.write(() => Promise.resolve());
	}

	/** Reads the segments that are missing, the newest first, one a turn of the event loop. */
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
