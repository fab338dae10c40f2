import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';

/**
The few file operations that the store needs, so that tests can simulate them. Reads and writes are synchronous, since
they meet the page cache; operations that wait for the disk are not.
*/
export interface FileSystem {
	/**
	`read`: must exist. `write`: read and write, made if missing. `create`: a new file, which replaces any that is there.
	Opens only plain files, and for writing only those without a second name.
	*/
	open(path: string, mode: 'read' | 'write' | 'create'): OpenFile;
	/** `undefined` if there is nothing at that path. */
	stat(path: string): FileStatus | undefined;
	list(folder: string): readonly string[];
	/** The parent folder must exist. A folder that exists stays as it is. */
	makeFolder(path: string): void;
	rename(from: string, to: string): void;
	/** Removes a file, or a folder with everything in it. */
	remove(path: string): void;
	/** Makes the names in the folder durable. */
	syncFolder(path: string): Promise<void>;
}

export type FileKind = 'file' | 'folder' | 'symbolic link' | 'FIFO' | 'socket' | 'device';

export interface FileStatus {
	readonly kind: FileKind;
	/** In bytes. */
	readonly size: number;
	/** The permissions, as for `chmod`; missing where the system has none. */
	readonly mode?: number;
	/** The number of its names (hard links); missing where the system has none. */
	readonly links?: number;
	/** Changes when another file takes the name. */
	readonly identity: string;
	/** When its content was altered last, in milliseconds since 1970; missing where the system does not tell. */
	readonly alteredAt?: number;
}

/** Offsets and lengths are in bytes. */
export interface OpenFile {
	/** As in {@link FileStatus}. */
	readonly identity: string;
	size(): number;
	/** The bytes at that offset; fewer only where the file ends. Uses the given buffer if it is long enough. */
	read(offset: number, length: number, into?: Buffer): Buffer;
	write(data: Uint8Array, offset: number): void;
	truncate(size: number): void;
	/** Makes the content durable. */
	sync(): Promise<void>;
	close(): void;
}

/** An open file that another file may replace under its name. */
export interface RenewableFile extends OpenFile {
	/** Switches to the file that has the name now. */
	renew(): void;
}

export const renewable = (open: () => OpenFile): RenewableFile => {
	let file = open();
	return {
		get identity() {
			return file.identity;
		},
		size: () => file.size(),
		read: (offset, length, into) => file.read(offset, length, into),
		write: (data, offset) => file.write(data, offset),
		truncate: size => file.truncate(size),
		sync: async () => file.sync(),
		close: () => file.close(),
		renew() {
			const next = open();
			file.close();
			file = next;
		},
	};
};

/** Why the entry cannot be used as a file of a store; `undefined` if it can. */
export const strangeness = ({kind}: FileStatus): string | undefined =>
	kind === 'file'
		? undefined
		: kind === 'symbolic link'
			? 'is a symbolic link, which a store does not follow'
			: `is a ${kind} where a file should be`;

/** Why the file must not be altered; `undefined` if it may. */
export const sharing = ({kind, links = 1}: FileStatus): string | undefined =>
	kind === 'file' && links > 1
		? 'has another name elsewhere (a hard link), and what is written here would be altered there, too'
		: undefined;

/** @throws StoreRefusal that names what is there instead of a plain file */
export const refuseIfNoPlainFile = (
	file: string,
	status: FileStatus,
	mode: 'read' | 'write' | 'create',
): void => {
	const strange = strangeness(status);
	if (strange !== undefined)
		throw new StoreRefusal(`${file} ${strange}. Take it away, or put the file there.`);
	const shared = mode === 'write' ? sharing(status) : undefined;
	if (shared !== undefined) throw new StoreRefusal(`${file} ${shared}. Run: chatlogs check --repair`);
};

/** Whether a plain file is there. */
export const hasFile = (files: FileSystem, file: string): boolean => files.stat(file)?.kind === 'file';

/** Reads a whole file. */
export const readFile = (files: FileSystem, file: string): Buffer => {
	const open = files.open(file, 'read');
	try {
		return open.read(0, open.size());
	} finally {
		open.close();
	}
};

/**
Reads a whole file of which it matters that it was read; `undefined` if there is nothing at that path.
@throws StoreRefusal if something else than a plain file is there
*/
export const readIfThere = (files: FileSystem, file: string): Buffer | undefined =>
	files.stat(file) === undefined ? undefined : readFile(files, file);

/** Writes a new file and makes its content durable; its name is durable after `syncFolder`. */
export const writeFile = async (
	files: FileSystem,
	file: string,
	data: string | Uint8Array,
): Promise<void> => {
	const open = files.open(file, 'create');
	try {
		open.write(typeof data === 'string' ? Buffer.from(data) : data, 0);
		await open.sync();
	} finally {
		open.close();
	}
};

/** Replaces a file as a whole, durably: at any moment either the old one or the new one is there. */
export const replaceFile = async (files: FileSystem, file: string, data: string): Promise<void> => {
	const fresh = `${file}.new`;
	await writeFile(files, fresh, data);
	files.rename(fresh, file);
	await files.syncFolder(path.dirname(file));
};
