import {StoreRefusal} from '../domain/refusal.js';
import {counted} from '../text/count.js';
import {type StoredChange} from './change-form.js';
import {splitWords} from './change-words.js';
import {type FileSystem, type OpenFile} from './file-system.js';
import {holdsPoint, type JournalPoint, readJournal, writeChange} from './journal.js';
import {type Machine} from './machine.js';
import {type Replica} from './replica.js';
import {appendWords, saltSize, wordOf} from './words.js';

interface Parts {
	readonly files: FileSystem;
	readonly random: Machine['random'];
	readonly folder: string;
	readonly journalPath: string;
	readonly journal: OpenFile;
	readonly replica: Replica;
	/** Why nothing can be written, if so. */
	readonly readOnly: string | undefined;
	/** Where and why the journal cannot be followed to its end, if so. */
	readonly damage: string | undefined;
	/** Called with each notice for the user. */
	readonly tell: (notice: string) => void;
}

/** The end of the journal, where this and other processes append. */
export class JournalEnd {
	readonly #parts: Parts;
	#readOnly: string | undefined;
	/** Whether this process is writing a line, which must not be followed before it is durable. */
	#isAppending = false;

	constructor(parts: Parts) {
		this.#parts = parts;
		this.#readOnly = parts.readOnly;
		if (parts.damage !== undefined) this.#stopWriting(parts.damage);
	}

	/** Why nothing can be written, if so. */
	get readOnly(): string | undefined {
		return this.#readOnly;
	}

	/**
	Follows new lines, all in one turn of the event loop, so that none is followed twice.
	@returns whether there was anything new, and the bytes of an unfinished line at the end
	*/
	follow(): {readonly isNew: boolean; readonly torn: number} {
		if (this.#isAppending) return {isNew: false, torn: 0};
		const {journal, journalPath, folder, files, replica} = this.#parts;
		const {end} = replica;
		if (files.stat(journalPath)?.identity !== journal.identity || !holdsPoint(journal, end))
			throw new StoreRefusal(
				`The journal in ${folder} is not the one that was read: the store was remade or written anew, or a change was taken back that could not be made durable. Start chatlogs again.`,
			);
		const reading = readJournal(journal, end);
		replica.follow(reading.entries, reading.end);
		const {damage, torn, entries} = reading;
		if (damage !== undefined && this.#readOnly === undefined) this.#stopWriting(damage);
		return {isNew: entries.length > 0, torn: damage === undefined ? torn : 0};
	}

	/** Writes a change. It is durable and followed when this resolves, and absent if this rejects. */
	async append(change: StoredChange): Promise<void> {
		const {journal, files, folder, replica, random} = this.#parts;
		const {end} = replica;
		const {change: kept, words} = splitWords(change, text => wordOf(text, random(saltSize)));
		// The process that made the store may have died before the journal's name was durable.
		if (end.position === 0) await files.syncFolder(folder);
		const takeWordsBack = await appendWords(files, folder, words);
		let next: JournalPoint;
		this.#isAppending = true;
		try {
			next = await writeChange(journal, kept, end);
		} catch (error) {
			if (await this.#cutBack(end.position)) await takeWordsBack().catch(() => undefined);
			throw error;
		} finally {
			this.#isAppending = false;
		}

		replica.follow([{change: kept, position: end.position}], next);
	}

	/**
	Cuts off the torn line of a dead process. Syncs, so that none of it comes back after the next line in a power cut.
	Hold the lock: without it, another process may be writing that line.
	*/
	async cutTorn(bytes: number): Promise<void> {
		const {journal, replica, tell} = this.#parts;
		journal.truncate(replica.end.position);
		await journal.sync();
		tell(
			`An unfinished change of ${counted(bytes, 'byte')} was cut off the end of the journal, as a power cut or the end of a process leaves it. Nothing that was reported as done is lost.`,
		);
	}

	/** Removes a line whose write failed, so that no process takes it for a change. Returns whether it is surely gone. */
	async #cutBack(position: number): Promise<boolean> {
		const {journal} = this.#parts;
		try {
			journal.truncate(position);
			await journal.sync();
			return true;
		} catch (error) {
			this.#readOnly = `A write failed and could not be taken back: ${(error as Error).message} Mend that, then start chatlogs again.`;
			return false;
		}
	}

	#stopWriting(damage: string): void {
		this.#readOnly = `The store can only be read: ${damage}. Run: chatlogs check`;
		this.#parts.tell(`What the journal holds from there on is not shown: ${damage}. Run: chatlogs check`);
	}
}
