import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {type FileSystem, readFile, replaceFile} from './file-system.js';
import {type Lock, whileLocked} from './lock.js';
import {parseFile} from './form.js';
import {makeFolder} from './make-folder.js';

/** One person's preferences, kept as one JSON document in a folder of theirs. */
export interface PreferenceFile {
	/** The kept value; `undefined` if there is none, or none that can be used. */
	readonly value: unknown;
	/** A fault of the file, and where the file was put. */
	readonly problem: string | undefined;
	/**
	Alters the value as it is on disk now, also if another process wrote it; resolves with the new value once durable.
	@throws StoreRefusal if it cannot be written
	*/
	update<Value>(alter: (kept: unknown) => Value): Promise<Value>;
}

/** In bytes; hundreds of times what any person needs. */
const sizeLimit = 1_048_576;

/** How long to wait for another process that writes, in milliseconds. */
const patience = 2000;

interface Kept {
	readonly value?: unknown;
	readonly problem?: string;
}

const parsed = (text: string): Kept => {
	try {
		return {value: parseFile(text)};
	} catch {
		return {problem: 'is no JSON'};
	}
};

/** Opens only plain files: a pipe would block, and a link may lead anywhere. */
const read = (files: FileSystem, file: string, isUsable: (value: unknown) => boolean): Kept => {
	const status = files.stat(file);
	if (status === undefined) return {};
	if (status.kind !== 'file') return {problem: 'is no plain file'};
	if (status.size > sizeLimit) return {problem: 'is larger than 1 MiB'};
	const kept = parsed(readFile(files, file).toString('utf8'));
	return kept.problem !== undefined || isUsable(kept.value)
		? kept
		: {problem: 'is not as chatlogs writes it'};
};

const fileIn = (folder: string): string => path.join(folder, 'preferences.json');

/**
Reads the preferences in that folder as they are, and leaves the file alone even if it cannot be used.
@throws StoreRefusal if it cannot be read
*/
export const peekPreferences = (
	{files}: {readonly files: FileSystem},
	folder: string,
): Kept & {file: string} => {
	const file = fileIn(folder);
	return {file, ...read(files, file, () => true)};
};

/**
The person's preferences in that folder, which is made on the first update. A file that cannot be used is renamed, so
that nothing of it is lost.
@param isUsable whether a value has the form of these preferences
*/
export const openPreferences = async (
	{files, lock}: {readonly files: FileSystem; readonly lock: (path: string) => Lock},
	folder: string,
	isUsable: (value: unknown) => boolean,
): Promise<PreferenceFile> => {
	const file = fileIn(folder);
	const lockFile = path.join(folder, 'preferences.lock');

	const locked = async <Result>(work: () => Promise<Result> | Result): Promise<Result> => {
		await makeFolder(files, folder);
		files.open(lockFile, 'write').close();
		return whileLocked(lock(lockFile), work, patience);
	};

	/** Returns the new name of the file. */
	const setAside = (): string => {
		for (let number = 1; ; number++) {
			const aside = path.join(folder, `preferences.broken-${number}.json`);
			if (files.stat(aside) !== undefined) continue;
			files.rename(file, aside);
			return aside;
		}
	};

	/** Reads the file under the lock; sets it aside if it cannot be used. */
	const take = (): Kept => {
		const {value, problem} = read(files, file, isUsable);
		return problem === undefined ? {value} : {problem: `${file} ${problem}. It is ${setAside()} now.`};
	};

	const open = async (): Promise<Kept> => {
		try {
			const {problem, value} = read(files, file, isUsable);
			return problem === undefined ? {value} : await locked(take);
		} catch (error) {
			if (!(error instanceof StoreRefusal)) throw error;
			return {problem: error.message};
		}
	};

	const {value, problem} = await open();
	return {
		value,
		problem,
		update: async alter =>
			locked(async () => {
				const altered = alter(take().value);
				await replaceFile(files, file, `${JSON.stringify(altered)}\n`);
				return altered;
			}),
	};
};
