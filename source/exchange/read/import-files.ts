import fs, {constants, createReadStream} from 'node:fs';
import path from 'node:path';
import {Refusal} from '../../domain/refusal.js';
import {type ImportInput, inputOf, reasonOf} from './import-input.js';
import {isZip} from './unpacked.js';

const isFile = async (file: string): Promise<boolean> => {
	const status = await fs.promises.stat(file);
	return status.isFile();
};

/** The files below a folder in order of their names; without hidden ones, as a shell's `*` gives them. */
const filesBelow = async (folder: string): Promise<readonly string[]> => {
	const files: string[] = [];
	const entries = await fs.promises.readdir(folder, {withFileTypes: true});
	for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
		if (entry.name.startsWith('.')) continue;
		const file = path.join(folder, entry.name);
		// A link to a folder is not followed: it may lead round in circles.
		// Too many to be arguments of one call.
		if (entry.isDirectory()) for (const below of await filesBelow(file)) files.push(below);
		else if (await isFile(file)) files.push(file);
	}

	return files;
};

const filesOf = async (name: string): Promise<readonly string[]> => {
	const status = await fs.promises.stat(name);
	if (!status.isDirectory()) return [name];
	const files = await filesBelow(name);
	if (files.length === 0) throw new Refusal(`${name} is a folder without files. Nothing was imported.`);
	return files;
};

const isZipFile = async (file: string): Promise<boolean> => {
	const handle = await fs.promises.open(file);
	try {
		const {bytesRead, buffer} = await handle.read(Buffer.alloc(4), 0, 4, 0);
		return isZip(buffer.subarray(0, bytesRead));
	} finally {
		await handle.close();
	}
};

/** The file, or what is in it if it is a zip archive. */
const inputsOf = async (file: string, isFound: boolean): Promise<readonly ImportInput[]> => {
	await fs.promises.access(file, constants.R_OK);
	const status = await fs.promises.stat(file);
	if (status.isFile() && (await isZipFile(file))) {
		const {zipInputs} = await import('./zip-inputs.js');
		return zipInputs(file, status.size);
	}

	return [
		inputOf(file, () => createReadStream(file, {highWaterMark: 1024 * 1024}), {
			isOnce: !status.isFile(),
			isFound,
		}),
	];
};

/**
A file to import, or all files in a folder or zip archive, of any size. They are opened when they are read.
@throws Refusal if one is not there or must not be read
*/
export const fileInputs = async (name: string): Promise<readonly ImportInput[]> => {
	try {
		const inputs: ImportInput[] = [];
		for (const file of await filesOf(name))
			for (const input of await inputsOf(file, file !== name)) inputs.push(input);
		return inputs;
	} catch (error) {
		if (error instanceof Refusal) throw error;
		const reason = reasonOf(error);
		const {path: file = name} = error as NodeJS.ErrnoException;
		throw new Refusal(`${file} cannot be read: ${reason}. Nothing was imported.`, {cause: error});
	}
};
