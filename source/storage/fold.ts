import path from 'node:path';
import {type Block} from '../domain/table/block.js';
import {segmentName} from './file-names.js';
import {writeFile} from './file-system.js';
import {learnSegments} from './learn-segments.js';
import {type SegmentInfo} from './segment-info.js';
import {encodeSegment, type WrittenSegment} from './segment.js';
import {type Store, type Writing} from './store.js';

/** Bytes of journal beyond which it is worth to write the changes into the segments, so that opening stays quick. */
const longTail = 2 * 1024 * 1024;

/** Writes a block as the next generation of its segment; its name is durable after the folder is synced. */
export const writeSegment = async (
	writing: Writing,
	number: number,
	block: Block,
	upTo: number,
): Promise<WrittenSegment> => {
	const {files, folder, replica} = writing;
	const generation = (replica.segments[number]?.generation ?? 0) + 1;
	const {text, info} = encodeSegment(block, replica.table, {number, generation, upTo});
	await writeFile(files, path.join(folder, segmentName(info)), text);
	return {info, block};
};

/** Writes `store.json` as the replica stands, then removes the segment files that it replaces. */
export const writeManifest = async (writing: Writing, written: readonly SegmentInfo[]): Promise<void> => {
	const {files, folder, replica, manifest} = writing;
	const fresh = new Map(written.map(info => [info.number, info]));
	// An unfinished purge has to be found again in the journal, should the program end before it is finished.
	const isFolded = replica.dirty.isSubsetOf(fresh) && replica.unfinishedPurges.length === 0;
	const {end} = replica;
	manifest.data = {
		...manifest.data,
		pbx: replica.pbx,
		platform: replica.platform,
		outbox: isFolded ? [...replica.outbox] : manifest.data.outbox,
		directory: replica.directory.toRecord(),
		// A block that holds nothing which its file does not is up to date, whatever came since.
		segments: replica.segments.map(
			info => fresh.get(info.number) ?? (replica.dirty.has(info.number) ? info : {...info, upTo: end.n}),
		),
		folded: isFolded ? end : manifest.data.folded,
		purged: replica.unfinishedPurges.length === 0 ? end.n : manifest.data.purged,
	};
	await manifest.write();
	for (const info of written) {
		replica.noteWritten(info);
		if (info.generation > 1)
			files.remove(path.join(folder, segmentName({...info, generation: info.generation - 1})));
	}
};

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
Writes what the journal holds since the last fold into the segments, one segment at a time, so that nobody waits
long for the lock. Loses nothing when it is broken off.
*/
export const fold = async (store: Store): Promise<void> => {
	while (await store.write(foldOne));
};

/** Folds if opening the store would otherwise have much of the journal to read. */
export const foldIfLong = async (store: Store): Promise<void> => {
	if (store.unfoldedBytes > longTail && store.readOnly === undefined) await fold(store);
};
