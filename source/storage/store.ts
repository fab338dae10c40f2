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
import {StoreWork} from './store-work.js';

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
	/** What was found while it was opened, for the user to know. */
	readonly notice: string | undefined;
}

/**
One folder with the chat logs of one PBX, open. Every writing takes the lock, learns what others wrote, and is durable
before anybody is told. See `openStore`.
*/
export class Store extends StoreView {
	/**
	Resolves when every session is in memory, or as many as were said to be enough; rejects with a StoreRefusal if a
	segment cannot be read.
	*/
	readonly loaded: Promise<void>;
	readonly #parts: Parts;
	readonly #replica: Replica;
	readonly #journalEnd: JournalEnd;
	readonly #listeners = new Set<() => void>();
	readonly #notices: string[] = [];
	readonly #work: StoreWork;

	/**
	@param replica that has followed the journal already
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
		this.#work = new StoreWork({...parts, replica, journalEnd: this.#journalEnd, tell, onNews}, () =>
			isEnough(this),
		);
		this.loaded = this.#work.loaded;
	}

	/** Bytes of the journal that opening the store has to read. */
	get unfoldedBytes(): number {
		return this.#replica.end.position - this.#parts.manifest.data.folded.position;
	}

	/** Bytes of histories that it has to read, because the journal tells their rows. */
	get unfoldedHistories(): number {
		return this.#replica.unfolded.reduce((sum, {length}) => sum + length, 0);
	}

	/** Why nothing can be written, if so. */
	get readOnly(): string | undefined {
		return this.#journalEnd.readOnly;
	}

	/** What was found wrong in the folder, and what was put right, for the user to know; the newest last. */
	get notices(): readonly string[] {
		return this.#notices;
	}

	/**
	May find that others purged or moved what it reads: then more is known of the store afterwards, be it that the
	session is gone.
	@throws StoreRefusal if it is damaged
	*/
	history(id: number): History {
		const followJournal = (): void => {
			// Nobody who reads a history expects to be told of a change at that moment.
			if (this.#journalEnd.follow().isNew) setImmediate(() => this.#notify());
		};

		return readPresentHistory({...this.#work.writing, followJournal}, id);
	}

	/** Calls back after every alteration, whoever made it; returns how to end that. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Takes in what other processes have written since. Cheap when there is nothing. */
	async refresh(): Promise<void> {
		return this.#work.refresh();
	}

	/**
	Makes a change: `drafting` is asked under the lock, with facts that nobody else can alter meanwhile. If it throws
	or drafts nothing, the store stays as it was.
	@throws StoreRefusal if it could not be written; then nothing is changed
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

	/** Does work while this process is the only writer. Waits until every session is in memory. */
	async write<Result>(work: (writing: Writing) => Promise<Result>): Promise<Result> {
		return this.#work.write(work);
	}

	/** Ends all use of the folder, when the writing under way is done. */
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
