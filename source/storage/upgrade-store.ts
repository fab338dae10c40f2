import path from 'node:path';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {idSize, type StoreIdentity} from '../domain/store-identity.js';
import {type Block} from '../domain/table/block.js';
import {splitWords, wordsNamedBy} from './change-words.js';
import {type StoredChange} from './change-form.js';
import {journalName} from './file-names.js';
import {type RenewableFile} from './file-system.js';
import {journalLine, journalParts, type JournalPoint, journalStart} from './journal.js';
import {learnSegments} from './learn-segments.js';
import {removeLeftOvers} from './left-overs.js';
import {type Machine} from './machine.js';
import {type WrittenSegment} from './segment.js';
import {findWords, replaceWords, saltSize, type Word, wordOf} from './words.js';
import {writeManifest, writeSegment} from './write-index.js';
import {type Writing} from './writing.js';

interface Upgrade {
	readonly writing: Writing;
	readonly journal: RenewableFile;
	readonly random: Machine['random'];
}

/** The rewritten journal. */
interface NewJournal {
	readonly end: JournalPoint;
	/** The new position of each line by its old one. */
	readonly moved: ReadonlyMap<number, number>;
	/** Digests of the words that the old lines named. */
	readonly named: ReadonlySet<string>;
	readonly words: readonly Word[];
}

/** Writes every line, without its words, to a new file; the first one also gets the store's identity. */
const rewriteJournal = async (
	{writing: {files, folder}, journal, random}: Upgrade,
	identity: StoreIdentity,
): Promise<NewJournal> => {
	const target = files.open(path.join(folder, `${journalName}.new`), 'create');
	const moved = new Map<number, number>();
	const named = new Set<string>();
	const words: Word[] = [];
	let end = journalStart;
	const lineOf = (change: StoredChange): string => {
		const whole = change.n === 1 ? {...change, store: identity} : change;
		for (const [digest] of wordsNamedBy(change)) named.add(digest);
		const split = splitWords(whole, text => wordOf(text, random(saltSize)));
		words.push(...split.words);
		const {line, digest} = journalLine(split.change, end.digest);
		end = {position: end.position + Buffer.byteLength(line), n: change.n, digest};
		return line;
	};

	try {
		for (const {entries} of journalParts(journal)) {
			const start = end.position;
			const lines = entries.map(({change, position}) => {
				moved.set(position, end.position);
				return lineOf(change);
			});
			target.write(Buffer.from(lines.join('')), start);
			await nextTurn();
		}

		await target.sync();
	} finally {
		target.close();
	}

	return {end, moved, named, words};
};

/** The block's lists of changes, with the new positions of the journal's lines. */
const movedTouches = ({touched}: Block, moved: NewJournal['moved']): Block['touched'] =>
	new Map(
		[...touched].map(([slot, positions]) => [slot, positions.flatMap(position => moved.get(position) ?? [])]),
	);

/** Writes every block of the index anew, with positions in the new journal. */
const rewriteIndex = async (writing: Writing, moved: NewJournal['moved']): Promise<WrittenSegment[]> => {
	const {replica} = writing;
	const written: WrittenSegment[] = [];
	for (const [number, block] of replica.table.blocks.entries()) {
		const touched = movedTouches(block!, moved);
		written.push(await writeSegment(writing, number, {...block!, touched}, replica.end.n));
		await nextTurn();
	}

	return written;
};

/** Writes words first, since the journal names them, then the index, which counts only with the new journal. */
const rewrite = async (upgrade: Upgrade): Promise<readonly WrittenSegment[]> => {
	const {writing, journal, random} = upgrade;
	const {files, folder, replica} = writing;
	const {n, digest} = replica.end;
	const store: StoreIdentity = {
		...(replica.segments.length > 0 && {kind: 'pbx'}),
		// A store of version 2 that lost its id may still know its kind.
		...replica.facts.store,
		id: random(idSize),
		rewritten: {n, digest},
	};
	const {end, moved, named, words} = await rewriteJournal(upgrade, store);
	const known = [...findWords(files, folder).words.values()].filter(({h}) => named.has(h));
	await replaceWords(files, folder, [...known, ...words]);
	const written = await rewriteIndex(writing, moved);
	await files.syncFolder(folder);
	files.rename(path.join(folder, `${journalName}.new`), path.join(folder, journalName));
	journal.renew();
	for (const block of replica.table.loadedBlocks)
		for (const [slot, positions] of movedTouches(block, moved)) block.touched.set(slot, positions);
	for (const {info} of written) replica.noteWritten(info);
	replica.facts = {...replica.facts, store};
	replica.end = end;
	await files.syncFolder(folder);
	return written;
};

/**
Upgrades a store of version 1 to the present version. Hold the lock. The rename of the new journal is the moment that
counts: before it, the store is as it was; after it, store.json can be made anew from the other files.
*/
export const upgradeStore = async (upgrade: Upgrade): Promise<void> => {
	const {writing} = upgrade;
	const {replica, manifest} = writing;
	await learnSegments(writing);
	await removeLeftOvers(writing);
	const isOld = replica.end.n > 0 && replica.facts.store.id === undefined;
	const written = isOld ? await rewrite(upgrade) : [];
	const old = manifest.data;
	try {
		await writeManifest(
			writing,
			written.map(({info}) => info),
		);
	} catch (error) {
		// So that the next write sees the old version, and tries again.
		manifest.data = old;
		throw error;
	}
};
