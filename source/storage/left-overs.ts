import path from 'node:path';
import {freshFilesIn} from './check/check-files.js';
import {isHistoryFile, isSegmentFile, segmentName} from './file-names.js';
import {type FileSystem, hasFile} from './file-system.js';
import {cutBrokenOff} from './open-history.js';
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

/**
Removes what imports and folds left that were broken off: customers' words may be in it, and lines of changes that are
none must not be taken for those of a change that gets their number.
*/
export const removeLeftOvers = async (writing: Writing): Promise<void> => {
	const {files, folder, replica, manifest} = writing;
	const leftOvers = (segments: readonly SegmentInfo[]): readonly string[] => [
		...leftOversIn(files, folder, filesInUse(segments, replica)),
		...freshFilesIn(files, folder),
	];
	if (leftOvers(replica.segments).length > 0) {
		// Others may have written some of them.
		await manifest.read();
		const names = leftOvers([...manifest.data.segments, ...replica.segments]);
		// Nobody knows whether the store.json, or the change, that no longer needs them is durable.
		await writing.syncJournal();
		await files.syncFolder(folder);
		for (const name of names) files.remove(path.join(folder, name));
	}

	await cutBrokenOff(writing);
};
