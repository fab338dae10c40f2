import {StoreRefusal} from '../domain/refusal.js';
import {readManifest} from './manifest.js';
import {type Writing} from './writing.js';

/** The parts needed to look at the folder again. */
export type View = Pick<Writing, 'files' | 'folder' | 'replica' | 'manifest'>;

/** Learns which segments `store.json` names now. Only reads, so it needs no lock. */
export const adoptSegments = ({files, folder, replica, manifest}: View): void => {
	const fresh = readManifest(files, folder);
	if (fresh.version !== manifest.data.version)
		throw new StoreRefusal(
			`The store in ${folder} was written anew as version ${fresh.version} meanwhile. Start chatlogs again.`,
		);
	manifest.data = fresh;
	replica.adoptSegments(manifest.data.segments);
};

/** Reads a segment, and tries again if another process has replaced it by a newer one meanwhile. */
export const withNewestSegment = (view: View, number: number, read: () => void): void => {
	const {segments} = view.replica;
	for (;;) {
		const tried = segments[number];
		try {
			read();
			return;
		} catch (error) {
			adoptSegments(view);
			if (segments[number] === tried) throw error;
		}
	}
};
