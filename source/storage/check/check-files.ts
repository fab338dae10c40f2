import path from 'node:path';
import {
	deliverLockName,
	isHistoryFile,
	isSegmentFile,
	journalName,
	lockName,
	manifestName,
} from '../file-names.js';
import {type FileSystem} from '../file-system.js';
import {lostAndFoundName} from '../repair/repair-copies.js';

/** Empty, and known to those who wait by what they are, so that they cannot be replaced. */
const locks: ReadonlySet<string> = new Set([lockName, deliverLockName]);

const isOfStore = (name: string): boolean =>
	[manifestName, journalName, lockName, deliverLockName, lostAndFoundName].includes(name) ||
	isSegmentFile(name) ||
	isHistoryFile(name);

/** The store's files that more people may use than its folder says. */
export const openFiles = (
	files: FileSystem,
	folder: string,
): readonly {readonly name: string; readonly mode: number}[] => {
	const folderMode = files.stat(folder)?.mode ?? 0;
	const allowed = (folderMode & 0o020) === 0 ? 0o600 : 0o660;
	return files
		.list(folder)
		.filter(name => isOfStore(name) && !locks.has(name))
		.map(name => ({name, mode: files.stat(path.join(folder, name))?.mode ?? 0}))
		.filter(({mode}) => (mode & ~allowed) !== 0);
};

/** Files that were to take the name of another, and did not come so far. */
export const freshFilesIn = (files: FileSystem, folder: string): string[] =>
	files.list(folder).filter(name => name.endsWith('.new') && isOfStore(name.slice(0, -'.new'.length)));
