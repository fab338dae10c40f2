import {createHmac} from 'node:crypto';
import path from 'node:path';
import {type ChatId} from '../domain/change.js';
import {type ChatKey} from '../domain/incoming.js';
import {journalName} from './file-names.js';
import {journalParts} from './journal.js';
import {type Writing} from './writing.js';

/** Session ids for each second. */
const idsOfSecond = 2 ** 20;

/** Bytes of a fingerprint. */
const fingerprintSize = 16;

/**
The sessions of an archive by what their own systems call them. A session gets its id when it is first seen: the second
in which it was created × 2²⁰, and 20 bits that tell nothing to those who lack the store's key.
*/
export class ChatIds {
	readonly #writing: Writing;
	readonly #key: string;
	readonly #known = new Map<string, number>();
	/** Ids given since the journal was read. */
	readonly #given: ChatId[] = [];
	readonly #ids = new Set<number>();

	/** Reads the journal. */
	constructor(writing: Writing, key: string) {
		this.#writing = writing;
		this.#key = key;
		const {files, folder, replica} = writing;
		if (replica.end.n === 0) return;
		const journal = files.open(path.join(folder, journalName), 'read');
		try {
			for (const {entries} of journalParts(journal))
				for (const {change} of entries)
					for (const [fingerprint, id] of change.chats ?? []) this.#known.set(fingerprint, id);
		} finally {
			journal.close();
		}
	}

	get given(): readonly ChatId[] {
		return this.#given;
	}

	/**
	@param createdAt Unix seconds
	@param wanted the id that another archive gave it
	*/
	idOf({source, account, id}: ChatKey, createdAt: number, wanted?: number): number {
		const digest = createHmac('sha256', this.#key)
			.update(JSON.stringify([source, account, id]))
			.digest();
		const fingerprint = digest.subarray(0, fingerprintSize).toString('base64url');
		const known = this.#known.get(fingerprint);
		if (known !== undefined) return known;
		const {table} = this.#writing.replica;
		// Other bytes than the fingerprint's, so that neither tells the other.
		let free =
			wanted ?? Math.max(1, createdAt * idsOfSecond + (digest.readUInt32BE(fingerprintSize) % idsOfSecond));
		while (this.#ids.has(free) || table.rowOf(free) !== undefined)
			free = free === Number.MAX_SAFE_INTEGER ? 1 : free + 1;
		this.#known.set(fingerprint, free);
		this.#ids.add(free);
		this.#given.push([fingerprint, free]);
		return free;
	}
}
