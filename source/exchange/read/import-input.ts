import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {access, constants, readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {Refusal} from '../../domain/refusal.js';
import {systemTrouble} from '../../domain/system-trouble.js';
import {decoded} from './decoded.js';
import {type TextInput} from './text-input.js';
import {unpacked} from './unpacked.js';

/** Something to import: `name` appears in the report. */
export interface ImportInput extends TextInput {
	/**
	The journal's entry about it, once it was read: the file's name without its folder, and the SHA-256 of its bytes.
	*/
	source(): Promise<{readonly name: string; readonly digest: string}>;
}

const reasonOf = (error: unknown): string => {
	const trouble = systemTrouble(error);
	if (trouble === undefined) throw error;
	return trouble.reason;
};

const inputOf = (name: string, open: () => AsyncIterable<Buffer | string>): ImportInput => {
	const hash = createHash('sha256');
	let chunks: AsyncIterator<Buffer | string> | undefined;
	const next = async (): Promise<Buffer | undefined> => {
		chunks ??= open()[Symbol.asyncIterator]();
		const next = await chunks.next();
		if (next.done === true) return undefined;
		const chunk = Buffer.from(next.value);
		hash.update(chunk);
		return chunk;
	};

	async function* bytes(): AsyncGenerator<Buffer> {
		try {
			for (let chunk = await next(); chunk; chunk = await next()) yield chunk;
		} catch (error) {
			throw new Refusal(`it could not be read to its end: ${reasonOf(error)}`, {cause: error});
		}
	}

	return {
		name,
		text: decoded(unpacked(bytes())),
		async source() {
			// A reader that gave up early leaves some.
			while (await next());
			return {name: path.basename(name), digest: hash.digest('hex')};
		},
	};
};

/** The bytes of a pipe, read once. */
export const streamInput = (stream: AsyncIterable<Buffer | string>, name: string): ImportInput =>
	inputOf(name, () => stream);

const isFile = async (file: string): Promise<boolean> => {
	const status = await stat(file);
	return status.isFile();
};

/** The files below a folder in order of their names; without hidden ones, as a shell's `*` gives them. */
const filesBelow = async (folder: string): Promise<readonly string[]> => {
	const files: string[] = [];
	const entries = await readdir(folder, {withFileTypes: true});
	for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
		if (entry.name.startsWith('.')) continue;
		const file = path.join(folder, entry.name);
		// A link to a folder is not followed: it may lead round in circles.
		if (entry.isDirectory()) files.push(...(await filesBelow(file)));
		else if (await isFile(file)) files.push(file);
	}

	return files;
};

const filesOf = async (name: string): Promise<readonly string[]> => {
	const status = await stat(name);
	if (!status.isDirectory()) return [name];
	const files = await filesBelow(name);
	if (files.length === 0) throw new Refusal(`${name} is a folder without files. Nothing was imported.`);
	return files;
};

/**
A file to import, or all files in a folder, of any size. They are opened when they are read.
@throws Refusal if one is not there or must not be read
*/
export const fileInputs = async (name: string): Promise<readonly ImportInput[]> => {
	try {
		const files = await filesOf(name);
		for (const file of files) await access(file, constants.R_OK);
		return files.map(file => inputOf(file, () => createReadStream(file, {highWaterMark: 1024 * 1024})));
	} catch (error) {
		if (error instanceof Refusal) throw error;
		const reason = reasonOf(error);
		const {path: file = name} = error as NodeJS.ErrnoException;
		throw new Refusal(`${file} cannot be read: ${reason}. Nothing was imported.`, {cause: error});
	}
};
