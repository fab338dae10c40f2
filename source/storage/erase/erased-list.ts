import path from 'node:path';
import {type Actor} from '../../domain/change.js';
import {type ErasureNews, type Marks} from '../../domain/erase/erasure.js';
import {StoreRefusal} from '../../domain/refusal.js';
import {areErasureMarks} from '../facts-form.js';
import {type FileSystem, readIfThere, replaceFile} from '../file-system.js';
import {isCount, isSecond, isText, listOf, maybe, readForm, recordOf} from '../form.js';
import {whileLocked} from '../lock.js';
import {makeFolder} from '../make-folder.js';
import {type Machine} from '../machine.js';

/** An erasure as this user’s list remembers it, so that an older copy of the store does not bring the person back. */
export interface ErasedEntry extends ErasureNews, Actor {
	/** The store's id. */
	readonly store: string;
	readonly marks: Marks;
	/** Sessions that were taken because somebody named them. */
	readonly also: readonly number[];
}

const areEntries = listOf(
	recordOf<ErasedEntry>({
		store: isText,
		id: isText,
		upTo: isSecond,
		asked: maybe(isSecond),
		marks: areErasureMarks,
		by: isText,
		as: maybe(isText),
		also: listOf(isCount),
	}),
);

type Where = Pick<Machine, 'files' | 'lock' | 'stateFolder'>;

const fileIn = (folder: string): string => path.join(folder, 'erased.json');

const read = (files: FileSystem, file: string): readonly ErasedEntry[] => {
	const bytes = readIfThere(files, file);
	if (bytes === undefined) return [];
	const entries = readForm(bytes.toString('utf8'), areEntries);
	if (entries === undefined)
		throw new StoreRefusal(
			`${file} is damaged, so nobody can tell who was erased and must not come in again; no store is altered till then. Bring the file back from a backup. If there is none, move it away: then only what the stores themselves remember stays out, and a store that was restored from a backup brings back who was in it.`,
		);
	return entries;
};

/**
The erasures in that store, as this user’s list outside all stores tells them. It holds no number, name or text.
@throws StoreRefusal if it is damaged
*/
export const readErased = ({files, stateFolder}: Where, store: string | undefined): readonly ErasedEntry[] =>
	stateFolder === undefined ? [] : read(files, fileIn(stateFolder)).filter(entry => entry.store === store);

/** Adds an erasure durably; the same one counts once, as it was told last. */
export const addErased = async ({files, lock, stateFolder}: Where, entry: ErasedEntry): Promise<void> => {
	if (stateFolder === undefined) return;
	await makeFolder(files, stateFolder);
	const file = fileIn(stateFolder);
	const lockFile = path.join(stateFolder, 'erased.lock');
	files.open(lockFile, 'write').close();
	await whileLocked(lock(lockFile), async () => {
		const others = read(files, file).filter(({store, id}) => store !== entry.store || id !== entry.id);
		await replaceFile(files, file, `${JSON.stringify([...others, entry])}\n`);
	});
};
