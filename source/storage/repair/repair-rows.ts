import {emptyHistory, type History, type RowRecord} from '../../domain/history.js';
import {countMessages} from '../../domain/message.js';
import {nobody} from '../../domain/handler.js';
import {replayRow} from '../../domain/replay.js';
import {type HistoryPlace, isSamePlace} from '../../domain/table/block.js';
import {recordOf, rowsOf, type RowValues} from '../../domain/table/rows.js';
import {rowAt} from '../../domain/table/session-table.js';
import {type BadRow, expectedRow} from '../check/check-rows.js';
import {type Survey} from '../check/check-store.js';
import {type FileSystem} from '../file-system.js';
import {type HistoryWriter} from '../history-files.js';
import {claimedStates} from '../history-places.js';
import {type FoundHistories, historyAt, inOrder} from './repair-histories.js';

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
const othersThan = (present: HistoryPlace, places: readonly HistoryPlace[]): readonly HistoryPlace[] =>
	places.filter(
		(place, index) =>
			!isSamePlace(place, present) && places.findIndex(other => isSamePlace(other, place)) === index,
	);

/** Those of the places where really a line of the session stands, or one that is damaged. */
const ownPlaces = (
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
const firstHistory = (
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
Where the history lies that the index means, if that is elsewhere. Each change writes files of its own, with one line
of a session: one of it in that file is the same, and was moved by what was put in or taken out before it.
*/
const movedPlace = (
	{file}: HistoryPlace,
	places: readonly HistoryPlace[] | undefined,
): HistoryPlace | undefined => {
	const newest = places?.at(-1);
	return newest && inOrder(newest.file, file) >= 0 ? newest : undefined;
};

/** A row of an index that is sound, whose history does not stand on a line of its own any more. */
const withAnotherHistory = async (repair: RowRepair, indexed: RowValues): Promise<RowValues> => {
	const {writer, found, n, onLoss} = repair;
	const {id} = indexed.session;
	const moved = movedPlace(indexed.history, found.within.get(id));
	const own = firstHistory(repair, id, [indexed.history, ...(moved ? [moved] : [])]);
	const earlier = found.places.get(id)?.slice(-1) ?? [];
	const history = own ?? firstHistory(repair, id, earlier) ?? emptyHistory(id);
	const shown = indexed.isPurged ? [] : history.messages;
	const counts = countMessages(shown.filter(message => !indexed.deletedMessages?.has(message.id)));
	const row = {...indexed, session: {...indexed.session, ...counts}};
	if (own === undefined && !indexed.isPurged)
		onLoss(
			earlier.length > 0
				? `session ${id} has an earlier state of its history`
				: `session ${id} has no history any more`,
		);
	return {...row, history: await writer.write({...history, messages: shown, row: recordOf(row, n)})};
};

/** A row that the journal, and a history that can be read, do not agree with; `undefined` if it never came in. */
const replayed = (repair: RowRepair, indexed: RowValues): RowValues | undefined => {
	const {files, folder, survey, found} = repair;
	const {id} = indexed.session;
	const places = [indexed.history, ...(found.places.get(id) ?? []).toReversed()];
	for (const place of places) {
		const row = expectedRow(indexed, historyAt(files, folder, place)!, survey.journal);
		if (typeof row !== 'string') return {...row, history: place};
	}

	return undefined;
};

const repairedRow = async (
	repair: RowRepair,
	indexed: RowValues,
	{isLineBad}: BadRow,
): Promise<RowValues | undefined> => {
	const {survey, found, onLoss} = repair;
	const {id} = indexed.session;
	const place = isLineBad ? movedPlace(indexed.history, found.places.get(id)) : indexed.history;
	const row = place
		? replayed(repair, {...indexed, history: place})
		: await withAnotherHistory(repair, indexed);
	if (row === undefined) {
		onLoss(`session ${id} was of an import that was broken off`);
		return undefined;
	}

	const touched = new Set(row.touched?.flatMap(position => survey.journal.lineAt(position) ?? []));
	return {...row, touched: [...touched]};
};

/** The rows of the blocks that can be read, by block number, put right; `undefined` where one cannot. */
export const repairedBlocks = async (repair: RowRepair): Promise<(RowValues[] | undefined)[]> => {
	const {table, segments} = repair.survey.replica;
	const bad = new Map(repair.survey.badRows.map(row => [rowAt(row.number, row.place), row]));
	const seen = new Set<number>();
	const blocks: (RowValues[] | undefined)[] = [];
	for (const number of segments.keys()) {
		const block = table.blocks[number];
		if (block === undefined) {
			blocks.push(undefined);
			continue;
		}

		const rows: RowValues[] = [];
		for (const [place, indexed] of rowsOf(table, block).entries()) {
			const {id} = indexed.session;
			const problem = bad.get(rowAt(number, place));
			const row = problem ? await repairedRow(repair, indexed, problem) : indexed;
			if (row === undefined || seen.has(id)) continue;
			seen.add(id);
			// Where earlier lines were, others may lie by now.
			const earlier = ownPlaces(repair, id, indexed.superseded ?? []);
			const places = [...earlier, ...(repair.found.places.get(id) ?? [])];
			rows.push({...row, superseded: othersThan(row.history, places)});
		}

		blocks.push(rows);
	}

	return blocks;
};

/** Of a purged session of which not even the line without words is left. */
const purgedRow = async ({writer, survey, n}: RowRepair, id: number): Promise<RowValues> => {
	const party = {name: '', number: ''};
	// Nobody knows which messages were purged, so that none may come back.
	const highestMessage = Number.MAX_SAFE_INTEGER;
	const row: RowRecord = {
		change: n,
		channel: {type: '', ...party},
		customer: party,
		handler: nobody,
		status: 'closed',
		archived: false,
		outbound: false,
		transfers: 0,
		highestMessage,
		highestPurged: highestMessage,
		isPurged: true,
	};
	const history = {...emptyHistory(id), row};
	return {...replayRow(history, survey.journal.deeds.of(id)), history: await writer.write(history)};
};

/** Rows of sessions that no block holds, from their histories and the journal. */
export const rowsWithoutBlock = async (
	repair: RowRepair,
	blocks: readonly (readonly RowValues[] | undefined)[],
): Promise<RowValues[]> => {
	const {files, folder, survey, found, onLoss} = repair;
	const {deeds} = survey.journal;
	const inBlocks = new Set(blocks.flatMap(rows => (rows ?? []).map(({session}) => session.id)));
	const rows: RowValues[] = [];
	for (const [id, places] of found.places) {
		if (inBlocks.has(id)) continue;
		const place = places.at(-1)!;
		const {row, ...history} = historyAt(files, folder, place)!;
		rows.push({
			...replayRow({...history, row: row!}, deeds.of(id)),
			history: place,
			superseded: othersThan(place, places),
		});
	}

	const rebuilt = new Set(rows.map(({session}) => session.id));
	for (const id of deeds.sessions) {
		if (inBlocks.has(id) || rebuilt.has(id)) continue;
		if (deeds.of(id).some(deed => deed.isPurged)) rows.push(await purgedRow(repair, id));
		else onLoss(`session ${id} is known by its changes alone`);
	}

	return rows;
};
