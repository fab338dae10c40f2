import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';

/**
The few file operations that the store stands on, small enough that a simulated file system can take its place.
Reading and writing are synchronous (they meet the page cache); only what waits for the disk is not.
*/
export interface FileSystem {
	/**
	`read`: must exist. `write`: read and write, made if missing. `create`: a new file, in the place of one that is there.
	Only plain files are opened, and only those altered that have no other name.
	*/
	open(path: string, mode: 'read' | 'write' | 'create'): OpenFile;
	/** `undefined` if there is nothing at that path. */
	stat(path: string): FileStatus | undefined;
	list(folder: string): readonly string[];
	/** The folder above it must be there. One that is there already stays as it is. */
	makeFolder(path: string): void;
	rename(from: string, to: string): void;
	/** A folder with all that is in it. */
	remove(path: string): void;
	/** Makes the names in the folder durable. */
	syncFolder(path: string): Promise<void>;
}

export type FileKind = 'file' | 'folder' | 'symbolic link' | 'FIFO' | 'socket' | 'device';

export interface FileStatus {
	readonly kind: FileKind;
	/** In bytes. */
	readonly size: number;
	/** Who may read and write it, as `chmod` takes it; missing where there is no such thing. */
	readonly mode?: number;
	/** The names that it has; missing where there is no such thing. */
	readonly links?: number;
	/** Changes when another file takes the name. */
	readonly identity: string;
}

/** Offsets and lengths are in bytes. */
export interface OpenFile {
	/** As in {@link FileStatus}. */
	readonly identity: string;
	size(): number;
	/** The bytes at that offset; fewer only where the file ends. They may be put into the given buffer, if it is long enough. */
	read(offset: number, length: number, into?: Buffer): Buffer;
	write(data: Uint8Array, offset: number): void;
	truncate(size: number): void;
	/** Makes the content durable. */
	sync(): Promise<void>;
	close(): void;
}

/** An open file whose name may come to stand for another one. */
export interface RenewableFile extends OpenFile {
	/** Goes on with the file that has the name now. */
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

/** Why nothing that lies there may be used as a file of a store, if so. */
export const strangeness = ({kind}: FileStatus): string | undefined =>
	kind === 'file'
		? undefined
		: kind === 'symbolic link'
			? 'is a symbolic link, which a store does not follow'
			: `is a ${kind} where a file should be`;

/** Why what lies there may not be altered in place, if so. */
export const sharing = ({kind, links = 1}: FileStatus): string | undefined =>
	kind === 'file' && links > 1
		? 'has another name elsewhere (a hard link), and what is written here would be altered there, too'
		: undefined;

/** @throws StoreRefusal naming what lies there */
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

/** Puts a whole new file in the place of one, and makes that durable: at any moment there is the old one or the new one. */
export const replaceFile = async (files: FileSystem, file: string, data: string): Promise<void> => {
	const fresh = `${file}.new`;
	await writeFile(files, fresh, data);
	files.rename(fresh, file);
	await files.syncFolder(path.dirname(file));
};
