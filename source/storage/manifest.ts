import path from 'node:path';
import {Low} from 'lowdb';
import {type DirectoryRecord, emptyDirectory} from '../domain/directory.js';
import {type Pbx} from '../domain/pbx.js';
import {StoreRefusal} from '../domain/refusal.js';
import {DurableDocument} from './durable-document.js';
import {type FileSystem, readFile} from './file-system.js';
import {type JournalPoint, journalStart} from './journal.js';

/** The version of the store's format that this program writes. */
const storeVersion = 1;

/** One file of the index. */
export interface SegmentInfo {
	/** The number of the block in memory, from 0. */
	readonly number: number;
	/** Grows with every rewriting, so that no file is ever changed in place. */
	readonly generation: number;
	readonly count: number;
	/** CRC-32 of the file's bytes. */
	readonly crc: number;
	/** The last change that is contained in it. */
	readonly upTo: number;
	/** Newest time of a session in it, in Unix seconds. */
	readonly newest: number;
}

/** `store.json`: what is needed to read the rest. All of it could be found again from the journal and the segments. */
export interface Manifest {
	readonly format: 'chatlogs';
	readonly version: number;
	readonly pbx: Pbx;
	/** The URL that the platform is reached at. */
	readonly platform?: string | undefined;
	/** As it was at the point `folded`. */
	readonly outbox: readonly (readonly [session: number, change: number])[];
	readonly directory: DirectoryRecord;
	readonly segments: readonly SegmentInfo[];
	/** Everything in the journal before this point is contained in the segments. */
	readonly folded: JournalPoint;
	/** The number of the last purge of which nothing is left in any file. */
	readonly purged: number;
}

export const emptyManifest: Manifest = {
	format: 'chatlogs',
	version: storeVersion,
	pbx: {},
	outbox: [],
	directory: emptyDirectory,
	segments: [],
	folded: journalStart,
	purged: 0,
};

export const manifestName = 'store.json';

const parseManifest = (text: string, file: string): Manifest => {
	let manifest: Partial<Manifest> | null;
	try {
		manifest = JSON.parse(text) as Partial<Manifest> | null;
	} catch (error) {
		throw new StoreRefusal(`${file} is damaged: ${(error as SyntaxError).message}. It was left as it is.`, {
			cause: error,
		});
	}

	if (manifest?.format !== 'chatlogs' || typeof manifest.version !== 'number') {
		throw new StoreRefusal(`${file} is not a store of chatlogs. Choose another folder with --store.`);
	}

	if (manifest.version > storeVersion) {
		throw new StoreRefusal(
			`${file} was written by a newer chatlogs (store version ${manifest.version}; this one knows ${storeVersion}). Update chatlogs; the store was left as it is.`,
		);
	}

	if (
		!Array.isArray(manifest.segments) ||
		typeof manifest.folded?.position !== 'number' ||
		!manifest.directory ||
		!manifest.pbx
	) {
		throw new StoreRefusal(`${file} is damaged: parts of it are missing. It was left as it is.`);
	}

	return manifest as Manifest;
};

/** The manifest of the store in that folder, as it is on disk now. */
export const readManifest = (files: FileSystem, folder: string): Manifest => {
	const file = path.join(folder, manifestName);
	return parseManifest(readFile(files, file).toString('utf8'), file);
};

/** The manifest of the store in that folder; not read yet. Who writes it holds the store's lock. */
export const openManifest = (files: FileSystem, folder: string): Low<Manifest> => {
	const file = path.join(folder, manifestName);
	return new Low<Manifest>(
		new DurableDocument(files, file, text => parseManifest(text, file)),
		emptyManifest,
	);
};
