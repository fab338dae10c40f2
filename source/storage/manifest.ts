import path from 'node:path';
import {Low} from 'lowdb';
import {type GrowingPbxOutbox, type PbxOutbox} from '../domain/outbox/pbx-outbox.js';
import {StoreRefusal} from '../domain/refusal.js';
import {noFacts, type StoreFacts} from '../domain/store-facts.js';
import {checkedBytes, hasChecksum, withChecksum} from './checksum.js';
import {DurableDocument} from './durable-document.js';
import {manifestName} from './file-names.js';
import {type FileSystem, readFile} from './file-system.js';
import {
	areErasures,
	arePolicies,
	isConnection,
	isDirectory,
	isHolds,
	isIdentity,
	isPbx,
	isPulled,
	isWordsGone,
} from './facts-form.js';
import {
	type Form,
	isCount,
	isFields,
	isText,
	isTrue,
	isTruth,
	listOf,
	maybe,
	oneOf,
	orNull,
	pairOf,
	parseFile,
	recordOf,
} from './form.js';
import {type JournalPoint, journalStart} from './journal.js';
import {isSegmentInfo, type SegmentInfo} from './segment-info.js';

/** The version of the store's format that this program writes where it needs no newer one. */
export const storeVersion = 2;

/** The version of a store in which there ever was a hold: an older program would not keep to it. */
const holdVersion = 3;

/** The version of a store with a change of a newer kind: a feed to a database, a person erased, an export, a policy. */
const newestVersion = 4;

/** The version of a store by its journal: stores have an id only since version 2. */
export const versionOf = (
	{
		store,
		holds,
		feed,
		policies,
		erasures,
		isExported,
	}: Pick<StoreFacts, 'store' | 'holds' | 'feed' | 'policies' | 'erasures' | 'isExported'>,
	changes: number,
): number => {
	if (changes > 0 && store.id === undefined) return 1;
	if (feed !== undefined || policies !== undefined || erasures !== undefined || isExported)
		return newestVersion;
	return holds === undefined ? storeVersion : holdVersion;
};

/** `store.json`: the way to the rest of the store. All of it can be rebuilt from the journal and the segments. */
export interface Manifest extends StoreFacts {
	readonly format: 'chatlogs';
	readonly version: number;
	/** As it was at the point `folded`. */
	readonly outbox: readonly (readonly [session: number, change: number])[];
	/** The acts for the PBX at the same point; missing if it was never connected to one. */
	readonly pbxOutbox?: {
		readonly since: number;
		readonly sessions: readonly (readonly [session: number, change: number])[];
	};
	readonly segments: readonly SegmentInfo[];
	/** The segments hold all changes before this point. */
	readonly folded: JournalPoint;
	/** All purges up to this change number are finished. */
	readonly purged: number;
	/** The filters of holds were applied to all that came in up to this change number; missing if never. */
	readonly held?: number;
}

export const emptyManifest: Manifest = {
	format: 'chatlogs',
	version: storeVersion,
	...noFacts,
	outbox: [],
	segments: [],
	folded: journalStart,
	purged: 0,
};

/** The acts for the PBX as `store.json` told them. */
export const pbxOutboxIn = ({pbxOutbox}: Manifest): GrowingPbxOutbox => ({
	since: pbxOutbox?.since ?? 0,
	sessions: new Map(pbxOutbox?.sessions),
});

/** How `store.json` tells them. */
export const pbxOutboxForm = ({since, sessions}: PbxOutbox): Pick<Manifest, 'pbxOutbox'> =>
	since === 0 ? {} : {pbxOutbox: {since, sessions: [...sessions]}};

const isPoint = recordOf<JournalPoint>({
	position: isCount,
	n: isCount,
	digest: isText,
});

const hasFields = recordOf<Manifest>({
	format: oneOf(['chatlogs']),
	version: isCount,
	store: isIdentity,
	pbx: isPbx,
	connection: maybe(isConnection),
	pulled: maybe(isPulled),
	platform: maybe(isText),
	readOnly: maybe(isTruth),
	feed: maybe(orNull(isText)),
	outbox: listOf(pairOf(isCount, isCount)),
	pbxOutbox: maybe(
		recordOf<NonNullable<Manifest['pbxOutbox']>>({
			since: isCount,
			sessions: listOf(pairOf(isCount, isCount)),
		}),
	),
	directory: isDirectory,
	wordsGone: isWordsGone,
	segments: listOf(isSegmentInfo),
	folded: isPoint,
	purged: isCount,
	held: maybe(isCount),
	holds: maybe(isHolds),
	policies: maybe(arePolicies),
	erasures: maybe(areErasures),
	isExported: maybe(isTrue),
});

const isManifest: Form<Manifest> = (value): value is Manifest =>
	hasFields(value) && value.segments.every((segment, number) => segment.number === number);

/** `store.json` is not what was written. */
export class DamagedManifest extends StoreRefusal {
	/** As the end of a sentence that begins with the file. */
	readonly what: string;

	constructor(file: string, what: string, next = 'It was left as it is.', cause?: unknown) {
		super(`${file} ${what}. ${next}`, {cause});
		this.what = what;
	}
}

/** Whether the text is unaltered, as far as known: older programs wrote no checksum. */
const isAsWritten = (text: string): boolean =>
	!hasChecksum(text.trimEnd()) || checkedBytes(Buffer.from(text.trimEnd())) !== undefined;

const parseManifest = (text: string, file: string): Manifest => {
	const damaged = (why: string, cause?: unknown): DamagedManifest =>
		new DamagedManifest(file, `is damaged: ${why}`, undefined, cause);
	let manifest: unknown;
	try {
		manifest = parseFile(text);
	} catch (error) {
		throw damaged((error as SyntaxError).message, error);
	}

	if (!isAsWritten(text)) throw damaged('its checksum differs');
	if (!isFields(manifest) || manifest.format !== 'chatlogs' || typeof manifest.version !== 'number')
		throw new DamagedManifest(file, 'is not a store of chatlogs', 'Choose another folder with --store.');
	if (manifest.version > newestVersion) {
		throw new StoreRefusal(
			`${file} was written by a newer chatlogs (store version ${manifest.version}; this one knows ${newestVersion}). Update chatlogs; the store was left as it is.`,
		);
	}

	const told: Readonly<Record<string, unknown>> = Object.fromEntries(
		Object.entries(manifest).filter(([name]) => name !== 'crc'),
	);
	// Version 1 did not know these two.
	const {store = {}, wordsGone = {}} = told;
	const fields = {...told, store, wordsGone};
	if (!isManifest(fields)) throw damaged('parts of it are missing, or not what they should be');
	return fields;
};

/** Reads the manifest of the store in that folder. */
export const readManifest = (files: FileSystem, folder: string): Manifest => {
	const file = path.join(folder, manifestName);
	return parseManifest(readFile(files, file).toString('utf8'), file);
};

/** The manifest of the store in that folder, not read yet. Hold the store's lock to write it. */
export const openManifest = (files: FileSystem, folder: string): Low<Manifest> => {
	const file = path.join(folder, manifestName);
	return new Low<Manifest>(
		new DurableDocument(
			files,
			file,
			text => parseManifest(text, file),
			manifest => withChecksum(JSON.stringify(manifest)),
		),
		emptyManifest,
	);
};
