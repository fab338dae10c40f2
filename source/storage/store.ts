import {type Low} from 'lowdb';
import {type Actor, type Change, type Draft} from '../domain/change.js';
import {type Facts} from '../domain/facts.js';
import {type History} from '../domain/history.js';
import {type RenewableFile} from './file-system.js';
import {JournalEnd} from './journal-end.js';
import {type Lock} from './lock.js';
import {type Manifest} from './manifest.js';
import {readPresentHistory} from './present-history.js';
import {type Machine} from './machine.js';
import {type Writing} from './writing.js';
import {type Replica} from './replica.js';
import {StoreView} from './store-view.js';
import {readOnlyReason, StoreWork} from './store-work.js';
import {lastAheadIn} from './sync-time.js';

interface Parts {
	readonly folder: string;
	readonly machine: Machine;
	readonly manifest: Low<Manifest>;
	readonly journalPath: string;
	readonly journal: RenewableFile;
	readonly lock: Lock;
	/** Why nothing can be written, if so. */
	readonly readOnly: string | undefined;
	/** Where and why the journal cannot be followed to its end, if so. */
	readonly damage: string | undefined;
	/** Something the user should know that opening the store found. */
	readonly notice: string | undefined;
}

/**
The open folder of one PBX's chat logs. Each write takes the lock, takes in what other processes wrote, and is durable before any listener hears of it. See `openStore`.
*/
export class Store extends StoreView {
	/**
	Resolves when every session is in memory, or `isEnough` says that no more are needed; rejects with a StoreRefusal if
	a segment cannot be read.
	*/
	readonly loaded: Promise<void>;
	/** Resolves when nothing is left any more that the journal says is gone, or that could not be brought about now. */
	readonly settled: Promise<void>;
	readonly #parts: Parts;
	readonly #replica: Replica;
	readonly #journalEnd: JournalEnd;
	readonly #listeners = new Set<() => void>();
	readonly #notices: string[] = [];
	readonly #work: StoreWork;

	/**
	@param replica one that has followed the journal to its end
	@param isEnough whether the sessions in memory are all that will be asked for
	*/
	constructor(parts: Parts, replica: Replica, isEnough: (store: Store) => boolean = () => false) {
		super(parts, replica);
		this.#parts = parts;
		this.#replica = replica;
		if (parts.notice !== undefined) this.#tell(parts.notice);
		const {files, random} = parts.machine;
		const tell = (notice: string): void => this.#tell(notice);
		this.#journalEnd = new JournalEnd({...parts, files, random, replica, tell});
		const onNews = (): void => this.#notify();
		this.#work = new StoreWork(
			{...parts, facts: this, replica, journalEnd: this.#journalEnd, tell, onNews},
			() => isEnough(this),
		);
		this.loaded = this.#work.loaded;
		this.settled = this.#work.settled;
	}

	/** By the last sync, as long as the store is connected. */
	get pbxClock(): number | undefined {
		const ahead = this.connection && lastAheadIn(this);
		return ahead === undefined ? undefined : this.#parts.machine.now() + ahead;
	}

	/** Bytes of the journal that opening the store has to read. */
	get unfoldedBytes(): number {
		return this.#replica.end.position - this.#parts.manifest.data.folded.position;
	}

	/** Bytes of histories that opening has to read because only the journal holds their rows. */
	get unfoldedHistories(): number {
		return this.#replica.unfolded.reduce((sum, {length}) => sum + length, 0);
	}

	/** Why nothing can be written, if so. */
	get readOnly(): string | undefined {
		return this.#journalEnd.readOnly ?? readOnlyReason(this.#replica.facts);
	}

	/**
	For work that begins elsewhere than in the store, which would refuse the change that comes of it.
	@throws StoreRefusal or Refusal if nothing can be written
	*/
	refuseToWrite(): void {
		this.#work.refuseToWrite();
	}

	/** Notices to the user about faults found in the folder and repairs made; the newest last. */
	get notices(): readonly string[] {
		return this.#notices;
	}

	/**
	Reads a history. If another process purged or moved it meanwhile, this follows the journal first, and may learn that
	the session is gone.
	@throws StoreRefusal if it is damaged
	*/
	history(id: number): History {
		const followJournal = (): void => {
			// Later, since a caller does not expect its listeners to run while it reads a history.
			if (this.#journalEnd.follow().isNew) setImmediate(() => this.#notify());
		};

		return readPresentHistory({...this.#work.writing, followJournal}, id);
	}

	/** Calls the listener after every alteration by any process; returns a function that unsubscribes. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Takes in what other processes have written since. Cheap if they wrote nothing. */
	async refresh(): Promise<void> {
		return this.#work.refresh();
	}

	/**
	Makes a change. `drafting` runs under the lock, so no other process can alter the facts meanwhile. If it throws or
	drafts nothing, the store stays as it was.
	@throws StoreRefusal if the change could not be written; the store then stays as it was, too
	*/
	async commit(actor: Actor, drafting: (facts: Facts) => Draft): Promise<Change>;
	async commit(actor: Actor, drafting: (facts: Facts) => Draft | undefined): Promise<Change | undefined>;
	async commit(actor: Actor, drafting: (facts: Facts) => Draft | undefined): Promise<Change | undefined> {
		return this.write(async writing => {
			const draft = drafting(this);
			if (draft === undefined) return undefined;
			const change = writing.number(actor, draft);
			await writing.append(change);
			return change;
		});
	}

	/**
	Makes the store read-only, or takes that back, which is the only change that a read-only store takes.
	@returns nothing if it is so already
	*/
	async setReadOnly(actor: Actor, readOnly: boolean): Promise<Change | undefined> {
		return this.#work.write(async writing => {
			if ((this.#replica.facts.readOnly ?? false) === readOnly) return undefined;
			const change = writing.number(actor, {kind: 'read-only', readOnly});
			await writing.append(change);
			return change;
		}, 'read-only');
	}

	/** Finishes what another process had begun and died over, as every write does first; also in a read-only store. */
	async finishBegun(): Promise<void> {
		return this.#work.write(() => Promise.resolve(), 'read-only');
	}

	/** Runs `work` while this process is the only writer, once every session is in memory. */
	async write<Result>(work: (writing: Writing) => Promise<Result>): Promise<Result> {
		return this.#work.write(work);
	}

	/** Stops using the folder once the write under way is done. */
	async close(): Promise<void> {
		await this.#work.close();
		this.#listeners.clear();
	}

	#tell(notice: string): void {
		this.#notices.push(notice);
		this.#notify();
	}

	#notify(): void {
		for (const listener of this.#listeners) listener();
	}
}
