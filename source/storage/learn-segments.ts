import {type Writing} from './writing.js';

/**
Learns which segments there are now: other processes rewrite them, too. Needed before writing any, since these must
not be ahead of the journal either: what is known of it may be the work of a process that died before its sync.
*/
export const learnSegments = async (writing: Writing): Promise<void> => {
	const {replica, manifest} = writing;
	await writing.syncJournal();
	await manifest.read();
	replica.adoptSegments(manifest.data.segments);
};
