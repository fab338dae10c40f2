import {emptyHistory, type History} from '../domain/history.js';
import {StoreRefusal} from '../domain/refusal.js';
import {blockSize, type HistoryPosition, isSamePosition} from '../domain/table/block.js';
import {historyPositionAt} from '../domain/table/rows.js';
import {adoptSegments, type View, withNewestSegment} from './newest-segments.js';
import {type Writing} from './writing.js';

/** The view, and how to read on in the journal. */
interface Reading extends View, Pick<Writing, 'histories'> {
	readonly followJournal: () => void;
}

const presentPosition = ({replica: {table}}: View, id: number): HistoryPosition | undefined => {
	const row = table.rowOf(id);
	if (row === undefined || table.isPurged(row)) return undefined;
	return historyPositionAt(table.blockOf(row), row % blockSize);
};

/**
Learns the present position of a history, all in one turn of the event loop. A purge writes its journal line first, then
moves the rest of the history, and blanks the old line last; so what is read here explains a line found blank.
*/
const lookAgain = (reading: Reading, id: number): void => {
	const {replica, histories, followJournal} = reading;
	histories.close();
	adoptSegments(reading);
	followJournal();
	const row = replica.table.rowOf(id);
	if (row === undefined) return;
	const number = Math.floor(row / blockSize);
	withNewestSegment(reading, number, () => replica.readPositions(number));
};

/**
Reads a session's history at its present position: others may have purged or moved it since the row was read.
@throws StoreRefusal if it is damaged
*/
export const readPresentHistory = (reading: Reading, id: number): History => {
	for (let tried: HistoryPosition | undefined; ;) {
		const position = presentPosition(reading, id);
		if (position === undefined) return emptyHistory(id);
		try {
			return reading.histories.read(id, position);
		} catch (error) {
			if (!(error instanceof StoreRefusal) || isSamePosition(position, tried)) throw error;
			tried = position;
			lookAgain(reading, id);
		}
	}
};
