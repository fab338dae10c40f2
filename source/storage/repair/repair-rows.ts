import {emptyHistory, type RowRecord} from '../../domain/history.js';
import {countMessages} from '../../domain/message.js';
import {nobody} from '../../domain/handler.js';
import {replayRow} from '../../domain/replay.js';
import {recordOf, rowsOf, type RowValues} from '../../domain/table/rows.js';
import {rowAt} from '../../domain/table/session-table.js';
import {type BadRow, expectedRow} from '../check/check-rows.js';
import {type FoundPosition, historyAt} from './repair-histories.js';
import {
	firstHistory,
	movedPosition,
	newerLine,
	newestLine,
	othersThan,
	ownLine,
	ownPositions,
	type RowRepair,
} from './repair-positions.js';

/** A sound row with another history, since its own is not on a line of its own any more. */
const withAnotherHistory = async (repair: RowRepair, indexed: RowValues): Promise<RowValues> => {
	const {writer, found, n, onLoss} = repair;
	const {id} = indexed.session;
	const moved = movedPosition(indexed, found.within.get(id));
	const own = firstHistory(repair, id, [indexed.history, ...(moved ? [moved] : [])]);
	const earlier = found.positions.get(id)?.slice(-1) ?? [];
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

/** A row rebuilt from a readable history and the journal, which it contradicts; `undefined` if it never came in. */
const replayed = (repair: RowRepair, indexed: RowValues): RowValues | undefined => {
	const {files, folder, survey, found} = repair;
	const {id} = indexed.session;
	const positions = [indexed.history, ...(found.positions.get(id) ?? []).toReversed()];
	for (const position of positions) {
		const row = expectedRow(indexed, historyAt(files, folder, position)!, survey.journal);
		if (typeof row !== 'string') return {...row, history: position};
	}

	return undefined;
};

/** A row rebuilt from a line written after the one that the index means. */
const retold = async (
	repair: RowRepair,
	indexed: RowValues,
	newer: FoundPosition,
): Promise<RowValues | undefined> => {
	const {files, folder, survey} = repair;
	const history = historyAt(files, folder, newer)!;
	const row = expectedRow(indexed, history, survey.journal);
	return typeof row === 'string' ? undefined : {...row, history: await ownLine(repair, newer, history)};
};

const repairedRow = async (
	repair: RowRepair,
	indexed: RowValues,
	{isLineBad}: Pick<BadRow, 'isLineBad'>,
): Promise<RowValues | undefined> => {
	const {survey, found, onLoss} = repair;
	const {id} = indexed.session;
	const newer = newerLine(repair, indexed);
	const position = isLineBad ? movedPosition(indexed, found.positions.get(id)) : indexed.history;
	const row = newer
		? await retold(repair, indexed, newer)
		: position
			? replayed(repair, {...indexed, history: position})
			: await withAnotherHistory(repair, indexed);
	if (row === undefined) {
		onLoss(`session ${id} came from an import that was broken off`);
		return undefined;
	}

	const {journal} = survey;
	const touched = journal.isDoubtful(row.touched)
		? row.touched!.flatMap(position => journal.lineAt(position) ?? [])
		: journal.deeds.of(id).map(({position}) => position);
	return {...row, touched: [...new Set(touched)]};
};

/** The repaired rows of each block, by number; `undefined` for a block that cannot be read. */
export const repairedBlocks = async (repair: RowRepair): Promise<(RowValues[] | undefined)[]> => {
	const {table, segments} = repair.survey.replica;
	const bad = new Map(repair.survey.badRows.map(row => [rowAt(row.number, row.slot), row]));
	const seen = new Set<number>();
	const blocks: (RowValues[] | undefined)[] = [];
	for (const number of segments.keys()) {
		const block = table.blocks[number];
		if (block === undefined) {
			blocks.push(undefined);
			continue;
		}

		const rows: RowValues[] = [];
		for (const [slot, indexed] of rowsOf(table, block).entries()) {
			const {id} = indexed.session;
			const problem = bad.get(rowAt(number, slot));
			const isBad = problem !== undefined || newerLine(repair, indexed) !== undefined;
			const row = isBad ? await repairedRow(repair, indexed, problem ?? {isLineBad: false}) : indexed;
			if (row === undefined || seen.has(id)) continue;
			seen.add(id);
			// Other lines may have come to the positions of earlier ones.
			const earlier = ownPositions(repair, id, indexed.superseded ?? []);
			const positions = [...earlier, ...(repair.found.positions.get(id) ?? [])];
			rows.push({...row, superseded: othersThan(row.history, positions)});
		}

		blocks.push(rows);
	}

	return blocks;
};

/** A new row for a purged session that has lost even its line without words. */
const purgedRow = async ({writer, survey, n}: RowRepair, id: number): Promise<RowValues> => {
	const party = {name: '', number: ''};
	// The ids of the purged messages are lost, so no message may come in again.
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

/** Reports the unreadable rows of the journal whose lines were not found elsewhere, either. */
const tellLostRows = (repair: RowRepair): void => {
	const {survey, onLoss} = repair;
	const {table} = survey.replica;
	for (const [id, rows] of Map.groupBy(survey.unreadableRows, row => row.id)) {
		const found = newestLine(repair, id)?.change ?? 0;
		if (found >= Math.max(...rows.map(({n}) => n))) continue;
		onLoss(
			table.rowOf(id) === undefined
				? `session ${id} has no history any more`
				: `session ${id} has an earlier state of its history`,
		);
	}
};

/** Rebuilds the rows of sessions that are in no block, from their histories and the journal. */
export const rowsWithoutBlock = async (
	repair: RowRepair,
	blocks: readonly (readonly RowValues[] | undefined)[],
): Promise<RowValues[]> => {
	const {files, folder, survey, found, onLoss} = repair;
	const {deeds} = survey.journal;
	const inBlocks = new Set(blocks.flatMap(rows => (rows ?? []).map(({session}) => session.id)));
	const rows: RowValues[] = [];
	for (const id of new Set([...found.positions.keys(), ...found.within.keys()])) {
		if (inBlocks.has(id)) continue;
		const position = newestLine(repair, id)!;
		const line = historyAt(files, folder, position)!;
		rows.push({
			...replayRow({...line, row: line.row!}, deeds.of(id)),
			history: await ownLine(repair, position, line),
			superseded: othersThan(position, found.positions.get(id) ?? []),
		});
	}

	tellLostRows(repair);

	const rebuilt = new Set(rows.map(({session}) => session.id));
	for (const id of deeds.sessions) {
		if (inBlocks.has(id) || rebuilt.has(id)) continue;
		if (deeds.of(id).some(deed => deed.isPurged)) rows.push(await purgedRow(repair, id));
		else onLoss(`session ${id} is known by its changes alone`);
	}

	return rows;
};
