import path from 'node:path';
import {Refusal} from '../domain/refusal.js';
import {syncTimeName} from './file-names.js';
import {type FileSystem, readFile, replaceFile} from './file-system.js';
import {isSecond, readForm, recordOf} from './form.js';
import {type Store} from './store.js';

/** Seconds within which it is not noted again. */
const often = 60;

/** In bytes, more than any time takes. */
const sizeLimit = 100;

const isSyncTime = recordOf<{readonly at: number}>({at: isSecond});

/**
When all that the PBX had was in the store last, in Unix seconds, whichever process brought it. It lies beside the
journal, since a sync that brings nothing is no change. `undefined` if that is not known.
*/
export const lastSyncIn = (folder: string, files: FileSystem): number | undefined => {
	const file = path.join(folder, syncTimeName);
	try {
		const status = files.stat(file);
		if (status?.kind !== 'file' || status.size > sizeLimit) return undefined;
		return readForm(readFile(files, file).toString('utf8'), isSyncTime)?.at;
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return undefined;
	}
};

/** Notes that all that the PBX had at that time, in Unix seconds, is in the store. Without it, nothing is lost. */
export const noteSync = async (store: Store, at: number): Promise<void> => {
	try {
		await store.write(async ({files, folder}) => {
			const last = lastSyncIn(folder, files) ?? 0;
			if (Math.abs(at - last) < often) return;
			await replaceFile(files, path.join(folder, syncTimeName), `${JSON.stringify({at})}\n`);
		});
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
};
