import path from 'node:path';
import {type FileSystem} from '../file-system.js';

/** Folders inside folders; a store has two. */
const deepest = 8;

/** A file of a store, by its path from the store's folder. */
interface FileBelow {
	readonly name: string;
	/** Missing if it can be read; else why not. */
	readonly problem?: string;
}

/** Every entry of a folder that is not a folder, in whatever folder inside it. */
export function* filesBelow(files: FileSystem, folder: string, inside = '', level = 0): Generator<FileBelow> {
	for (const entry of files.list(path.join(folder, inside)).toSorted()) {
		const name = path.join(inside, entry);
		const status = files.stat(path.join(folder, name));
		if (status === undefined) continue;
		if (status.kind === 'file') yield {name};
		else if (status.kind === 'folder' && level < deepest) yield* filesBelow(files, folder, name, level + 1);
		else yield {name, problem: `is a ${status.kind}`};
	}
}
