import {learnSegments} from './learn-segments.js';
import {type Store} from './store.js';
import {writeManifest, writeSegment} from './write-index.js';
import {type Writing} from './writing.js';

/** Beyond so many bytes of journal, folding is worth it to keep opening quick. */
const longTail = 2 * 1024 * 1024;
/** The same for histories, which are slower to read than the journal. */
const longHistories = 512 * 1024;

const foldOne = async (writing: Writing): Promise<boolean> => {
	const {files, folder, replica, manifest} = writing;
	await learnSegments(writing);
	const [number] = replica.dirty;
	if (number !== undefined) {
		const {info} = await writeSegment(writing, number, replica.table.blocks[number]!, replica.end.n);
		await files.syncFolder(folder);
		await writeManifest(writing, [info]);
	} else if (manifest.data.folded.n < replica.end.n) await writeManifest(writing, []);

	return replica.dirty.size > 0;
};

/**
Writes the changes since the last fold into the segments, one at a time, so that no process waits long for the lock.
Loses nothing when it is broken off.
*/
export const fold = async (store: Store): Promise<void> => {
	while (await store.write(foldOne));
};

/**
Folds if opening the store would otherwise read much of the journal or many histories.
@returns whether it did
*/
export const foldIfLong = async (store: Store): Promise<boolean> => {
	const isLong = store.unfoldedBytes > longTail || store.unfoldedHistories > longHistories;
	if (!isLong || store.readOnly !== undefined) return false;
	await fold(store);
	return true;
};
