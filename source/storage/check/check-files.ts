import path from 'node:path';
import {
	isBackup,
	isDeliverLock,
	isHistoryFile,
	isSegmentFile,
	journalName,
	keptFilesName,
	lockName,
	manifestName,
	syncLockName,
	syncTimeName,
	wordsName,
} from '../file-names.js';
import {type FileSystem, hasFile, sharing, strangeness} from '../file-system.js';
import {lostAndFoundName} from '../repair/repair-copies.js';

/** Locks are empty, and must not be replaced by copies: waiting processes hold the file itself, not its name. */
const isLock = (name: string): boolean => name === lockName || name === syncLockName || isDeliverLock(name);

const isOfStore = (name: string): boolean =>
	[manifestName, journalName, wordsName, syncTimeName, lostAndFoundName].includes(name) ||
	isLock(name) ||
	isSegmentFile(name) ||
	isHistoryFile(name);

const isFresh = (name: string): boolean => name.endsWith('.new') && isOfStore(name.slice(0, -'.new'.length));

/** The remedy for a strange file, which a repair never touches. */
export const strangeRemedy = 'take it away, or put there what the store had';

/** Entries of the folder with a name of the store's that are not what the name says. */
export const strangeFiles = (
	files: FileSystem,
	folder: string,
): readonly {readonly name: string; readonly what: string}[] =>
	files.list(folder).flatMap(name => {
		const status = files.stat(path.join(folder, name));
		if (status === undefined) return [];
		if (isBackup(name) || name === keptFilesName)
			return status.kind === 'folder' ? [] : [{name, what: `it is a ${status.kind}, no folder`}];
		const what = isOfStore(name) || isFresh(name) ? strangeness(status) : undefined;
		return what === undefined ? [] : [{name, what: `it ${what}`}];
	});

/** The store's files that other users may use, or that have a second name. A repair replaces them by copies. */
export const exposedFiles = (
	files: FileSystem,
	folder: string,
): readonly {readonly name: string; readonly what: string}[] => {
	const folderMode = files.stat(folder)?.mode ?? 0;
	const allowed = (folderMode & 0o020) === 0 ? 0o600 : 0o660;
	return files.list(folder).flatMap(name => {
		const status = isOfStore(name) && !isLock(name) ? files.stat(path.join(folder, name)) : undefined;
		if (status?.kind !== 'file') return [];
		const {mode = 0} = status;
		const shared = sharing(status);
		return [
			...((mode & ~allowed) === 0
				? []
				: [{name, what: `other users may access it (mode ${mode.toString(8)})`}]),
			...(shared === undefined ? [] : [{name, what: `it ${shared}`}]),
		];
	});
};

/** Files whose rename to the final name never happened. */
export const freshFilesIn = (files: FileSystem, folder: string): string[] =>
	files.list(folder).filter(name => isFresh(name) && hasFile(files, path.join(folder, name)));
