import {StoreRefusal} from '../domain/refusal.js';
import {counted} from '../text/count.js';
import {type StoredChange} from './change-form.js';
import {type FileSystem, type OpenFile} from './file-system.js';
import {holdsPoint, journalLine, readJournal} from './journal.js';
import {type Replica} from './replica.js';

interface Parts {
	readonly files: FileSystem;
	readonly folder: string;
	readonly journalPath: string;
	readonly journal: OpenFile;
	readonly replica: Replica;
	/** Why nothing can be written, if so. */
	readonly readOnly: string | undefined;
	/** Where and why the journal cannot be followed to its end, if so. */
	readonly damage: string | undefined;
	/** Called with what the user has to know. */
	readonly tell: (notice: string) => void;
}

/** The end of the journal, where this process and others go on writing. */
export class JournalEnd {
	readonly #parts: Parts;
	#readOnly: string | undefined;
	/** Whether a line of one's own is being written, which is followed when it is durable, and not before. */
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
	Reads on, all in one turn of the event loop, so that nothing is followed twice.
	@returns whether there was anything new, and the bytes of a line at the end that is not finished
	*/
	follow(): {readonly isNew: boolean; readonly torn: number} {
		if (this.#isAppending) return {isNew: false, torn: 0};
		const {journal, journalPath, folder, files, replica} = this.#parts;
		const {end} = replica;
		if (files.stat(journalPath)?.identity !== journal.identity || !holdsPoint(journal, end))
			throw new StoreRefusal(
				`The journal in ${folder} is not the one that was read: the store was remade, or a change was taken back that could not be made durable. Start chatlogs again.`,
			);
		const reading = readJournal(journal, end);
		replica.follow(reading.entries, reading.end);
		const {damage, torn, entries} = reading;
		if (damage !== undefined && this.#readOnly === undefined) this.#stopWriting(damage);
		return {isNew: entries.length > 0, torn: damage === undefined ? torn : 0};
	}

	/** Writes a change, which is durable and followed when this resolves, and not there if it rejects. */
	async append(change: StoredChange): Promise<void> {
		const {journal, files, folder, replica} = this.#parts;
		const {end} = replica;
		const {line, digest} = journalLine(change, end.digest);
		const bytes = Buffer.from(line);
		// Whoever made the store may have died before the journal's name was durable.
		if (end.position === 0) await files.syncFolder(folder);
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
		replica.follow([entry], {position: end.position + bytes.length, n: change.n, digest});
	}

	/**
	Cuts off what a dying process left; durably, so that nothing of it comes back behind the next line. Only who holds
	the lock knows that nobody is writing there.
	*/
	async cutTorn(bytes: number): Promise<void> {
		const {journal, replica, tell} = this.#parts;
		journal.truncate(replica.end.position);
		await journal.sync();
		tell(
			`An unfinished change of ${counted(bytes, 'byte')} was cut off the end of the journal, as a power cut or the end of a process leaves it. Nothing that was reported as done is lost.`,
		);
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

	#stopWriting(damage: string): void {
		this.#readOnly = `The store can only be read: ${damage}. Run: chatlogs check`;
		this.#parts.tell(`What the journal holds from there on is not shown: ${damage}. Run: chatlogs check`);
	}
}
