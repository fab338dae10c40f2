import {createHash} from 'node:crypto';
import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {keptFilesName} from './file-names.js';
import {type FileSystem, hasFile, readFile, replaceFile, writeFile} from './file-system.js';
import {type Form, isCount, isText, maybe, oneOf, readForm, recordOf} from './form.js';

const reasons = ['no address', 'elsewhere', 'gone', 'too large', 'no room'] as const;
/** Why a file of a message is not here, and will not be asked for again. */
export type Missing = (typeof reasons)[number];

/** The outcome for one file of a message. */
export interface KeptFile {
	readonly session: number;
	readonly message: number;
	/** Its index among the files of the message. */
	readonly index: number;
	/** The SHA-256 of its bytes, which lie under that name; missing if it is not here. */
	readonly digest?: string;
	/** In bytes. */
	readonly size?: number;
	readonly missing?: Missing;
}

const digestForm = /^[\da-f]{64}$/;
const isDigest: Form<string> = (value): value is string => isText(value) && digestForm.test(value);

const isKeptFile = recordOf<KeptFile>({
	session: isCount,
	message: isCount,
	index: isCount,
	digest: maybe(isDigest),
	size: maybe(isCount),
	missing: maybe(oneOf(reasons)),
});

const indexName = 'index.jsonl';

const newline = 0x0a;

const linesOf = (kept: readonly KeptFile[]): string => kept.map(each => `${JSON.stringify(each)}\n`).join('');

/** A file of a message by where it belongs. */
export const keptFileKey = ({
	session,
	message,
	index,
}: Pick<KeptFile, 'session' | 'message' | 'index'>): string => `${session}/${message}/${index}`;

/**
Files of messages as the PBX offered them, in a folder inside the store: each content once, under its SHA-256, and an
index of what became of each file, a JSON line a file. It is no part of the journal: it can be fetched again as long as
the PBX has it, so a line that is damaged is passed over. It is altered only by who holds the store's lock.
*/
export class KeptFiles {
	readonly #files: FileSystem;
	readonly #store: string;
	readonly #folder: string;

	constructor(files: FileSystem, store: string) {
		this.#files = files;
		this.#store = store;
		this.#folder = path.join(store, keptFilesName);
	}

	/** The outcome for each file, by {@link keptFileKey}; the last word counts. */
	read(): ReadonlyMap<string, KeptFile> {
		if (!this.#isThere()) return new Map();
		const index = this.#index();
		const text = hasFile(this.#files, index) ? readFile(this.#files, index).toString('utf8') : '';
		return new Map(
			text
				.split('\n')
				.flatMap(line => readForm(line, isKeptFile) ?? [])
				.map(kept => [keptFileKey(kept), kept]),
		);
	}

	/** @throws StoreRefusal if what lies there has not that digest */
	bytes(digest: string): Buffer {
		const file = this.#content(digest);
		const bytes = readFile(this.#files, file);
		if (createHash('sha256').update(bytes).digest('hex') !== digest)
			throw new StoreRefusal(`${file} is damaged: it is not what was fetched.`);
		return bytes;
	}

	/** Keeps what was fetched, durably: first the contents, then the lines that name them. */
	async add(fetched: readonly (KeptFile & {readonly bytes?: Uint8Array})[]): Promise<void> {
		if (fetched.length === 0) return;
		if (!this.#isThere()) this.#files.makeFolder(this.#folder);
		await this.#files.syncFolder(this.#store);
		for (const {digest, bytes} of fetched)
			if (digest !== undefined && bytes && !hasFile(this.#files, this.#content(digest)))
				await writeFile(this.#files, this.#content(digest), bytes);
		await this.#files.syncFolder(this.#folder);
		await this.#append(
			fetched.map(({session, message, index, digest, size, missing}) => ({
				session,
				message,
				index,
				digest,
				size,
				missing,
			})),
		);
	}

	/** Removes what belongs to purged sessions and messages, and every content that nothing refers to. */
	async remove(isPurged: (session: number, message: number) => boolean): Promise<void> {
		if (!this.#isThere()) return;
		const kept = [...this.read().values()].filter(({session, message}) => !isPurged(session, message));
		await replaceFile(this.#files, this.#index(), linesOf(kept));
		const used = new Set(kept.map(({digest}) => digest));
		for (const name of this.#files.list(this.#folder))
			if (name !== indexName && !used.has(name)) this.#files.remove(path.join(this.#folder, name));
		await this.#files.syncFolder(this.#folder);
	}

	/** @throws StoreRefusal if something else than a folder lies there */
	#isThere(): boolean {
		const kind = this.#files.stat(this.#folder)?.kind;
		if (kind === undefined || kind === 'folder') return kind !== undefined;
		throw new StoreRefusal(`${this.#folder} is a ${kind} where a folder should be. Take it away.`);
	}

	/** A line that a crash tore must not spoil the next one. */
	async #append(kept: readonly KeptFile[]): Promise<void> {
		const index = this.#files.open(this.#index(), 'write');
		try {
			const size = index.size();
			const isTorn = size > 0 && index.read(size - 1, 1)[0] !== newline;
			index.write(Buffer.from((isTorn ? '\n' : '') + linesOf(kept)), size);
			await index.sync();
		} finally {
			index.close();
		}

		await this.#files.syncFolder(this.#folder);
	}

	#index(): string {
		return path.join(this.#folder, indexName);
	}

	#content(digest: string): string {
		if (!digestForm.test(digest)) throw new StoreRefusal(`${digest} is no name of a file that was fetched.`);
		return path.join(this.#folder, digest);
	}
}
