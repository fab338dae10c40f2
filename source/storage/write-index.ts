import path from 'node:path';
import {type Block} from '../domain/table/block.js';
import {segmentName} from './file-names.js';
import {writeFile} from './file-system.js';
import {pbxOutboxForm, versionOf} from './manifest.js';
import {type SegmentInfo} from './segment-info.js';
import {encodeSegment, type WrittenSegment} from './segment.js';
import {type Writing} from './writing.js';

/** Writes a block as the next generation of its segment. Its name is durable only after the folder is synced. */
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
	// If the program ends before a purge is finished, the purge must be found in the journal again.
	const isFolded = replica.dirty.isSubsetOf(fresh) && replica.unfinishedPurges.length === 0;
	const {end} = replica;
	manifest.data = {
		...manifest.data,
		version: versionOf(replica.facts, end.n),
		...replica.facts,
		...(isFolded && {outbox: [...replica.outbox], ...pbxOutboxForm(replica.pbxOutbox)}),
		// A block that is not dirty is up to date, since no later change touched it.
		segments: replica.segments.map(
			info => fresh.get(info.number) ?? (replica.dirty.has(info.number) ? info : {...info, upTo: end.n}),
		),
		folded: isFolded ? end : manifest.data.folded,
		purged: replica.unfinishedPurges.length === 0 ? end.n : manifest.data.purged,
		...(replica.facts.holds && replica.arrivals.isEmpty && {held: end.n}),
	};
	await manifest.write();
	for (const info of written) {
		replica.noteWritten(info);
		if (info.generation > 1)
			files.remove(path.join(folder, segmentName({...info, generation: info.generation - 1})));
	}
};
