import path from 'node:path';
import {type FileSystem} from './file-system.js';

/** Makes the folder, and those above it that are missing. */
export const makeFolder = async (files: FileSystem, folder: string): Promise<void> => {
	const parent = path.dirname(folder);
	if (files.stat(folder) === undefined) {
		if (files.stat(parent) === undefined) await makeFolder(files, parent);
		files.makeFolder(folder);
	}

	await files.syncFolder(parent);
};
