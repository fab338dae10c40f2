import path from 'node:path';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Actor} from '../domain/change.js';
import {StoreRefusal} from '../domain/refusal.js';
import {type Block} from '../domain/table/block.js';
import {blockOf, rowsOf, type RowValues} from '../domain/table/rows.js';
import {historyName, nextHistoryNumber} from './file-names.js';
import {type FileSystem} from './file-system.js';
import {HistoryWriter} from './history-files.js';
import {learnSegments} from './learn-segments.js';
import {removeLeftOvers} from './left-overs.js';
import {appendingWriter} from './open-history.js';
import {type WrittenSegment} from './segment.js';
import {type Store} from './store.js';
import {writeManifest, writeSegment} from './write-index.js';
import {type Writing} from './writing.js';

/** Dead bytes in one file that make it worth moving the live ones elsewhere. */
const muchWaste = 4 * 1024 * 1024;

/** The bytes of live histories by file name. */
const bytesInUse = (blocks: readonly Block[]): ReadonlyMap<string, number> => {
	const bytes = new Map<string, number>();
	for (const {count, historyFiles, historyFile, historyLength} of blocks) {
		const lengths = historyFiles.map(() => 0);
		for (let slot = 0; slot < count; slot++) lengths[historyFile[slot]!]! += historyLength[slot]! + 1;
		for (const [number, name] of historyFiles.entries())
			bytes.set(name, (bytes.get(name) ?? 0) + lengths[number]!);
	}

	return bytes;
};

/** A file that is more than half dead, by at least so many bytes; `undefined` if there is none. */
const wastefulFile = (
	files: FileSystem,
	folder: string,
	blocks: readonly Block[],
	least: number,
): string | undefined => {
	for (const [name, used] of bytesInUse(blocks)) {
		const waste = (files.stat(path.join(folder, name))?.size ?? 0) - used;
		if (waste > used && waste >= least) return name;
	}

	return undefined;
};

/** Whether the block must be written anew when the file is removed. */
const namesFile = ({historyFiles, superseded}: Block, name: string): boolean =>
	historyFiles.includes(name) || [...superseded.values()].flat().some(({file}) => file === name);

/** The rows of a block, their histories copied out of that file. Other lines are removed with it. */
const movedRows = async (
	{replica: {table}, histories}: Writing,
	block: Block,
	name: string,
	writer: HistoryWriter,
): Promise<readonly RowValues[]> => {
	const rows: RowValues[] = [];
	for (const row of rowsOf(table, block)) {
		const {session, history} = row;
		const earlier = row.superseded?.filter(({file}) => file !== name) ?? [];
		rows.push({
			...row,
			history: history.file === name ? await writer.write(histories.read(session.id, history)) : history,
			superseded: earlier.length > 0 ? earlier : undefined,
		});
	}

	return rows;
};

/** Returns whether there was a file to empty. */
const emptyOne = async (writing: Writing, actor: Actor, least: number): Promise<boolean> => {
	const {files, folder, replica} = writing;
	const {blocks, loadedBlocks} = replica.table;
	const name = wastefulFile(files, folder, loadedBlocks, least);
	if (name === undefined) return false;
	await learnSegments(writing);
	await removeLeftOvers(writing);
	const next = nextHistoryNumber(files.list(folder));
	const isNewest = name === historyName(next - 1);
	const writer = isNewest ? new HistoryWriter(files, folder, next) : appendingWriter(writing);
	const change = writing.number(actor, {kind: 'tidy'});
	const written: WrittenSegment[] = [];
	try {
		for (const [number, block] of blocks.entries()) {
			if (block === undefined || !namesFile(block, name)) continue;
			const moved = blockOf(replica.table, await movedRows(writing, block, name, writer));
			written.push(await writeSegment(writing, number, moved, change.n));
			await nextTurn();
		}

		await writer.finish();
	} finally {
		writer.close();
	}

	await files.syncFolder(folder);
	const segments = written.map(({info}) => info);
	await writing.append({...change, segments}, written);
	// It is done now: what follows the next import does, should it fail.
	try {
		await writeManifest(writing, segments);
		await removeLeftOvers(writing);
	} catch (error) {
		if (!(error instanceof StoreRefusal)) throw error;
	}

	return true;
};

/**
Frees the room of superseded histories: moves the live lines of each file that is more than half dead elsewhere, and
removes the file. Loses nothing when it is broken off.
@param least the dead bytes that make a file worth it
*/
export const tidyHistories = async (store: Store, actor: Actor, least = muchWaste): Promise<void> => {
	const {files, folder, table} = store;
	if (store.readOnly !== undefined) return;
	while (wastefulFile(files, folder, table.loadedBlocks, least) !== undefined)
		if (!(await store.write(async writing => emptyOne(writing, actor, least)))) return;
};
