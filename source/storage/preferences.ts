import path from 'node:path';
import {Low} from 'lowdb';
import {DurableDocument} from './durable-document.js';
import {type FileSystem} from './file-system.js';
import {makeFolder} from './make-folder.js';

/** What belongs to one person, kept as one JSON document in a folder of theirs. */
export interface PreferenceFile {
	/** What is kept, whatever it is; `undefined` if nothing is, or it is no JSON. */
	readonly value: unknown;
	save(value: unknown): Promise<void>;
}

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		// Nothing depends on it, and the next saving mends it.
		return undefined;
	}
};

/** The person's preferences in that folder, which is made when something is saved. */
export const openPreferences = async (files: FileSystem, folder: string): Promise<PreferenceFile> => {
	const file = path.join(folder, 'preferences.json');
	const document = new Low<unknown>(new DurableDocument(files, file, parse), {});
	if (files.stat(file) !== undefined) await document.read();
	return {
		value: document.data,
		async save(value) {
			await makeFolder(files, folder);
			document.data = value;
			await document.write();
		},
	};
};
