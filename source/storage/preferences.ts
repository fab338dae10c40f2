import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {type FileSystem, readFile, replaceFile} from './file-system.js';
import {type Lock, whileLocked} from './lock.js';
import {makeFolder} from './make-folder.js';

/** What belongs to one person, kept as one JSON document in a folder of theirs. */
export interface PreferenceFile {
	/** What is kept; `undefined` if nothing is, or nothing that can be used. */
	readonly value: unknown;
	/** What is wrong with what was there, and what became of it. */
	readonly problem: string | undefined;
	/**
	Puts what is made of that which is kept now, whoever wrote it, in its place; resolves with it when it is durable.
	@throws StoreRefusal if it cannot be written
	*/
	update<Value>(alter: (kept: unknown) => Value): Promise<Value>;
}

/** In bytes. Hundreds of times what anybody names. */
const sizeLimit = 1_048_576;

/** How long one process waits for another that writes, in milliseconds. */
const patience = 2000;

interface Kept {
	readonly value?: unknown;
	readonly problem?: string;
}

const parsed = (text: string): Kept => {
	try {
		return {value: JSON.parse(text)};
	} catch {
		return {problem: 'is no JSON'};
	}
};

/** Never opens what is no plain file: a pipe would block, and a link may lead anywhere. */
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

/**
The person's preferences in that folder, which is made when something is kept. What cannot be used is set aside under
another name, so that nothing of it is lost.
@param isUsable whether a value is what is kept here
*/
export const openPreferences = async (
	{files, lock}: {readonly files: FileSystem; readonly lock: (path: string) => Lock},
	folder: string,
	isUsable: (value: unknown) => boolean,
): Promise<PreferenceFile> => {
	const file = path.join(folder, 'preferences.json');
	const lockFile = path.join(folder, 'preferences.lock');

	const locked = async <Result>(work: () => Promise<Result> | Result): Promise<Result> => {
		await makeFolder(files, folder);
		files.open(lockFile, 'write').close();
		return whileLocked(lock(lockFile), work, patience);
	};

	/** The name that it has now. */
	const setAside = (): string => {
		for (let number = 1; ; number++) {
			const aside = path.join(folder, `preferences.broken-${number}.json`);
			if (files.stat(aside) !== undefined) continue;
			files.rename(file, aside);
			return aside;
		}
	};

	/** What is kept, while it is locked: what cannot be used is set aside. */
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
