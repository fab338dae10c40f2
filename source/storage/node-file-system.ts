import {constants} from 'node:buffer';
import fs from 'node:fs';
import {promisify} from 'node:util';
import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {type SystemTrouble, systemTrouble} from '../domain/system-trouble.js';
import {
	type FileKind,
	type FileStatus,
	type FileSystem,
	type OpenFile,
	refuseIfNoPlainFile,
} from './file-system.js';

const datasync = promisify(fs.fdatasync);
const fsync = promisify(fs.fsync);

const {O_RDONLY, O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK} = fs.constants;

// A symbolic link instead of a store's file would lead out of the store, and opening a FIFO would wait for ever.
const always = O_NOFOLLOW | O_NONBLOCK;
const openFlags = {
	read: O_RDONLY | always,
	write: O_RDWR | O_CREAT | always,
	// O_EXCL, since an existing file may have another name elsewhere, where its content must stay.
	create: O_RDWR | O_CREAT | O_EXCL | always,
} as const;

const notAllowed: SystemTrouble = {
	reason: 'this user may not',
	remedy: 'Check its owner and mode, and those of its folder; another store is used by --store DIR.',
};

const ownMeanings: Readonly<Record<string, SystemTrouble>> = {
	EACCES: notAllowed,
	EPERM: notAllowed,
	ENOENT: {reason: 'it is missing', remedy: 'Was the store moved, or remade by another process?'},
	ENOTDIR: {reason: 'it is not inside a folder', remedy: 'Check its path.'},
};

const refusalFor = (error: unknown, file: string): unknown => {
	// Node refuses such a path itself, before the system is asked.
	if (file.includes('\0'))
		return new StoreRefusal(`${file} cannot be used: no path has a NUL. Correct it.`, {cause: error});
	const trouble = systemTrouble(error, ownMeanings);
	return trouble === undefined
		? error
		: new StoreRefusal(`${file} cannot be used: ${trouble.reason}. ${trouble.remedy}`, {cause: error});
};

const explained = <Result>(file: string, operation: () => Result): Result => {
	try {
		return operation();
	} catch (error) {
		throw refusalFor(error, file);
	}
};

const explainedLater = async (file: string, operation: () => Promise<void>): Promise<void> => {
	try {
		await operation();
	} catch (error) {
		throw refusalFor(error, file);
	}
};

const identityOf = ({dev, ino}: fs.Stats): string => `${dev}:${ino}`;

const kindOf = (status: fs.Stats): FileKind => {
	if (status.isFile()) return 'file';
	if (status.isDirectory()) return 'folder';
	if (status.isSymbolicLink()) return 'symbolic link';
	if (status.isFIFO()) return 'FIFO';
	return status.isSocket() ? 'socket' : 'device';
};

const statusOf = (status: fs.Stats): FileStatus => ({
	kind: kindOf(status),
	size: status.size,
	mode: status.mode & 0o777,
	links: status.nlink,
	identity: identityOf(status),
	alteredAt: status.mtimeMs,
});

const statusAt = (file: string): FileStatus | undefined => {
	const status = fs.lstatSync(file, {throwIfNoEntry: false});
	return status && statusOf(status);
};

/** Above so many bytes, a read first asks for the file's size, so that a wrong length cannot claim all memory. */
const longRead = 1024 * 1024;

/** @throws StoreRefusal if the length is more than a string can hold */
const lengthOfLongRead = (file: string, descriptor: number, offset: number, length: number): number => {
	const wanted = Math.max(0, Math.min(length, fs.fstatSync(descriptor).size - offset));
	if (wanted <= constants.MAX_STRING_LENGTH) return wanted;
	throw new StoreRefusal(
		`${file} has more than 512 MB in one piece at byte ${offset}, which no part of a store has. Run: chatlogs check`,
	);
};

/** `permissions` of new files; the umask of the process does not apply to a shared store. */
const openFile = (file: string, mode: keyof typeof openFlags, permissions: number): OpenFile => {
	const found = statusAt(file);
	if (found) refuseIfNoPlainFile(file, found, mode);
	if (found && mode === 'create') fs.unlinkSync(file);
	const descriptor = fs.openSync(file, openFlags[mode], permissions);
	let status: FileStatus;
	try {
		// Another file may have taken the name meanwhile.
		status = statusOf(fs.fstatSync(descriptor));
		refuseIfNoPlainFile(file, status, mode);
		if (mode !== 'read' && (!found || mode === 'create')) fs.fchmodSync(descriptor, permissions);
	} catch (error) {
		fs.closeSync(descriptor);
		throw error;
	}

	return {
		identity: status.identity,
		size: () => explained(file, () => fs.fstatSync(descriptor).size),
		read: (offset, length, into) =>
			explained(file, () => {
				const wanted = length > longRead ? lengthOfLongRead(file, descriptor, offset, length) : length;
				const buffer = into && into.length >= wanted ? into : Buffer.allocUnsafe(wanted);
				let done = 0;
				while (done < wanted) {
					const count = fs.readSync(descriptor, buffer, done, wanted - done, offset + done);
					if (count === 0) break;
					done += count;
				}

				return buffer.subarray(0, done);
			}),
		write: (data, offset) =>
			explained(file, () => {
				let done = 0;
				while (done < data.length)
					done += fs.writeSync(descriptor, data, done, data.length - done, offset + done);
			}),
		truncate: size => explained(file, () => fs.ftruncateSync(descriptor, size)),
		sync: async () => explainedLater(file, async () => datasync(descriptor)),
		close: () => fs.closeSync(descriptor),
	};
};

const isReadable = (folder: string): boolean => {
	try {
		fs.accessSync(folder, fs.constants.R_OK);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EACCES') return false;
		throw error;
	}
};

/**
The machine's own file system. Files are for their owner alone (0600, folder 0700), unless the store's folder is
writable by its group: then its files are, too.
@throws StoreRefusal with the path and the reason where the operating system refuses.
*/
export const nodeFileSystem: FileSystem = {
	open(file, mode) {
		return explained(file, () => {
			const isShared = mode !== 'read' && (fs.statSync(path.dirname(file)).mode & 0o020) !== 0;
			return openFile(file, mode, isShared ? 0o660 : 0o600);
		});
	},
	stat: file => explained(file, () => statusAt(file)),
	list: folder => explained(folder, () => fs.readdirSync(folder)),
	makeFolder(folder) {
		explained(folder, () => {
			try {
				// Not `recursive`, which tries for ever in some folders, such as below /proc.
				fs.mkdirSync(folder, {mode: 0o700});
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			}
		});
	},
	rename: (from, to) => explained(from, () => fs.renameSync(from, to)),
	remove: file => explained(file, () => fs.rmSync(file, {force: true, recursive: true})),
	syncFolder: async folder =>
		explainedLater(folder, async () => {
			// A folder without read permission, as the one above a store may be, cannot be synced.
			if (!isReadable(folder)) return;
			const descriptor = fs.openSync(folder, O_RDONLY);
			try {
				await fsync(descriptor);
			} finally {
				fs.closeSync(descriptor);
			}
		}),
};
