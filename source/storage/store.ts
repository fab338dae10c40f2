import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Low} from 'lowdb';
import {type Actor, type Change, type Draft} from '../domain/change.js';
import {type Outbox} from '../domain/outbox/outbox.js';
import {type Directory} from '../domain/directory.js';
import {type Facts} from '../domain/facts.js';
import {emptyHistory, type History} from '../domain/history.js';
import {type Pbx} from '../domain/pbx.js';
import {StoreRefusal} from '../domain/refusal.js';
import {type Session} from '../domain/session.js';
import {blockSize, type HistoryPlace} from '../domain/table/block.js';
import {historyPlaceAt} from '../domain/table/rows.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {counted} from '../text/count.js';
import {type FileSystem, type OpenFile} from './file-system.js';
import {HistoryReader} from './history-files.js';
import {holdsPoint, journalLine, readBackward, readChangeAt, readJournal} from './journal.js';
import {type Lock} from './lock.js';
import {type Manifest, readManifest} from './manifest.js';
import {type WrittenSegment} from './segment.js';
import {adoptPurges, finishPurges} from './purge.js';
import {type StoredChange} from './change-form.js';
import {type Machine} from './machine.js';
import {type Writing} from './writing.js';
import {type Replica} from './replica.js';

const isSamePlace = (a: HistoryPlace, b: HistoryPlace | undefined): boolean =>
	a.file === b?.file && a.offset === b.offset && a.length === b.length;

/** How many changes are kept that were read back from the journal. */
const recentChanges = 64;

interface Parts {
	readonly folder: string;
	readonly machine: Machine;
	readonly manifest: Low<Manifest>;
	readonly journalPath: string;
	readonly journal: OpenFile;
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
	readonly #histories: HistoryReader;
	readonly #listeners = new Set<() => void>();
	/** By position in the journal, the last used last. */
	readonly #recentChanges = new Map<number, Change>();
	readonly #notices: string[] = [];
	#readOnly: string | undefined;
	#isClosed = false;
	/** Whether a line of one's own is being written, which is followed when it is durable, and not before. */
	#isAppending = false;
	/** Settles when the last writing that was asked for is done: those of one process queue up. */
	#writing: Promise<unknown> = Promise.resolve();

	/**
	@param replica that has followed the journal already
	@param isEnough whether the sessions in memory are all that will be asked for
	*/
	constructor(parts: Parts, replica: Replica, isEnough?: (store: Store) => boolean) {
		this.#parts = parts;
		this.#replica = replica;
		this.#readOnly = parts.readOnly;
		if (parts.notice !== undefined) this.#tell(parts.notice);
		if (parts.damage !== undefined) this.#stopWriting(parts.damage);
		this.#histories = new HistoryReader(parts.machine.files, parts.folder);
		this.loaded = this.#load(isEnough);
		// Whoever waits for it is told; nobody has to.
		this.loaded.catch(() => undefined);
		this.#finishPurges().catch(() => undefined);
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

	get pbx(): Pbx {
		return this.#replica.pbx;
	}

	get platform(): string | undefined {
		return this.#replica.platform;
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

	/** Bytes of the journal that opening the store has to read. */
	get unfoldedBytes(): number {
		return this.#replica.end.position - this.#parts.manifest.data.folded.position;
	}

	/** Why nothing can be written, if so. */
	get readOnly(): string | undefined {
		return this.#readOnly;
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
		for (let tried: HistoryPlace | undefined; ;) {
			const place = this.#historyPlace(id);
			if (place === undefined) return emptyHistory(id);
			try {
				return this.#histories.read(id, place);
			} catch (error) {
				if (!(error instanceof StoreRefusal) || isSamePlace(place, tried)) throw error;
				tried = place;
				this.#lookAgain(id);
			}
		}
	}

	*changes(): Generator<Change> {
		for (const {change} of readBackward(this.#parts.journal, this.#replica.end.position)) yield change;
	}

	/** The changes that touched a session, oldest first. */
	changesOf(id: number): Change[] {
		const row = this.table.rowOf(id);
		const positions = row === undefined ? [] : (this.table.blockOf(row).touched.get(row % blockSize) ?? []);
		return positions.map(position => this.#changeAt(position));
	}

	/** Calls back after every alteration, whoever made it; returns how to end that. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Takes in what other processes have written since. Cheap when there is nothing. */
	async refresh(): Promise<void> {
		// In the queue of the writings: a line of one's own that is being synced would else be followed twice.
		const result = this.#writing.then(async () => {
			if (!this.#isClosed && (await this.#catchUp())) this.#notify();
		});
		this.#writing = result.catch(() => undefined);
		return result;
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
		const result = this.#writing.then(async () => this.#writeNow(work));
		this.#writing = result.catch(() => undefined);
		return result;
	}

	/** Ends all use of the folder, when the writing under way is done. */
	async close(): Promise<void> {
		await this.#writing;
		this.#isClosed = true;
		this.#listeners.clear();
		this.#histories.close();
		this.#parts.lock.close();
		this.#parts.journal.close();
	}

	async #writeNow<Result>(work: (writing: Writing) => Promise<Result>): Promise<Result> {
		await this.loaded;
		this.#refuseToWrite();
		const release = await this.#parts.lock.acquire();
		const before = this.newestChange;
		try {
			await this.#catchUp(true);
			this.#refuseToWrite();
			const writing = this.#writingNow();
			// What another process began and did not live to finish comes first.
			await finishPurges(writing);
			const result = await work(writing);
			// Of a purge nobody is told before nothing is left.
			await finishPurges(writing);
			return result;
		} finally {
			release();
			if (this.newestChange !== before) this.#notify();
		}
	}

	/** Changes of many sessions are long and asked for by each of them, so the last few are kept. */
	#changeAt(position: number): Change {
		const change = this.#recentChanges.get(position) ?? readChangeAt(this.#parts.journal, position);
		this.#recentChanges.delete(position);
		this.#recentChanges.set(position, change);
		const [oldest] = this.#recentChanges.keys();
		if (this.#recentChanges.size > recentChanges) this.#recentChanges.delete(oldest!);
		return change;
	}

	#writingNow(): Writing {
		const {machine, folder, manifest} = this.#parts;
		return {
			files: machine.files,
			folder,
			replica: this.#replica,
			histories: this.#histories,
			manifest,
			number: (actor, draft) => ({n: this.newestChange + 1, at: machine.now(), ...actor, ...draft}),
			append: async (change, written) => this.#append(change, written),
			syncJournal: async () => this.#parts.journal.sync(),
		};
	}

	#refuseToWrite(): void {
		if (this.#isClosed) throw new StoreRefusal('The store is closed.');
		if (this.#readOnly !== undefined) throw new StoreRefusal(this.#readOnly);
	}

	async #append(change: StoredChange, written: readonly WrittenSegment[] = []): Promise<void> {
		const {end} = this.#replica;
		const {line, digest} = journalLine(change, end.digest);
		const bytes = Buffer.from(line);
		const {journal, machine} = this.#parts;
		// Whoever made the store may have died before the journal's name was durable.
		if (end.position === 0) await machine.files.syncFolder(this.folder);
		this.#isAppending = true;
		try {
			journal.write(bytes, end.position);
			await journal.sync();
		} catch (error) {
			await this.#cutBack(end.position);
			throw error;
		} finally {
			this.#isAppending = false;
		}

		const entry = {change, position: end.position};
		this.#replica.follow([entry], {position: end.position + bytes.length, n: change.n, digest});
		for (const {info, block} of written) this.#replica.putBlock(info, block);
		await this.#replica.learnCountry();
	}

	/** After a failed write, so that nobody takes the line for a change. */
	async #cutBack(position: number): Promise<void> {
		const {journal} = this.#parts;
		try {
			journal.truncate(position);
			await journal.sync();
		} catch (error) {
			this.#readOnly = `A write failed and could not be taken back: ${(error as Error).message} Mend that, then start chatlogs again.`;
		}
	}

	/** Whether there was anything new. */
	async #catchUp(isLocked = false): Promise<boolean> {
		const {isNew, torn} = this.#follow();
		// Only who holds the lock knows that nobody is writing there.
		if (isLocked && torn > 0) await this.#cutTorn(torn);
		await this.#replica.learnCountry();
		await this.#load();
		try {
			return adoptPurges(this.#writingNow()) || isNew;
		} catch (error) {
			// Without the lock others may just be replacing what is read: the next look finds it.
			if (isLocked || !(error instanceof StoreRefusal)) throw error;
			return isNew;
		}
	}

	/**
	Reads on in the journal, all in one turn of the event loop, so that nothing is followed twice.
	@returns whether there was anything new, and the bytes of a line at the end that is not finished
	*/
	#follow(): {readonly isNew: boolean; readonly torn: number} {
		if (this.#isAppending) return {isNew: false, torn: 0};
		const {journal, journalPath, folder, machine} = this.#parts;
		const {end} = this.#replica;
		if (machine.files.stat(journalPath)?.identity !== journal.identity || !holdsPoint(journal, end))
			throw new StoreRefusal(
				`The journal in ${folder} is not the one that was read: the store was remade, or a change was taken back that could not be made durable. Start chatlogs again.`,
			);
		const reading = readJournal(journal, end);
		this.#replica.follow(reading.entries, reading.end);
		const {damage, torn, entries} = reading;
		// A name may stand for another file now.
		if (entries.length > 0) this.#histories.close();
		if (damage !== undefined && this.#readOnly === undefined) this.#stopWriting(damage);
		return {isNew: entries.length > 0, torn: damage === undefined ? torn : 0};
	}

	#stopWriting(damage: string): void {
		this.#readOnly = `The store can only be read: ${damage}. Run: chatlogs check`;
		this.#tell(`What the journal holds from there on is not shown: ${damage}. Run: chatlogs check`);
	}

	/** Cuts off what a dying process left; durably, so that nothing of it comes back behind the next line. */
	async #cutTorn(bytes: number): Promise<void> {
		const {journal} = this.#parts;
		journal.truncate(this.#replica.end.position);
		await journal.sync();
		this.#tell(
			`An unfinished change of ${counted(bytes, 'byte')} was cut off the end of the journal, as a power cut or the end of a process leaves it. Nothing that was reported as done is lost.`,
		);
	}

	/** A purge that was begun goes on as soon as the store is there. Should that fail, the next writing tries again. */
	async #finishPurges(): Promise<void> {
		await this.loaded;
		if (this.#replica.unfinishedPurges.length > 0 && this.#readOnly === undefined)
			await this.write(() => Promise.resolve());
	}

	/** Reads the segments that are missing, the newest first, one a turn of the event loop. */
	async #load(isEnough: (store: Store) => boolean = () => false): Promise<void> {
		for (let next = this.#replica.missing[0]; next !== undefined; next = this.#replica.missing[0]) {
			await nextTurn();
			if (this.#isClosed || isEnough(this)) return;
			const number = next;
			this.#withNewestSegment(number, () => this.#replica.readBlock(number));
			this.#notify();
		}
	}

	#historyPlace(id: number): HistoryPlace | undefined {
		const row = this.table.rowOf(id);
		if (row === undefined || this.table.isPurged(row)) return undefined;
		return historyPlaceAt(this.table.blockOf(row), row % blockSize);
	}

	/**
	Learns where a history lies now, all in one turn of the event loop. Whoever purges first writes that down, then
	moves what is left, and blanks the old place last: what was found blank is explained by what is read here.
	*/
	#lookAgain(id: number): void {
		this.#histories.close();
		this.#adoptSegments();
		// Nobody who reads a history expects to be told of a change at that moment.
		if (this.#follow().isNew) setImmediate(() => this.#notify());
		const row = this.table.rowOf(id);
		if (row === undefined) return;
		const number = Math.floor(row / blockSize);
		this.#withNewestSegment(number, () => this.#replica.readPlaces(number));
	}

	#adoptSegments(): void {
		const {manifest, machine, folder} = this.#parts;
		manifest.data = readManifest(machine.files, folder);
		this.#replica.adoptSegments(manifest.data.segments);
	}

	/** Reads of a segment. Other processes rewrite them at any time, and remove those that they replace. */
	#withNewestSegment(number: number, read: () => void): void {
		const {segments} = this.#replica;
		for (;;) {
			const tried = segments[number];
			try {
				read();
				return;
			} catch (error) {
				this.#adoptSegments();
				if (segments[number] === tried) throw error;
			}
		}
	}

	#tell(notice: string): void {
		this.#notices.push(notice);
		this.#notify();
	}

	#notify(): void {
		for (const listener of this.#listeners) listener();
	}
}
