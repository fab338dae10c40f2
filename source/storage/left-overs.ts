import path from 'node:path';
import {freshFilesIn} from './check/check-files.js';
import {isHistoryFile, isSegmentFile, segmentName} from './file-names.js';
import {type FileSystem, hasFile} from './file-system.js';
import {type SegmentInfo} from './segment-info.js';
import {type Replica} from './replica.js';
import {type Writing} from './writing.js';

/** The segments, and the histories that the sessions in memory refer to. */
export const filesInUse = (segments: readonly SegmentInfo[], {table}: Replica): Set<string> =>
	new Set([
		...segments.map(segment => segmentName(segment)),
		...table.loadedBlocks.flatMap(block => block.historyFiles),
	]);

/** Segments and histories to which nothing refers, as imports and folds leave them that were broken off. */
export const leftOversIn = (files: FileSystem, folder: string, used: ReadonlySet<string>): string[] =>
	files
		.list(folder)
		.filter(name => (isSegmentFile(name) || isHistoryFile(name)) && !used.has(name))
		.filter(name => hasFile(files, path.join(folder, name)));

/** Removes what imports and folds left that were broken off: customers' words may be in it. */
export const removeLeftOvers = async ({files, folder, replica, manifest}: Writing): Promise<void> => {
	await manifest.read();
	const segments = [...manifest.data.segments, ...replica.segments];
	const leftOvers = [
		...leftOversIn(files, folder, filesInUse(segments, replica)),
		...freshFilesIn(files, folder),
	];
	if (leftOvers.length === 0) return;
	// Nobody knows whether the store.json that no longer names them is durable.
	await files.syncFolder(folder);
	for (const name of leftOvers) files.remove(path.join(folder, name));
};
