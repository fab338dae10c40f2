import path from 'node:path';
import {type Change} from '../../domain/change.js';
import {isPurging} from '../../domain/effects.js';
import {factsAfter, noFacts, type StoreFacts} from '../../domain/store-facts.js';
import {type CheckRequest, repairRemedy} from '../check/check-index.js';
import {surveyStore} from '../check/check-store.js';
import {journalName, readSegmentName} from '../file-names.js';
import {type FileSystem, readFile} from '../file-system.js';
import {journalParts} from '../journal.js';
import {emptyManifest, type Manifest, versionOf} from '../manifest.js';
import {readSegmentInfo} from '../read-segment-info.js';
import {type SegmentInfo, missingSegment} from '../segment-info.js';

const readAll = (
	files: FileSystem,
	folder: string,
): {readonly last: Change | undefined; readonly facts: StoreFacts} => {
	const file = files.open(path.join(folder, journalName), 'read');
	try {
		let last: Change | undefined;
		let facts = noFacts;
		for (const {entries} of journalParts(file)) {
			last = entries.at(-1)?.change ?? last;
			for (const {change} of entries) facts = factsAfter(facts, change);
		}

		return {last, facts};
	} finally {
		file.close();
	}
};

/**
A new store.json over a journal that can be followed. It names the newest readable segments; whether their rows are
right must be checked afterwards.
*/
export const makeManifest = (files: FileSystem, folder: string): Manifest => {
	const {last, facts} = readAll(files, folder);
	const changes = last?.n ?? 0;
	const segments = new Map<number, SegmentInfo>();
	for (const name of files.list(folder)) {
		const key = readSegmentName(name);
		if (key === undefined || key.generation <= (segments.get(key.number)?.generation ?? 0)) continue;
		const info = readSegmentInfo(readFile(files, path.join(folder, name)), key);
		if (info !== undefined && info.upTo <= changes) segments.set(key.number, info);
	}

	const length = Math.max(-1, ...segments.keys()) + 1;
	return {
		...emptyManifest,
		version: versionOf(facts, changes),
		segments: Array.from({length}, (_, number) => segments.get(number) ?? missingSegment(number)),
		// Purges are finished before anything else is written.
		purged: last && isPurging(last) ? changes - 1 : changes,
	};
};

/**
A new store.json for a wrong one. `isSound` if nothing else is wrong with the store, so that it may be written.
Hold the lock if it will be.
*/
export const rebuildManifest = async (
	request: CheckRequest,
): Promise<{readonly manifest: Manifest; readonly isSound: boolean}> => {
	const manifest = makeManifest(request.files, request.folder);
	const {problems} = await surveyStore(request, manifest);
	return {manifest, isSound: !problems.some(({remedy}) => remedy === repairRemedy)};
};
