import {type Change} from '../domain/change.js';
import {Directory, type DirectoryRecord, emptyDirectory} from '../domain/directory.js';
import {applyDirectory} from '../domain/merge/directory.js';
import {type Past} from '../domain/past/past.js';
import {PastTable} from '../domain/past/past-table.js';
import {type OpenFile} from './file-system.js';
import {readChangeAt} from './journal.js';
import {entryOf, linesBackward} from './read-backward.js';
import {type Replica} from './replica.js';

/** The directory by all changes that end at or before a position. Reads only those that tell of it. */
const directoryAt = (journal: OpenFile, end: number): Directory => {
	const told: DirectoryRecord[] = [];
	for (const line of linesBackward(journal, end)) {
		const {directory} = line.bytes.includes('"directory":{') ? entryOf(line).change : {};
		if (directory) told.unshift(directory);
	}

	return new Directory(told.reduce(applyDirectory, emptyDirectory));
};

/** Lets changes up to a position tell which of the sessions that were purged since were in the trash then. */
const settle = (table: PastTable, journal: OpenFile, upTo: number): void => {
	const positions = new Set([...table.unsettled].flatMap(id => table.touchedAt(id)));
	const earlier = [...positions].filter(position => position <= upTo).toSorted((a, b) => b - a);
	for (const position of earlier) {
		if (table.unsettled.size === 0) return;
		table.settle(readChangeAt(journal, position));
	}
};

/**
The store as it was after the newest change that `isThen`: takes back all later ones. `undefined` if there is none.
@throws StoreRefusal if the journal is damaged
*/
export const readPast = (
	journal: OpenFile,
	{table: present, directory, end}: Pick<Replica, 'table' | 'directory' | 'end'>,
	isThen: (change: Pick<Change, 'n' | 'at'>) => boolean,
): Past | undefined => {
	const table = new PastTable(present);
	let isOther = false;
	let after = end.position;
	for (const line of linesBackward(journal, end.position)) {
		const {change, position} = entryOf(line);
		if (isThen(change)) {
			settle(table, journal, position);
			return {change, table, directory: isOther ? directoryAt(journal, after) : directory};
		}

		table.takeBack(change);
		isOther ||= change.directory !== undefined;
		after = position;
	}

	return undefined;
};
