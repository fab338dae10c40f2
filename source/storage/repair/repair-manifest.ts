import path from 'node:path';
import {crc32} from 'node:zlib';
import {type Change} from '../../domain/change.js';
import {journalName, readSegmentName} from '../file-names.js';
import {type FileSystem, readFile} from '../file-system.js';
import {isCount} from '../form.js';
import {journalParts} from '../journal.js';
import {emptyManifest, type Manifest} from '../manifest.js';
import {type SegmentInfo, missingSegment} from '../segment-info.js';

/** The last change in a segment by its own heading; Infinity if that cannot be read. */
const upToOf = (bytes: Buffer): number => {
	try {
		const {upTo} = JSON.parse(bytes.toString('utf8', 0, bytes.indexOf(0x0a))) as Partial<SegmentInfo>;
		return isCount(upTo) ? upTo : Infinity;
	} catch {
		return Infinity;
	}
};

const lastChange = (files: FileSystem, folder: string): Change | undefined => {
	const file = files.open(path.join(folder, journalName), 'read');
	try {
		let last: Change | undefined;
		for (const {entries} of journalParts(file)) last = entries.at(-1)?.change ?? last;
		return last;
	} finally {
		file.close();
	}
};

/**
A store.json for a store that has none, over a journal that can be followed. It names the newest segments that are
there; whether their rows are right has to be seen afterwards.
*/
export const makeManifest = (files: FileSystem, folder: string): Manifest => {
	const last = lastChange(files, folder);
	const changes = last?.n ?? 0;
	const segments = new Map<number, SegmentInfo>();
	for (const name of files.list(folder)) {
		const key = readSegmentName(name);
		if (key === undefined) continue;
		const {number, generation} = key;
		const bytes = readFile(files, path.join(folder, name));
		const info = {number, generation, count: 0, crc: crc32(bytes), upTo: upToOf(bytes), newest: 0};
		const isBetter = generation > (segments.get(number)?.generation ?? 0);
		if (isBetter && info.upTo <= changes) segments.set(number, info);
	}

	const length = Math.max(-1, ...segments.keys()) + 1;
	return {
		...emptyManifest,
		segments: Array.from({length}, (_, number) => segments.get(number) ?? missingSegment(number)),
		// Purges are finished before anything else is written.
		purged: last?.kind === 'purge' ? changes - 1 : changes,
	};
};
