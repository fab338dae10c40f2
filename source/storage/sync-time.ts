import path from 'node:path';
import {Refusal} from '../domain/refusal.js';
import {syncTimeName} from './file-names.js';
import {type FileSystem, readFile, replaceFile} from './file-system.js';
import {integerFrom, isSecond, maybe, readForm, recordOf} from './form.js';

/** Seconds within which it is not noted again. */
const often = 60;

/** Seconds by which the clock of another machine that syncs the store may be ahead of this one's. */
const mostAhead = 5 * 60;

/** In bytes, more than any time takes. */
const sizeLimit = 100;

/** What a sync notes at its end. */
interface SyncTime {
	/** When all that the PBX had was in the store, in Unix seconds. */
	readonly at: number;
	/** Seconds by which the PBX's clock was ahead of this machine's, if it told the time. */
	readonly ahead?: number | undefined;
}

const longest = 2 ** 32;

const isSyncTime = recordOf<SyncTime>({at: isSecond, ahead: maybe(integerFrom(-longest, longest))});

/** Where a store lies. */
interface StoreFolder {
	readonly folder: string;
	readonly files: FileSystem;
}

/** A store, as far as it is needed. */
interface Writable {
	write(work: (writing: StoreFolder) => Promise<void>): Promise<void>;
}

/** `undefined` if nothing was ever noted; without members if it cannot be read. */
const noted = ({folder, files}: StoreFolder): Partial<SyncTime> | undefined => {
	const file = path.join(folder, syncTimeName);
	try {
		const status = files.stat(file);
		if (status === undefined) return undefined;
		if (status.kind !== 'file' || status.size > sizeLimit) return {};
		return readForm(readFile(files, file).toString('utf8'), isSyncTime) ?? {};
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return {};
	}
};

/**
When all that the PBX had was in the store last, in Unix seconds, whichever process brought it. It lies beside the
journal, since a sync that brings nothing is no change. A time that is still to come is not believed: the clock was
wrong then, or is now.
@param now in Unix seconds
*/
export const lastSyncIn = (store: StoreFolder, now: number): number | 'never' | 'unknown' => {
	const time = noted(store);
	if (time === undefined) return 'never';
	const {at} = time;
	return at === undefined || at > now + mostAhead ? 'unknown' : Math.min(at, now);
};

/** Seconds by which the PBX's clock was ahead at the last sync, as far as that is known. */
export const lastAheadIn = (store: StoreFolder): number | undefined => noted(store)?.ahead;

/** Notes that all that the PBX had at that time is in the store. Without it, nothing is lost. */
export const noteSync = async (store: Writable, {at, ahead}: SyncTime): Promise<void> => {
	try {
		await store.write(async ({files, folder}) => {
			const last = noted({folder, files});
			if (Math.abs(at - (last?.at ?? 0)) < often && ahead === last?.ahead) return;
			await replaceFile(files, path.join(folder, syncTimeName), `${JSON.stringify({at, ahead})}\n`);
		});
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
};
