import path from 'node:path';
import {type LineChunk, lineChunks} from './line-chunks.js';
import {type Store} from './store.js';

/** The whole lines of a file from an offset on; none if the file was removed, since nothing refers to it then. */
export function* linesIn(
	{files, folder}: Pick<Store, 'files' | 'folder'>,
	name: string,
	from: number,
	buffer?: Buffer,
): Generator<LineChunk> {
	const file = path.join(folder, name);
	if (files.stat(file) === undefined) return;
	const open = files.open(file, 'read');
	try {
		yield* lineChunks(open, from, buffer);
	} finally {
		open.close();
	}
}
