import path from 'node:path';
import {type Change} from '../domain/change.js';
import {effectsOn} from '../domain/effects.js';
import {heldBy} from '../domain/keep/hold.js';
import {type Marks} from '../domain/erase/erasure.js';
import {historyWithout} from '../domain/erase/without-person.js';
import {type History} from '../domain/history.js';
import {StoreRefusal} from '../domain/refusal.js';
import {type Block, blockSize, type HistoryPosition} from '../domain/table/block.js';
import {historyPositionAt, moveHistory, recordOf, rowIn} from '../domain/table/rows.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {markedTexts} from './erase/marks.js';
import {nextHistoryNumber} from './file-names.js';
import {writeManifest, writeSegment} from './write-index.js';
import {HistoryWriter} from './history-files.js';
import {KeptFiles} from './kept-files.js';
import {blankLinesOf, type ClaimedLine} from './history-positions.js';
import {learnSegments} from './learn-segments.js';
import {adoptSegments, type View} from './newest-segments.js';
import {type SegmentInfo} from './segment-info.js';
import {removeLeftOvers} from './left-overs.js';
import {removeRepairCopies} from './repair/repair-copies.js';
import {type Writing} from './writing.js';

/** One session of a purge, in memory. */
interface Row {
	readonly id: number;
	/** The number of the purge. */
	readonly n: number;
	readonly number: number;
	readonly block: Block;
	readonly slot: number;
	/** The messages to purge if the session itself stays. */
	readonly messages: ReadonlySet<number> | undefined;
	/** The marks of each person who is erased from it. */
	readonly marks: readonly Marks[];
}

/** What both take: two purges may be unfinished that each take a part of one session. */
const joined = (a: Row, b: Row): Row => {
	if (a.messages === undefined) return a;
	if (b.messages === undefined) return b;
	return {...b, messages: a.messages.union(b.messages), marks: [...a.marks, ...b.marks]};
};

const rowsOf = (table: SessionTable, changes: readonly Change[]): Row[] => {
	const rows = new Map<number, Row>();
	const add = ({n, erasure}: Change, id: number, messages?: readonly number[]): void => {
		const row = table.rowOf(id);
		if (row === undefined) return;
		const own: Row = {
			id,
			n,
			number: Math.floor(row / blockSize),
			block: table.blockOf(row),
			slot: row % blockSize,
			messages: messages && new Set(messages),
			marks: erasure?.marks === undefined ? [] : [erasure.marks],
		};
		const other = rows.get(id);
		rows.set(id, other === undefined ? own : joined(other, own));
	};

	for (const change of changes) {
		for (const effect of effectsOn(change)) {
			if (effect.kind !== 'purged' && effect.kind !== 'messages-purged') continue;
			for (const id of effect.sessions) add(change, id, 'ids' in effect ? effect.ids : undefined);
		}
	}

	return [...rows.values()];
};

/**
Takes in another process's work on the purges that are unfinished here: it moved the histories that it kept in part,
even if it died before it was done. Cheap if no purge is unfinished.
@returns whether any was finished
*/
export const adoptPurges = (view: View): boolean => {
	const {replica, manifest} = view;
	if (replica.unfinishedPurges.length === 0) return false;
	adoptSegments(view);
	const {purged} = manifest.data;
	for (const number of replica.table.blocks.keys()) replica.readPositions(number);
	const finished = replica.unfinishedPurges.filter(({n}) => n <= purged).length;
	replica.unfinishedPurges.splice(0, finished);
	return finished > 0;
};

const positionOf = ({block, slot}: Row): HistoryPosition => historyPositionAt(block, slot);

/** The history without the messages that go, and without persons who are erased; the same one if nothing goes. */
const restOf = ({id, messages: gone, marks}: Row, history: History, table: SessionTable): History => {
	const messages = history.messages.filter(message => !gone!.has(message.id));
	const rest = messages.length < history.messages.length ? {...history, messages} : history;
	const type = table.session(id)?.channel.type;
	return type === undefined
		? rest
		: marks.reduce((left, each) => historyWithout(left, markedTexts(each, type, table.country)), rest);
};

/**
Writes the rest of each history as a new line (for a purged session, one without any words), so that the old lines can
be blanked whole. Alters the rows only once the new lines are durable.
*/
const replaceHistories = async (writing: Writing, rows: readonly Row[]): Promise<void> => {
	const {files, folder, histories, replica} = writing;
	const writer = new HistoryWriter(files, folder, nextHistoryNumber(files.list(folder)));
	const positions = new Map<Row, HistoryPosition>();
	try {
		for (const row of rows) {
			if (row.messages === undefined) {
				const record = recordOf(rowIn(replica.table, row.block, row.slot), row.n);
				positions.set(row, await writer.write({id: row.id, row: record, messages: [], records: []}));
				continue;
			}

			const history = histories.read(row.id, positionOf(row));
			const rest = restOf(row, history, replica.table);
			if (rest !== history) positions.set(row, await writer.write(rest));
		}

		await writer.finish();
	} finally {
		writer.close();
	}

	for (const [{block, slot}, to] of positions) moveHistory(block, slot, to);
};

const writeBlocks = async (writing: Writing, rows: readonly Row[]): Promise<void> => {
	const {files, folder, replica} = writing;
	const written: SegmentInfo[] = [];
	for (const [number, block] of new Map(rows.map(row => [row.number, row.block]))) {
		const {info} = await writeSegment(writing, number, block, replica.end.n);
		written.push(info);
	}

	await files.syncFolder(folder);
	await writeManifest(writing, written);
};

/** Waits until all have ended, so that none still writes when an error is thrown. */
const allEnded = async (works: readonly Promise<void>[]): Promise<void> => {
	for (const ended of await Promise.allSettled(works)) if (ended.status === 'rejected') throw ended.reason;
};

/** Overwrites lines with blanks; the disk works on one file while the next is written. */
const blankLines = async ({files, folder}: Writing, lines: readonly ClaimedLine[]): Promise<void> => {
	const byFile = [...Map.groupBy(lines, ({position}) => position.file)];
	await allEnded(byFile.map(async ([name, those]) => blankLinesOf(files, path.join(folder, name), those)));
};

/** Files that other messages refer to as well stay. */
const removeKeptFiles = async ({files, folder}: Writing, rows: readonly Row[]): Promise<void> => {
	const purged = new Map(rows.map(({id, messages}) => [id, messages]));
	await new KeptFiles(files, folder).remove(
		(session, message) => purged.has(session) && (purged.get(session)?.has(message) ?? true),
	);
};

const supersededOf = (rows: readonly Row[]): readonly ClaimedLine[] =>
	rows.flatMap(({id, block, slot}) =>
		(block.superseded.get(slot) ?? []).map(line => ({session: id, position: line})),
	);

/**
Removes purged texts from every file, and notes the purges as finished. Safe to break off at any time: the journal's
line stands, and the next process that writes to the store begins again.
*/
export const finishPurges = async (writing: Writing): Promise<void> => {
	const purges = [...writing.replica.unfinishedPurges];
	if (purges.length === 0) return;
	try {
		await finish(writing, purges);
	} catch (error) {
		if (!(error instanceof StoreRefusal)) throw error;
		throw new StoreRefusal(
			`Change ${purges.map(({n}) => n).join(', ')}, a purge, is written down, but not finished; it goes on when the store is opened again. ${error.message}`,
			{cause: error},
		);
	}
};

const finish = async (writing: Writing, purges: readonly Change[]): Promise<void> => {
	const {files, folder, replica} = writing;
	await learnSegments(writing);
	await removeLeftOvers(writing);
	const rows = rowsOf(replica.table, purges);
	const [whole, parts] = [rows.filter(row => !row.messages), rows.filter(row => row.messages)];
	// A row that is only in its history must be in the index before the history is blanked.
	const onlyTold = whole.filter(({number}) => replica.unfolded.some(told => told.block === number));
	if (onlyTold.length > 0) await writeBlocks(writing, onlyTold);
	// Histories of wholly purged sessions are blanked at once: their new lines need only the rows.
	await allEnded([
		blankLines(writing, [
			...supersededOf(whole),
			...whole.map(row => ({session: row.id, position: positionOf(row)})),
		]),
		replaceHistories(writing, rows),
	]);
	await files.syncFolder(folder);
	await writeBlocks(writing, rows);
	// Histories purged in part are blanked only now that the index points to their new lines.
	await blankLines(writing, supersededOf(parts));
	await removeRepairCopies(files, folder, new Set(rows.map(({id}) => id)), heldBy(replica.facts.holds));
	await removeKeptFiles(writing, rows);
	// Removed files must not come back after a power cut: no process would look for them again.
	await files.syncFolder(folder);
	replica.unfinishedPurges.length = 0;
	await writeManifest(writing, []);
};
