import {createHash} from 'node:crypto';
import path from 'node:path';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {type FileSystem, type OpenFile} from '../../source/storage/file-system.js';
import {type Lock} from '../../source/storage/lock.js';
import {digitsFromTheBeginning, randomDigits} from './random-digits.js';

/**
What of the unsynced a power cut takes: everything; all content, while names stay; nothing; the second half of the
content; the content, of which zeros are left; new names; every name but those that were removed.
*/
export const losses = [
	'all',
	'content',
	'nothing',
	'half',
	'zeros',
	'new names',
	'all but removals',
] as const;

export type Loss = (typeof losses)[number];

interface Content {
	readonly number: number;
	bytes: Buffer;
	/** As of the last sync. */
	durable: Buffer;
}

interface Folder {
	readonly names: Map<string, Content | Folder>;
	/** As of the last sync. */
	durable: ReadonlyMap<string, Content | Folder>;
}

const newFolder = (): Folder => ({names: new Map(), durable: new Map()});

const isFolder = (entry: Content | Folder): entry is Folder => 'names' in entry;

/** An operation that alters something, as `write changes.jsonl`. */
export type Operation =
	`${'make' | 'write' | 'truncate' | 'sync' | 'rename' | 'remove' | 'sync folder'} ${string}`;

/** Stands for the end of the process, or of the machine. */
export class Crash extends Error {}

/**
Asked before each operation that alters something: whether it happens, nothing happens, or an error instead; its cause
tells if half of it happens before, or all (`half`, `done`).
*/
export type Fate = (operation: Operation, number: number) => 'done' | 'skipped' | Error;

const missing = (file: string): StoreRefusal => new StoreRefusal(`${file} is missing`);

/** What of the unsynced content a power cut leaves. */
const remains = ({bytes, durable}: Content, loss: Loss): Buffer => {
	if (loss === 'nothing') return bytes;
	if (loss === 'half') {
		const common = bytes.findIndex((byte, index) => byte !== durable[index]);
		const from = common === -1 ? Math.min(bytes.length, durable.length) : common;
		const half = from + Math.floor((bytes.length - from) / 2);
		return Buffer.concat([bytes.subarray(0, half), durable.subarray(half)]);
	}

	if (loss === 'zeros') return Buffer.from(bytes.map((byte, index) => (durable[index] === byte ? byte : 0)));
	return durable;
};

const names = (folder: Folder, loss: Loss): ReadonlyMap<string, Content | Folder> => {
	if (loss === 'all') return folder.durable;
	const stillNamed = [...folder.durable].filter(([name]) => folder.names.has(name));
	if (loss === 'all but removals') return new Map(stillNamed);
	if (loss === 'new names') return new Map(stillNamed.map(([name]) => [name, folder.names.get(name)!]));
	return folder.names;
};

let contents = 0;

const newContent = (bytes = Buffer.alloc(0)): Content => ({number: ++contents, bytes, durable: bytes});

/** One holder at a time. */
const simulatedLock = (): (() => Lock) => {
	let last = Promise.resolve();
	return () => ({
		async acquire() {
			const before = last;
			const {promise, resolve} = Promise.withResolvers<undefined>();
			last = promise.then(() => undefined);
			await before;
			return () => resolve(undefined);
		},
		close: () => undefined,
	});
};

/** A file system in memory that knows what would outlive a power cut. */
export class SimulatedFileSystem implements FileSystem {
	fate: Fate = () => 'done';
	/** Of all processes on these files. */
	readonly lock = simulatedLock();
	/** Operations so far that altered something. */
	readonly operations: Operation[] = [];
	/** The chance of all processes on these files. */
	readonly random: (bytes: number) => string;
	readonly #root: Folder;

	constructor(root: Folder = newFolder(), random = randomDigits) {
		this.#root = root;
		this.random = random;
	}

	/** With these folders, one in the other, durable. The same life on it always leaves the same. */
	static with(...folders: readonly string[]): SimulatedFileSystem {
		const root = newFolder();
		let inner = root;
		for (const name of folders) {
			const made = newFolder();
			inner.names.set(name, made);
			inner.durable = new Map(inner.names);
			inner = made;
		}

		return new SimulatedFileSystem(root, digitsFromTheBeginning());
	}

	/** The same files for the processes that are left when all that use these were killed. */
	afterKill(): SimulatedFileSystem {
		return new SimulatedFileSystem(this.#root);
	}

	/** The files as they are found after a power cut now. */
	afterPowerCut(loss: Loss): SimulatedFileSystem {
		const copies = new Map<Content, Content>();
		const copy = (entry: Content | Folder): Content | Folder => {
			if (isFolder(entry)) {
				const left = new Map([...names(entry, loss)].map(([name, inner]) => [name, copy(inner)]));
				return {names: left, durable: new Map(left)};
			}

			const bytes = Buffer.from(remains(entry, loss));
			const known = copies.get(entry) ?? {number: entry.number, bytes, durable: Buffer.from(bytes)};
			copies.set(entry, known);
			return known;
		};

		return new SimulatedFileSystem(copy(this.#root) as Folder);
	}

	/** Stands for all names and contents, as a process finds them: whatever opens the same does the same. */
	get fingerprint(): string {
		const hash = createHash('sha1');
		const add = ({names}: Folder): void => {
			for (const [name, entry] of [...names].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
				hash.update(isFolder(entry) ? `(${name}` : `${name} ${entry.bytes.length} `);
				if (isFolder(entry)) add(entry);
				hash.update(isFolder(entry) ? ')' : entry.bytes);
			}
		};

		add(this.#root);
		return hash.digest('base64');
	}

	/** Replaces a whole file, durably. */
	put(file: string, data: string | Buffer): void {
		const folder = this.#parent(file);
		folder.names.set(path.basename(file), newContent(Buffer.from(data)));
		folder.durable = new Map(folder.names);
	}

	bytes(file: string): Buffer {
		return this.#file(file).bytes;
	}

	open(file: string, mode: 'read' | 'write' | 'create'): OpenFile {
		const known = this.#entry(file);
		if (known === undefined && mode === 'read') throw missing(file);
		if (known === undefined) {
			this.#alter(`make ${path.basename(file)}`, isDone => {
				if (isDone) this.#parent(file).names.set(path.basename(file), newContent());
			});
		} else if (mode === 'create') {
			this.#alter(`truncate ${path.basename(file)}`, isDone => {
				if (isDone) this.#file(file).bytes = Buffer.alloc(0);
			});
		}

		return this.#openFile(path.basename(file), this.#file(file));
	}

	stat(file: string): ReturnType<FileSystem['stat']> {
		const entry = this.#entry(file);
		if (entry === undefined) return undefined;
		return isFolder(entry)
			? {kind: 'folder', size: 0, identity: file}
			: {kind: 'file', size: entry.bytes.length, identity: String(entry.number)};
	}

	list(folder: string): readonly string[] {
		return [...this.#folder(folder).names.keys()];
	}

	makeFolder(folder: string): void {
		this.#alter(`make ${path.basename(folder)}`, isDone => {
			if (isDone) this.#parent(folder).names.set(path.basename(folder), newFolder());
		});
	}

	rename(from: string, to: string): void {
		this.#alter(`rename ${path.basename(to)}`, isDone => {
			if (!isDone) return;
			this.#parent(to).names.set(path.basename(to), this.#file(from));
			this.#parent(from).names.delete(path.basename(from));
		});
	}

	remove(file: string): void {
		this.#alter(`remove ${path.basename(file)}`, isDone => {
			if (isDone) this.#parent(file).names.delete(path.basename(file));
		});
	}

	async syncFolder(folder: string): Promise<void> {
		const known = this.#folder(folder);
		await Promise.resolve();
		this.#alter(`sync folder ${path.basename(folder)}`, isDone => {
			if (isDone) known.durable = new Map(known.names);
		});
	}

	#openFile(name: string, content: Content): OpenFile {
		return {
			identity: String(content.number),
			size: () => content.bytes.length,
			read: (offset, length) => Buffer.from(content.bytes.subarray(offset, offset + length)),
			write: (data, offset) =>
				this.#alter(`write ${name}`, (isDone, isHalf) => {
					const part = data.subarray(0, isDone ? data.length : isHalf ? Math.ceil(data.length / 2) : 0);
					const bytes = Buffer.alloc(Math.max(content.bytes.length, offset + part.length));
					bytes.set(content.bytes);
					bytes.set(part, offset);
					content.bytes = bytes;
				}),
			truncate: size =>
				this.#alter(`truncate ${name}`, isDone => {
					if (isDone) content.bytes = content.bytes.subarray(0, size);
				}),
			sync: async () => {
				await Promise.resolve();
				this.#alter(`sync ${name}`, isDone => {
					if (isDone) content.durable = content.bytes;
				});
			},
			close: () => undefined,
		};
	}

	/** `isHalf` matters to writes alone: all else happens as a whole or not. */
	#alter(operation: Operation, alter: (isDone: boolean, isHalf: boolean) => void): void {
		const fate = this.fate(operation, this.operations.length);
		this.operations.push(operation);
		if (fate === 'done') alter(true, false);
		if (fate instanceof Error) {
			alter(fate.cause === 'done', fate.cause === 'half');
			throw fate;
		}
	}

	#entry(file: string): Content | Folder | undefined {
		let entry: Content | Folder | undefined = this.#root;
		for (const name of file.split(path.sep).filter(Boolean)) {
			entry = entry !== undefined && isFolder(entry) ? entry.names.get(name) : undefined;
		}

		return entry;
	}

	#file(file: string): Content {
		const entry = this.#entry(file);
		if (entry === undefined || isFolder(entry)) throw missing(file);
		return entry;
	}

	#folder(folder: string): Folder {
		const entry = this.#entry(folder);
		if (entry === undefined || !isFolder(entry)) throw missing(folder);
		return entry;
	}

	#parent(file: string): Folder {
		return this.#folder(path.dirname(file));
	}
}
