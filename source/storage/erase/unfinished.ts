import path from 'node:path';
import {type Copy} from '../../domain/act/copies.js';
import {StoreRefusal} from '../../domain/refusal.js';
import {isHandler, isChannel, isParty} from '../facts-form.js';
import {hasFile, readIfThere, replaceFile} from '../file-system.js';
import {isCount, isText, listOf, maybe, readForm, recordOf} from '../form.js';
import {whileLocked} from '../lock.js';
import {makeFolder} from '../make-folder.js';
import {type Machine} from '../machine.js';

/** What is needed to go on with the erasure of a person in places outside the store. It tells who that is. */
interface Unfinished {
	/** The store's id. */
	readonly store: string;
	/** The erasure's. */
	readonly id: string;
	/** The sessions of the person that the connected PBX may have. */
	readonly copies: readonly Copy[];
	/** Those that it does not have any more. */
	readonly gone?: readonly number[];
}

const isCopy = recordOf<Copy>({
	id: isCount,
	channel: isChannel,
	customer: isParty,
	handler: isHandler,
	seen: maybe(isCount),
});

const areUnfinished = listOf(
	recordOf<Unfinished>({
		store: isText,
		id: isText,
		copies: listOf(isCopy),
		gone: maybe(listOf(isCount)),
	}),
);

type Where = Pick<Machine, 'files' | 'lock' | 'stateFolder'>;

const fileIn = (folder: string): string => path.join(folder, 'erasing.json');

/** @throws StoreRefusal if the file is damaged */
export const readUnfinished = ({files, stateFolder}: Where): readonly Unfinished[] => {
	if (stateFolder === undefined) return [];
	const file = fileIn(stateFolder);
	const bytes = readIfThere(files, file);
	if (bytes === undefined) return [];
	const found = readForm(bytes.toString('utf8'), areUnfinished);
	if (found === undefined)
		throw new StoreRefusal(`${file} cannot be read, so erasures cannot go on in other places. Take it away.`);
	return found;
};

/** Replaces all that is kept, durably. The file is gone once it holds nothing. */
export const replaceKept = async (
	machine: Where,
	alter: (kept: readonly Unfinished[]) => readonly Unfinished[],
): Promise<void> => {
	const {files, lock, stateFolder} = machine;
	if (stateFolder === undefined) return;
	await makeFolder(files, stateFolder);
	const lockFile = path.join(stateFolder, 'erased.lock');
	files.open(lockFile, 'write').close();
	await whileLocked(lock(lockFile), async () => {
		const all = alter(readUnfinished(machine));
		const file = fileIn(stateFolder);
		if (all.length > 0) await replaceFile(files, file, `${JSON.stringify(all)}\n`);
		else if (hasFile(files, file)) {
			files.remove(file);
			await files.syncFolder(stateFolder);
		}
	});
};

type Key = Pick<Unfinished, 'store' | 'id'>;

const isOf =
	({store, id}: Key) =>
	(each: Key): boolean =>
		each.store === store && each.id === id;

/** What is kept of one erasure. */
export const unfinishedOf = (machine: Where, key: Key): Unfinished =>
	readUnfinished(machine).find(isOf(key)) ?? {...key, copies: []};

/** Keeps that of one erasure. */
export const keepUnfinished = async (machine: Where, unfinished: Unfinished): Promise<void> =>
	replaceKept(machine, kept => [...kept.filter(each => !isOf(unfinished)(each)), unfinished]);

/** Keeps nothing of one erasure any more. */
export const dropUnfinished = async (machine: Where, key: Key): Promise<void> =>
	replaceKept(machine, kept => kept.filter(each => !isOf(key)(each)));
