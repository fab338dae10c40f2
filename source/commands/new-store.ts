import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {manifestName} from '../storage/file-names.js';
import {createStore} from '../storage/open-store.js';
import {type Context} from './command.js';

/**
Makes an empty store in the folder.
@throws StoreRefusal if the folder holds something else
*/
export const makeStore = async ({folder, machine}: Pick<Context, 'folder' | 'machine'>): Promise<void> => {
	const {files} = machine;
	const isBegun = (name: string): boolean => {
		const found = files.stat(path.join(folder, name));
		return found?.kind === 'file' && (found.size === 0 || name === `${manifestName}.new`);
	};

	const found = files.stat(folder);
	// An interrupted creation leaves empty files, and a store.json under its temporary name.
	if (found !== undefined && (found.kind !== 'folder' || !files.list(folder).every(isBegun)))
		throw new StoreRefusal(
			`${folder} holds something else. Choose an empty folder, or a new one: --store DIR`,
		);
	await createStore(folder, machine);
};
