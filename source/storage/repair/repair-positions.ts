import {type History} from '../../domain/history.js';
import {type HistoryPosition, isSamePosition} from '../../domain/table/block.js';
import {type RowValues} from '../../domain/table/rows.js';
import {type Survey} from '../check/check-store.js';
import {type FileSystem} from '../file-system.js';
import {type HistoryWriter} from '../history-files.js';
import {claimedStates} from '../history-positions.js';
import {type FoundHistories, type FoundPosition, historyAt, inOrder} from './repair-histories.js';

export interface RowRepair {
	readonly files: FileSystem;
	readonly folder: string;
	readonly survey: Survey;
	readonly found: FoundHistories;
	readonly writer: HistoryWriter;
	/** The number of the change that the repair will be. */
	readonly n: number;
	/** Called with each loss, for people. */
	readonly onLoss: (loss: string) => void;
}

/** The session's other lines, which a later purge must find. */
export const othersThan = (
	present: HistoryPosition,
	positions: readonly HistoryPosition[],
): readonly HistoryPosition[] =>
	positions
		.filter(
			(position, index) =>
				!isSamePosition(position, present) &&
				positions.findIndex(other => isSamePosition(other, position)) === index,
		)
		.map(({file, offset, length}) => ({file, offset, length}));

/** The positions that really hold a line of the session, or a damaged one. */
export const ownPositions = (
	{files, folder}: RowRepair,
	session: number,
	positions: readonly HistoryPosition[],
): readonly HistoryPosition[] =>
	[
		...claimedStates(
			files,
			folder,
			positions.map(position => ({session, position})),
		),
	].flatMap(({line, state}) => (state === 'own' ? line.position : []));

/** The first history of that session that can be read at one of these positions. */
export const firstHistory = (
	{files, folder}: RowRepair,
	id: number,
	positions: readonly HistoryPosition[],
): History | undefined => {
	for (const position of positions) {
		const history = historyAt(files, folder, position);
		if (history?.id === id) return history;
	}

	return undefined;
};

/**
The new position of the history that the index means, if bytes put in or taken out before it moved it: the session's
newest line, unless the index knows that one as an earlier line.
*/
export const movedPosition = (
	{history, superseded = []}: RowValues,
	positions: readonly HistoryPosition[] | undefined,
): HistoryPosition | undefined => {
	const newest = positions?.at(-1);
	if (newest === undefined || inOrder(newest.file, history.file) < 0) return undefined;
	const isThere = isSamePosition(newest, history) && newest.length === history.length;
	return isThere || superseded.some(position => isSamePosition(position, newest)) ? undefined : newest;
};

/** The position of a session's newest history, on a line of its own or not. */
export const newestLine = (
	{found: {positions, within}}: RowRepair,
	id: number,
): FoundPosition | undefined => {
	const lines = [positions, within].flatMap(those => those.get(id)?.at(-1) ?? []);
	return lines.toSorted((a, b) => a.change - b.change).at(-1);
};

/** The newest line, if a change that is lost, or cannot be followed, wrote it after the one that the index means. */
export const newerLine = (
	repair: RowRepair,
	{session: {id}, history}: RowValues,
): FoundPosition | undefined => {
	const present = repair.found.positions.get(id)?.find(position => isSamePosition(position, history));
	const newest = newestLine(repair, id);
	return present && newest && newest.change > present.change ? newest : undefined;
};

/** The history that lies there, on a line of its own. */
export const ownLine = async (
	{found, writer}: RowRepair,
	position: FoundPosition,
	history: History,
): Promise<HistoryPosition> =>
	found.positions.get(history.id)?.includes(position) ? position : writer.write(history);
