import {readManifest} from './manifest.js';
import {type Writing} from './writing.js';

/** What it takes to look at the folder again. */
export type View = Pick<Writing, 'files' | 'folder' | 'replica' | 'manifest'>;

/** Learns which segments `store.json` names now. Reads only, so that it takes no lock. */
export const adoptSegments = ({files, folder, replica, manifest}: View): void => {
	manifest.data = readManifest(files, folder);
	replica.adoptSegments(manifest.data.segments);
};

/** Reads a segment. Other processes rewrite them at any time, and remove those that they replace. */
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
