import {type History} from '../../domain/history.js';
import {type HistoryPlace, isSamePlace} from '../../domain/table/block.js';
import {type RowValues} from '../../domain/table/rows.js';
import {type Survey} from '../check/check-store.js';
import {type FileSystem} from '../file-system.js';
import {type HistoryWriter} from '../history-files.js';
import {claimedStates} from '../history-places.js';
import {type FoundHistories, type FoundPlace, historyAt, inOrder} from './repair-histories.js';

export interface RowRepair {
	readonly files: FileSystem;
	readonly folder: string;
	readonly survey: Survey;
	readonly found: FoundHistories;
	readonly writer: HistoryWriter;
	/** The number of the change that the repair will be. */
	readonly n: number;
	/** Told what could not be kept. */
	readonly onLoss: (loss: string) => void;
}

/** Lines of the session that are not its present one, so that a purge finds them. */
export const othersThan = (present: HistoryPlace, places: readonly HistoryPlace[]): readonly HistoryPlace[] =>
	places
		.filter(
			(place, index) =>
				!isSamePlace(place, present) && places.findIndex(other => isSamePlace(other, place)) === index,
		)
		.map(({file, offset, length}) => ({file, offset, length}));

/** Those of the places where really a line of the session stands, or one that is damaged. */
export const ownPlaces = (
	{files, folder}: RowRepair,
	session: number,
	places: readonly HistoryPlace[],
): readonly HistoryPlace[] =>
	[
		...claimedStates(
			files,
			folder,
			places.map(place => ({session, place})),
		),
	].flatMap(({line, state}) => (state === 'own' ? line.place : []));

/** The first of these places where a history of that session can be read. */
export const firstHistory = (
	{files, folder}: RowRepair,
	id: number,
	places: readonly HistoryPlace[],
): History | undefined => {
	for (const place of places) {
		const history = historyAt(files, folder, place);
		if (history?.id === id) return history;
	}

	return undefined;
};

/**
Where the history lies that the index means, if that is elsewhere: the newest line of the session is the same, and was
moved by what was put in or taken out before it, unless the index knows it for an earlier one.
*/
export const movedPlace = (
	{history, superseded = []}: RowValues,
	places: readonly HistoryPlace[] | undefined,
): HistoryPlace | undefined => {
	const newest = places?.at(-1);
	if (newest === undefined || inOrder(newest.file, history.file) < 0) return undefined;
	const isThere = isSamePlace(newest, history) && newest.length === history.length;
	return isThere || superseded.some(place => isSamePlace(place, newest)) ? undefined : newest;
};

/** The newest line of a session, whether it has its line for itself or not. */
export const newestLine = ({found: {places, within}}: RowRepair, id: number): FoundPlace | undefined => {
	const lines = [places, within].flatMap(those => those.get(id)?.at(-1) ?? []);
	return lines.toSorted((a, b) => a.change - b.change).at(-1);
};

/** The newest line, if it was written after the one that the index means: by a change that is lost, or cannot be followed. */
export const newerLine = (repair: RowRepair, {session: {id}, history}: RowValues): FoundPlace | undefined => {
	const present = repair.found.places.get(id)?.find(place => isSamePlace(place, history));
	const newest = newestLine(repair, id);
	return present && newest && newest.change > present.change ? newest : undefined;
};

/** The history that lies there, on a line of its own. */
export const ownLine = async (
	{found, writer}: RowRepair,
	place: FoundPlace,
	history: History,
): Promise<HistoryPlace> => (found.places.get(history.id)?.includes(place) ? place : writer.write(history));
