import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {Refusal, UsageRefusal} from '../domain/refusal.js';

const explanations: Readonly<Record<string, string>> = {
	ENOENT: 'its folder does not exist. Make it, or choose another',
	ENOTDIR: 'its folder is a file. Choose another',
	EACCES: 'this user may not write there. Choose another folder, or mend its owner and mode',
	EPERM: 'this user may not write there. Choose another folder, or mend its owner and mode',
	EROFS: 'the file system is mounted read-only. Choose another folder',
	ENOSPC: 'the disk is full. Free some space and try again',
	EDQUOT: 'the quota is used up. Free some space and try again',
	EIO: 'the disk reports an error. Check it before going on',
	ENAMETOOLONG: 'its name is too long. Choose a shorter one',
	EEXIST: 'the file beside it in which it is prepared is there already. Remove that and try again',
};

const refusalFor = (error: unknown, file: string): unknown => {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	const explanation = Object.hasOwn(explanations, code) ? explanations[code]! : undefined;
	return explanation === undefined
		? error
		: new Refusal(`${file} cannot be written: ${explanation}.`, {cause: error});
};

/** The folder that is meant, whatever links lead there. */
const realFolder = (folder: string): string => {
	try {
		return fs.realpathSync(folder);
	} catch {
		return path.resolve(folder);
	}
};

export interface ExportTarget {
	/** The path as it was given. */
	readonly file: string;
	/** The folder of the store, which is no place for anything else. */
	readonly storeFolder: string;
	/** Whether a file that is there may be replaced. */
	readonly mayReplace: boolean;
}

/** @throws UsageRefusal if nothing may be written there */
const checkTarget = ({file, storeFolder, mayReplace}: ExportTarget): void => {
	const fromStore = path.relative(realFolder(storeFolder), realFolder(path.dirname(path.resolve(file))));
	if (fromStore === '' || (!fromStore.startsWith('..') && !path.isAbsolute(fromStore)))
		throw new UsageRefusal(`${file} lies in the store's own folder. Choose another.`);
	const found = fs.lstatSync(file, {throwIfNoEntry: false});
	if (found === undefined) return;
	if (!found.isFile()) throw new UsageRefusal(`${file} is there and is no plain file. Choose another name.`);
	if (!mayReplace)
		throw new UsageRefusal(`${file} is there already. Choose another name, or add --force to replace it.`);
};

const writeTo = async (descriptor: number, texts: AsyncIterable<string>): Promise<void> => {
	for await (const text of texts) fs.writeFileSync(descriptor, text);
	fs.fsyncSync(descriptor);
};

const syncFolder = (folder: string): void => {
	const descriptor = fs.openSync(folder, 'r');
	try {
		fs.fsyncSync(descriptor);
	} finally {
		fs.closeSync(descriptor);
	}
};

/**
Writes a file that only its owner may read. It is prepared under another name beside it, so that what has its name is
always whole, and durable when this resolves; if it rejects, nothing is left of it.
@throws UsageRefusal if nothing may be written there
@throws Refusal if the operating system does not let it be written
*/
export const writeExport = async (target: ExportTarget, texts: AsyncIterable<string>): Promise<void> => {
	const file = path.resolve(target.file);
	const prepared = `${file}.${process.pid}.part`;
	try {
		checkTarget(target);
		const descriptor = fs.openSync(prepared, 'wx', 0o600);
		try {
			await writeTo(descriptor, texts);
			checkTarget(target);
			fs.renameSync(prepared, file);
		} catch (error) {
			fs.rmSync(prepared, {force: true});
			throw error;
		} finally {
			fs.closeSync(descriptor);
		}

		syncFolder(path.dirname(file));
	} catch (error) {
		throw refusalFor(error, target.file);
	}
};
