import path from 'node:path';
import {freshFilesIn} from './check/check-files.js';
import {isHistoryFile, isSegmentFile, segmentName} from './file-names.js';
import {type FileSystem, hasFile} from './file-system.js';
import {cutBrokenOff} from './open-history.js';
import {type SegmentInfo} from './segment-info.js';
import {type Replica} from './replica.js';
import {type Writing} from './writing.js';

/** Names of these segments, and of the history files that the sessions in memory refer to. */
export const filesInUse = (segments: readonly SegmentInfo[], {table}: Replica): Set<string> =>
	new Set([
		...segments.map(segment => segmentName(segment)),
		...table.loadedBlocks.flatMap(block => block.historyFiles),
	]);

/** Segment and history files that nothing refers to, left by imports and folds that were broken off. */
export const leftOversIn = (files: FileSystem, folder: string, used: ReadonlySet<string>): string[] =>
	files
		.list(folder)
		.filter(name => (isSegmentFile(name) || isHistoryFile(name)) && !used.has(name))
		.filter(name => hasFile(files, path.join(folder, name)));

/**
Removes files left by imports and folds that were broken off. They may hold customers' words; and their lines carry the
number of a change that was never made, which must not be taken for the next change with that number.
*/
export const removeLeftOvers = async (writing: Writing): Promise<void> => {
	const {files, folder, replica, manifest} = writing;
	const leftOvers = (segments: readonly SegmentInfo[]): readonly string[] => [
		...leftOversIn(files, folder, filesInUse(segments, replica)),
		...freshFilesIn(files, folder),
	];
	if (leftOvers(replica.segments).length > 0) {
		// Another process may have written some of them, and named them in store.json.
		await manifest.read();
		const names = leftOvers([...manifest.data.segments, ...replica.segments]);
		// The store.json or change that no longer needs them may not be durable yet.
		await writing.syncJournal();
		await files.syncFolder(folder);
		for (const name of names) files.remove(path.join(folder, name));
	}

	await cutBrokenOff(writing);
};
