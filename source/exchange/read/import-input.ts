import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import path from 'node:path';
import {buffer} from 'node:stream/consumers';
import {Refusal} from '../../domain/refusal.js';
import {systemTrouble} from '../../domain/system-trouble.js';
import {fileLines} from './file-lines.js';
import {type YeastarInput} from './json-input.js';

/** Something to import: `name` is for places in the report. */
export interface ImportInput extends YeastarInput {
	/** What the journal keeps of it: the file's name without its folder, and the SHA-256 of its bytes. */
	readonly source: {readonly name: string; readonly digest: string};
}

/** All that comes from a pipe, held in memory since it can be read only once. */
export const streamInput = async (stream: NodeJS.ReadableStream, name: string): Promise<ImportInput> => {
	const bytes = await buffer(stream);
	const digest = createHash('sha256').update(bytes).digest('hex');
	try {
		const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
		return {name, text, source: {name: path.basename(name), digest}};
	} catch (error) {
		throw new Refusal(`${name} is not UTF-8 text, or longer than 512 MB. Nothing was imported.`, {
			cause: error,
		});
	}
};

const digestOf = async (file: string): Promise<string> => {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
	return hash.digest('hex');
};

/**
A file to import, of any size.
@throws Refusal if it cannot be read
*/
export const fileInput = async (file: string): Promise<ImportInput> => {
	try {
		const status = await stat(file);
		// A named pipe can be read only once.
		if (!status.isFile()) return await streamInput(createReadStream(file), file);
		return {
			name: file,
			text: fileLines(file),
			source: {name: path.basename(file), digest: await digestOf(file)},
		};
	} catch (error) {
		const trouble = systemTrouble(error);
		if (trouble === undefined) throw error;
		throw new Refusal(`${file} cannot be read: ${trouble.reason}. Nothing was imported.`, {cause: error});
	}
};
