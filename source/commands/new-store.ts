import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {manifestName} from '../storage/file-names.js';
import {createStore} from '../storage/open-store.js';
import {refuseMissing} from '../storage/refuse-missing.js';
import {type Context} from './command.js';

/** @throws StoreRefusal if no store is there, and a new one would not be that of the site: its disk may be away */
export const refuseToReplace = ({site, machine}: Pick<Context, 'site' | 'machine'>): void => {
	if (site?.site.store !== undefined) refuseMissing(site.site, machine);
};

/**
Makes an empty store in the folder.
@throws StoreRefusal if the folder holds something else, or is where a site had another store
*/
export const makeStore = async (context: Pick<Context, 'folder' | 'site' | 'machine'>): Promise<void> => {
	refuseToReplace(context);
	const {folder, machine} = context;
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
