import fs from 'node:fs';
import {promisify} from 'node:util';
import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {type FileSystem, type OpenFile} from './file-system.js';

const datasync = promisify(fs.fdatasync);
const fsync = promisify(fs.fsync);

const {O_RDONLY, O_RDWR, O_CREAT, O_TRUNC, O_NOFOLLOW} = fs.constants;

// A symbolic link in the place of a store's file would lead reads and writes out of the store.
const openFlags = {
	read: O_RDONLY | O_NOFOLLOW,
	write: O_RDWR | O_CREAT | O_NOFOLLOW,
	create: O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW,
} as const;

/** What the usual errors of the operating system mean to an administrator. */
const explanations: Readonly<Record<string, string>> = {
	ENOENT: 'is missing. Was the store moved, or remade by another process?',
	ENOTDIR: 'is not inside a folder. Check the path given with --store.',
	EACCES:
		'may not be read or written by this user. Check owner and mode of the store’s folder, or name another: --store DIR',
	EPERM:
		'may not be read or written by this user. Check owner and mode of the store’s folder, or name another: --store DIR',
	EROFS: 'lies on a file system that is mounted read-only.',
	ENOSPC: 'cannot be written: the disk is full. Free some space and try again; nothing is lost.',
	EDQUOT: 'cannot be written: the quota is used up. Free some space and try again; nothing is lost.',
	EIO: 'cannot be read or written: the disk reports an error. Check the disk before going on.',
	ELOOP: 'is a symbolic link, which a store does not follow.',
	EISDIR: 'is a folder where a file should be.',
};

const refusalFor = (error: unknown, file: string): unknown => {
	const {code = ''} = error as NodeJS.ErrnoException;
	const explanation = explanations[code];
	return explanation === undefined ? error : new StoreRefusal(`${file} ${explanation}`, {cause: error});
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

/** `mode` of new files; the umask of the process does not apply to a shared store. */
const openFile = (file: string, flags: number, mode: number): OpenFile => {
	const isNew = (flags & O_CREAT) !== 0 && !fs.existsSync(file);
	const descriptor = fs.openSync(file, flags, mode);
	if (isNew) fs.fchmodSync(descriptor, mode);
	return {
		identity: identityOf(fs.fstatSync(descriptor)),
		size: () => explained(file, () => fs.fstatSync(descriptor).size),
		read: (offset, length, into) =>
			explained(file, () => {
				const buffer = into && into.length >= length ? into : Buffer.allocUnsafe(length);
				let done = 0;
				while (done < length) {
					const count = fs.readSync(descriptor, buffer, done, length - done, offset + done);
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
			return openFile(file, openFlags[mode], isShared ? 0o660 : 0o600);
		});
	},
	stat(file) {
		const status = explained(file, () => fs.lstatSync(file, {throwIfNoEntry: false}));
		return (
			status && {
				kind: status.isFile() ? 'file' : status.isDirectory() ? 'folder' : 'other',
				size: status.size,
				mode: status.mode & 0o777,
				identity: identityOf(status),
			}
		);
	},
	list: folder => explained(folder, () => fs.readdirSync(folder)),
	makeFolder(folder) {
		explained(folder, () => {
			try {
				// Not `recursive`: below /proc, say, that tries for ever.
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
			// What may only be passed through, as the folder above a store may be, is left to the system.
			if (!isReadable(folder)) return;
			const descriptor = fs.openSync(folder, O_RDONLY);
			try {
				await fsync(descriptor);
			} finally {
				fs.closeSync(descriptor);
			}
		}),
};
