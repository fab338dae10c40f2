import path from 'node:path';
import {type Low} from 'lowdb';
import {StoreRefusal} from '../domain/refusal.js';
import {lockName, manifestName} from './file-names.js';
import {type OpenFile} from './file-system.js';
import {holdsPoint, readChangeAt} from './journal.js';
import {whileLocked} from './lock.js';
import {DamagedManifest, type Manifest, storeVersion} from './manifest.js';
import {type Machine} from './machine.js';
import {rebuildManifest} from './repair/repair-manifest.js';

interface Opening {
	readonly folder: string;
	readonly machine: Machine;
	readonly journal: OpenFile;
	readonly mayWrite: boolean;
}

/** The result of mending store.json, if it was wrong. */
interface Mending {
	/** A notice for the user. */
	readonly notice?: string;
	/** Why nothing can be written, if so. */
	readonly readOnly?: string;
}

/** Whether a process upgraded the journal, but ended before it wrote store.json. */
const isUpgraded = (journal: OpenFile): boolean => {
	try {
		return journal.size() > 0 && readChangeAt(journal, 0).store !== undefined;
	} catch (error) {
		if (!(error instanceof StoreRefusal)) throw error;
		return false;
	}
};

/** Reads store.json, and returns its fault; `undefined` if it is unaltered and fits this journal. */
const readProblem = async (
	manifest: Low<Manifest>,
	{folder, machine, journal}: Opening,
): Promise<string | undefined> => {
	if (machine.files.stat(path.join(folder, manifestName)) === undefined) return 'is missing';
	try {
		await manifest.read();
	} catch (error) {
		if (!(error instanceof DamagedManifest)) throw error;
		return error.what;
	}

	const {folded, version} = manifest.data;
	if (version < storeVersion && isUpgraded(journal))
		return `is of version ${version}, and the journal is not`;
	// `openStore` refuses a journal that is too short.
	return holdsPoint(journal, folded) || journal.size() < folded.position
		? undefined
		: 'names a point that the journal does not have';
};

const rebuild = async (manifest: Low<Manifest>, opening: Opening, what: string): Promise<Mending> => {
	const {folder, machine, mayWrite} = opening;
	const {manifest: fresh, isSound} = await rebuildManifest({files: machine.files, folder});
	manifest.data = fresh;
	if (!isSound)
		return {
			readOnly: `The store can only be read: store.json ${what}, and more is wrong. Run: chatlogs check`,
		};
	if (mayWrite) await manifest.write();
	return {notice: `store.json ${what}. It was made anew from the journal and the index; nothing is lost.`};
};

/**
Reads store.json, and proves that it fits the journal. A wrong one is made anew, which takes as long as a check. If
anything else in the store is wrong, too, the store is read-only, as the newest files of the index say.
@throws StoreRefusal if it is of a newer version, or unreadable for this user
*/
export const readProven = async (manifest: Low<Manifest>, opening: Opening): Promise<Mending> => {
	const {folder, machine, mayWrite} = opening;
	const mend = async (): Promise<Mending> => {
		const what = await readProblem(manifest, opening);
		return what === undefined ? {} : rebuild(manifest, opening, what);
	};

	if ((await readProblem(manifest, opening)) === undefined) return {};
	// Another process may have mended it before the lock is free.
	return mayWrite ? whileLocked(machine.lock(path.join(folder, lockName)), mend) : mend();
};
