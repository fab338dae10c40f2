import {type Low} from 'lowdb';
import {type Actor, type Change, type Draft} from '../domain/change.js';
import {type Capabilities} from '../domain/capabilities.js';
import {type Connection} from '../domain/connection.js';
import {type Outbox} from '../domain/outbox/outbox.js';
import {type Directory} from '../domain/directory.js';
import {type Facts} from '../domain/facts.js';
import {type History} from '../domain/history.js';
import {type Pbx} from '../domain/pbx.js';
import {nothingPulled, type Pulled} from '../domain/pulled.js';
import {type Session} from '../domain/session.js';
import {type StoreIdentity} from '../domain/store-identity.js';
import {blockSize} from '../domain/table/block.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {ChangeReader} from './change-reader.js';
import {type FileSystem, type RenewableFile} from './file-system.js';
import {holdsPoint, type JournalPoint} from './journal.js';
import {JournalEnd} from './journal-end.js';
import {type Lock} from './lock.js';
import {type Manifest} from './manifest.js';
import {readPresentHistory} from './present-history.js';
import {type Machine} from './machine.js';
import {type Writing} from './writing.js';
import {type Replica} from './replica.js';
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
One folder with the chat logs of one PBX, open. Reading is at once and from memory but for histories and changes;
every writing takes the lock, learns what others wrote, and is durable before anybody is told. See `openStore`.
*/
export class Store implements Facts {
	/**
	Resolves when every session is in memory, or as many as were said to be enough; rejects with a StoreRefusal if a
	segment cannot be read.
	*/
	readonly loaded: Promise<void>;
	readonly #parts: Parts;
	readonly #replica: Replica;
	readonly #journalEnd: JournalEnd;
	readonly #changes: ChangeReader;
	readonly #listeners = new Set<() => void>();
	readonly #notices: string[] = [];
	readonly #work: StoreWork;

	/**
	@param replica that has followed the journal already
	@param isEnough whether the sessions in memory are all that will be asked for
	*/
	constructor(parts: Parts, replica: Replica, isEnough: (store: Store) => boolean = () => false) {
		this.#parts = parts;
		this.#replica = replica;
		if (parts.notice !== undefined) this.#tell(parts.notice);
		const {files, random} = parts.machine;
		const tell = (notice: string): void => this.#tell(notice);
		this.#journalEnd = new JournalEnd({...parts, files, random, replica, tell});
		this.#changes = new ChangeReader({...parts, files, replica});
		const onNews = (): void => this.#notify();
		this.#work = new StoreWork({...parts, replica, journalEnd: this.#journalEnd, tell, onNews}, () =>
			isEnough(this),
		);
		this.loaded = this.#work.loaded;
	}

	get folder(): string {
		return this.#parts.folder;
	}

	get files(): FileSystem {
		return this.#parts.machine.files;
	}

	get table(): SessionTable {
		return this.#replica.table;
	}

	/** What makes it this store, wherever it lies. */
	get identity(): StoreIdentity {
		return this.#replica.facts.store;
	}

	get pbx(): Pbx {
		return this.#replica.facts.pbx;
	}

	/** The PBX that it is connected to; `undefined` if none. */
	get connection(): Connection | undefined {
		return this.#replica.facts.connection;
	}

	/** How far that was read. */
	get pulled(): Pulled {
		return this.#replica.facts.pulled ?? nothingPulled;
	}

	get capabilities(): Capabilities {
		return this.#parts.machine.capabilitiesOf(this.pbx);
	}

	get platform(): string | undefined {
		return this.#replica.facts.platform;
	}

	/** Sessions of which the platform may have to be told something. */
	get outbox(): Outbox {
		return this.#replica.outbox;
	}

	get locale(): string | undefined {
		return this.#parts.machine.locale;
	}

	get directory(): Directory {
		return this.#replica.directory;
	}

	/** The number of the newest change that is known here. */
	get newestChange(): number {
		return this.#replica.end.n;
	}

	/** Where the journal ends, as far as it is known here: the newest change, and its digest. */
	get journalPoint(): JournalPoint {
		return this.#replica.end;
	}

	/** Whether the journal goes on from that point, and so was neither restored nor written anew. Reads one line. */
	holdsPoint(point: JournalPoint): boolean {
		return holdsPoint(this.#parts.journal, point);
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

	/** The part of the sessions that is in memory, from 0 to 1. */
	get progress(): number {
		const {segments, missing} = this.#replica;
		return segments.length === 0 ? 1 : 1 - missing.length / segments.length;
	}

	/** No session that is not in memory yet is newer than this, in Unix seconds; 0 if none has a time. */
	get newestMissing(): number {
		return this.#replica.newestMissing;
	}

	session(id: number): Session | undefined {
		return this.table.session(id);
	}

	/** Whether nothing is left of the session but its id. */
	isPurged(id: number): boolean {
		const row = this.table.rowOf(id);
		return row !== undefined && this.table.isPurged(row);
	}

	deletedMessages(id: number): ReadonlySet<number> {
		return this.table.deletedMessages(id);
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

	changes(): Generator<Change> {
		return this.#changes.newestFirst();
	}

	/** The changes that touched a session, oldest first. */
	changesOf(id: number): Change[] {
		const row = this.table.rowOf(id);
		const positions = row === undefined ? [] : (this.table.blockOf(row).touched.get(row % blockSize) ?? []);
		return positions.map(position => this.#changes.at(position));
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
