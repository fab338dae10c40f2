import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {journalName, lockName, manifestName} from './file-names.js';
import {type FileSystem, type OpenFile, renewable, type RenewableFile} from './file-system.js';
import {type JournalReading, readJournal} from './journal.js';
import {whileLocked} from './lock.js';
import {makeFolder} from './make-folder.js';
import {emptyManifest, openManifest} from './manifest.js';
import {readProven} from './prove-manifest.js';
import {Replica} from './replica.js';
import {Store} from './store.js';
import {type Machine} from './machine.js';

/** Whether the folder holds a store, even one that lost its store.json. */
export const isStore = (files: FileSystem, folder: string): boolean =>
	files.stat(path.join(folder, manifestName)) !== undefined ||
	(files.stat(path.join(folder, journalName))?.size ?? 0) > 0;

/** Makes an empty store, and its folder if need be. An existing store stays as it is. */
export const createStore = async (folder: string, {files, lock: lockOn}: Machine): Promise<void> => {
	if (isStore(files, folder)) return;
	await makeFolder(files, folder);
	files.open(path.join(folder, lockName), 'write').close();
	await whileLocked(lockOn(path.join(folder, lockName)), async () => {
		if (isStore(files, folder)) return;
		files.open(path.join(folder, journalName), 'write').close();
		const manifest = openManifest(files, folder);
		manifest.data = emptyManifest;
		await manifest.write();
	});
};

/** Opens the journal for writing; if that is not allowed, for reading only, with the reason. */
const openJournal = (files: FileSystem, file: string): {journal: RenewableFile; readOnly?: string} => {
	if (files.stat(file) === undefined)
		throw new StoreRefusal(`${file} is missing: the store is not complete. Bring it back from a backup.`);
	try {
		return {journal: renewable(() => files.open(file, 'write'))};
	} catch (error) {
		if (!(error instanceof StoreRefusal)) throw error;
		return {
			journal: renewable(() => files.open(file, 'read')),
			readOnly: `The store can only be read: ${error.message}`,
		};
	}
};

/**
Why the store is read-only on a network file system: locks and the order of writes cannot be trusted there, and two
writers at once, or a late write, would damage it.
*/
const networkRisk = (folder: string, {networkFileSystem}: Machine): string | undefined => {
	const kind = networkFileSystem?.(folder);
	return kind === undefined
		? undefined
		: `The store can only be read: ${folder} lies on a network file system (${kind}), where two writers can damage it. Keep it on a disk of this machine; or, if only one machine ever writes to it, add --allow-network-fs.`;
};

/** Reads the journal after the point up to which the segments are folded. */
const readTail = (journal: OpenFile, replica: Replica, folder: string): JournalReading => {
	if (journal.size() < replica.end.position) {
		throw new StoreRefusal(
			`The journal in ${folder} is shorter than store.json says: changes are missing. Bring it back from a backup.`,
		);
	}

	return readJournal(journal, replica.end);
};

/** Reads the newest block for the first frame. If another process just replaced it, the store reads it in turn. */
const readNewest = (replica: Replica): void => {
	const [newest] = replica.missing;
	try {
		if (newest !== undefined) replica.readBlock(newest);
	} catch (error) {
		if (!(error instanceof StoreRefusal)) throw error;
	}
};

/**
Opens the store in that folder: reads the manifest, the end of the journal, and the newest segment. Reads the rest in the
background, until `isEnough`, asked before each segment, says that no more is needed.
@throws StoreRefusal if there is no store, or it is damaged, newer than this program, or unreadable for this user
*/
export const openStore = async (
	folder: string,
	machine: Machine,
	isEnough?: (store: Store) => boolean,
): Promise<Store> => {
	const {files} = machine;
	if (!isStore(files, folder)) {
		throw new StoreRefusal(
			`There is no store in ${folder}. Make one: chatlogs pbx connect https://HOST:PORT --client-id ID, or chatlogs import FILE…; or try: chatlogs demo`,
		);
	}

	const manifest = openManifest(files, folder);
	const journalPath = path.join(folder, journalName);
	const {journal, readOnly = networkRisk(folder, machine)} = openJournal(files, journalPath);
	const mayWrite = readOnly === undefined;
	const mended = await readProven(manifest, {folder, machine, journal, mayWrite});
	const replica = new Replica(files, folder, manifest.data);
	const {entries, end, damage} = readTail(journal, replica, folder);
	replica.follow(entries, end);
	await replica.learnCountry();
	readNewest(replica);
	const lock = machine.lock(path.join(folder, lockName));
	return new Store(
		{
			folder,
			machine,
			manifest,
			journalPath,
			journal,
			lock,
			readOnly: readOnly ?? mended.readOnly,
			damage,
			notice: mended.notice ?? mended.readOnly,
		},
		replica,
		isEnough,
	);
};
