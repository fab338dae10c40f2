import {createHash} from 'node:crypto';
import path from 'node:path';
import {type Beginning, type Watching} from '../domain/watching.js';
import {Refusal, StoreRefusal} from '../domain/refusal.js';
import {isIdRanges} from './facts-form.js';
import {readIfThere, replaceFile} from './file-system.js';
import {isCount, isSecond, isText, maybe, readForm, recordOf} from './form.js';
import {LockedRefusal, whileLocked} from './lock.js';
import {makeFolder} from './make-folder.js';
import {type Machine} from './machine.js';
import {type Store} from './store.js';

const isWatching = recordOf<Watching>({
	filter: isText,
	matching: isIdRanges,
	due: maybe(recordOf<Beginning>({id: isText, at: isSecond, began: isIdRanges, matching: isCount})),
});

/** What this user's state remembers of one watch, outside of the store, so that a read-only store can be watched. */
export interface WatchMemory {
	/** `undefined` before the first look. */
	readonly value: Watching | undefined;
	/** Remembers it durably. */
	keep(value: Watching): Promise<void>;
}

/**
Works with the memory of a watch as the only process that does.
@param name holds only characters that a file's name may have
@throws Refusal if another process is at it
@throws StoreRefusal if it is damaged
*/
export const withWatchMemory = async <Result>(
	{files, lock}: Pick<Machine, 'files' | 'lock'>,
	stateFolder: string,
	{identity, folder: storeFolder}: Pick<Store, 'identity' | 'folder'>,
	name: string,
	work: (memory: WatchMemory) => Promise<Result>,
): Promise<Result> => {
	const folder = path.join(stateFolder, 'watches');
	await makeFolder(files, folder);
	const store = createHash('sha256')
		.update(identity.id ?? storeFolder)
		.digest('hex')
		.slice(0, 32);
	const file = path.join(folder, `${store}-${name}.json`);
	const read = (): Watching | undefined => {
		const bytes = readIfThere(files, file);
		if (bytes === undefined) return undefined;
		const value = readForm(bytes.toString('utf8'), isWatching);
		if (value !== undefined) return value;
		throw new StoreRefusal(
			`${file} is damaged, so nobody can tell what the watch has told. Take it away; then the next look is the first one.`,
		);
	};

	const remember = async (): Promise<Result> => {
		let value = read();
		return work({
			get value() {
				return value;
			},
			async keep(fresh) {
				if (JSON.stringify(fresh) === JSON.stringify(value)) return;
				await replaceFile(files, file, `${JSON.stringify(fresh)}\n`);
				value = fresh;
			},
		});
	};

	try {
		return await whileLocked(lock(`${file.slice(0, -'.json'.length)}.lock`), remember, 0);
	} catch (error) {
		if (!(error instanceof LockedRefusal)) throw error;
		throw new Refusal(`Another process watches ${name} now, and tells what begins.`, {cause: error});
	}
};
