import path from 'node:path';
import {isHistoryFile} from './history-files.js';
import {isSegmentFile, segmentName} from './segment.js';
import {type Writing} from './store.js';

/** Removes the files of imports and folds that were broken off: nothing refers to them, but customers' words may be in them. */
export const removeLeftOvers = async ({files, folder, replica, manifest}: Writing): Promise<void> => {
	await manifest.read();
	const used = new Set<string>([
		...[...manifest.data.segments, ...replica.segments].map(segment => segmentName(segment)),
		...replica.table.loadedBlocks.flatMap(block => block.historyFiles),
	]);
	const leftOvers = files
		.list(folder)
		.filter(name => (isSegmentFile(name) || isHistoryFile(name)) && !used.has(name));
	if (leftOvers.length === 0) return;
	// Nobody knows whether the store.json that no longer names them is durable.
	await files.syncFolder(folder);
	for (const name of leftOvers) files.remove(path.join(folder, name));
};
