import {type Writing} from './writing.js';

/**
Learns which segments there are now, since other processes rewrite them, too. Call it before writing any. It also syncs
the journal: the process that wrote its last line may have died before its sync, and no segment may be ahead of it.
*/
export const learnSegments = async (writing: Writing): Promise<void> => {
	const {replica, manifest} = writing;
	await writing.syncJournal();
	await manifest.read();
	replica.adoptSegments(manifest.data.segments);
};
