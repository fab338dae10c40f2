import {emptyHistory, type History} from '../domain/history.js';
import {StoreRefusal} from '../domain/refusal.js';
import {blockSize, type HistoryPlace, isSamePlace} from '../domain/table/block.js';
import {historyPlaceAt} from '../domain/table/rows.js';
import {adoptSegments, type View, withNewestSegment} from './newest-segments.js';
import {type Writing} from './writing.js';

/** The view, and how to read on in the journal. */
interface Reading extends View, Pick<Writing, 'histories'> {
	readonly followJournal: () => void;
}

const presentPlace = ({replica: {table}}: View, id: number): HistoryPlace | undefined => {
	const row = table.rowOf(id);
	if (row === undefined || table.isPurged(row)) return undefined;
	return historyPlaceAt(table.blockOf(row), row % blockSize);
};

/**
Learns where a history lies now, all in one turn of the event loop. Whoever purges first writes that down, then moves
what is left, and blanks the old place last: what was found blank is explained by what is read here.
*/
const lookAgain = (reading: Reading, id: number): void => {
	const {replica, histories, followJournal} = reading;
	histories.close();
	adoptSegments(reading);
	followJournal();
	const row = replica.table.rowOf(id);
	if (row === undefined) return;
	const number = Math.floor(row / blockSize);
	withNewestSegment(reading, number, () => replica.readPlaces(number));
};

/**
The history of a session, where it lies by now: others may have purged or moved it since the row was read.
@throws StoreRefusal if it is damaged
*/
export const readPresentHistory = (reading: Reading, id: number): History => {
	for (let tried: HistoryPlace | undefined; ;) {
		const place = presentPlace(reading, id);
		if (place === undefined) return emptyHistory(id);
		try {
			return reading.histories.read(id, place);
		} catch (error) {
			if (!(error instanceof StoreRefusal) || isSamePlace(place, tried)) throw error;
			tried = place;
			lookAgain(reading, id);
		}
	}
};
