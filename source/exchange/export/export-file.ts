import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {Refusal, UsageRefusal} from '../../domain/refusal.js';
import {type SystemTrouble, systemTrouble} from '../../domain/system-trouble.js';
import {realFolder} from '../../storage/real-folder.js';
import {removeLeftovers} from './leftovers.js';

const elsewhere = 'Choose another folder, or mend its owner and mode.';

const ownMeanings: Readonly<Record<string, SystemTrouble>> = {
	ENOENT: {reason: 'its folder does not exist', remedy: 'Make it, or choose another.'},
	ENOTDIR: {reason: 'its folder is a file', remedy: 'Choose another.'},
	EACCES: {reason: 'this user may not write there', remedy: elsewhere},
	EPERM: {reason: 'this user may not write there', remedy: elsewhere},
	EEXIST: {
		reason: 'another export to it is under way, or the file beside it in which it is prepared is left over',
		remedy: 'Wait for the one, or remove the other.',
	},
};

const refusalFor = (error: unknown, file: string): unknown => {
	const trouble = systemTrouble(error, ownMeanings);
	return trouble === undefined
		? error
		: new Refusal(`${file} cannot be written: ${trouble.reason}. ${trouble.remedy}`, {cause: error});
};

export interface ExportFile {
	/** The path as it was given. */
	readonly file: string;
	/** The folder of the store, where nothing else may be written. */
	readonly storeFolder: string;
	/** Whether a file that is there may be replaced. */
	readonly mayReplace: boolean;
}

/**
Whether a file is there that would be replaced.
@throws UsageRefusal if nothing may be written there
*/
export const wouldReplace = ({file, storeFolder}: Omit<ExportFile, 'mayReplace'>): boolean => {
	const fromStore = path.relative(realFolder(storeFolder), realFolder(path.dirname(path.resolve(file))));
	if (fromStore === '' || (!fromStore.startsWith('..') && !path.isAbsolute(fromStore)))
		throw new UsageRefusal(`${file} lies in the store’s own folder. Choose another.`);
	let found: fs.Stats | undefined;
	try {
		found = fs.lstatSync(file, {throwIfNoEntry: false});
	} catch (error) {
		throw refusalFor(error, file);
	}

	if (found !== undefined && !found.isFile())
		throw new UsageRefusal(`${file} is there and is no plain file. Choose another name.`);
	return found !== undefined;
};

/**
Looks beforehand whether a file can be made beside others in its folder.
@throws Refusal if the operating system would not let it be written
*/
export const checkFolder = (file: string): void => {
	try {
		fs.accessSync(path.dirname(path.resolve(file)), fs.constants.W_OK | fs.constants.X_OK);
	} catch (error) {
		throw refusalFor(error, file);
	}
};

/** @throws UsageRefusal if nothing may be written there */
export const checkFile = (output: ExportFile): void => {
	if (wouldReplace(output) && !output.mayReplace)
		throw new UsageRefusal(
			`${output.file} is there already. Choose another name, or have it replaced (--force on the command line).`,
		);
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
Writes a file that only its owner may read. It is prepared under another name beside it, so that the file under its
own name is always whole, and durable when this resolves; if it rejects, nothing is left of it.
@param signal ends it, as if it had failed
@throws UsageRefusal if nothing may be written there
@throws Refusal if the operating system does not let it be written
*/
export const writeExport = async (
	output: ExportFile,
	parts: AsyncIterable<string | Uint8Array>,
	signal?: AbortSignal,
): Promise<void> => {
	const file = path.resolve(output.file);
	const prepared = `${file}.${process.pid}.part`;
	try {
		checkFile(output);
		removeLeftovers(file);
		const written = await fs.promises.open(prepared, 'wx', 0o600);
		try {
			await fs.promises.writeFile(written, parts, {signal});
			await written.sync();
			checkFile(output);
			fs.renameSync(prepared, file);
		} catch (error) {
			fs.rmSync(prepared, {force: true});
			throw error;
		} finally {
			await written.close();
		}

		syncFolder(path.dirname(file));
	} catch (error) {
		throw refusalFor(error, output.file);
	}
};
