import path from 'node:path';
import {type Block, blockSize} from '../../domain/table/block.js';
import {blockOf, type RowValues} from '../../domain/table/rows.js';
import {type Survey} from '../check/check-store.js';
import {type FileSystem, writeFile} from '../file-system.js';
import {nextHistoryNumber, readSegmentName, segmentName} from '../file-names.js';
import {HistoryWriter} from '../history-files.js';
import {type SegmentInfo} from '../segment-info.js';
import {type FoundHistories} from './repair-histories.js';
import {repairedBlocks, rowsWithoutBlock} from './repair-rows.js';
import {encodeSegment} from '../segment.js';

/** The blocks; rows without a block fill the lost ones, and then new ones. */
const filled = (
	blocks: readonly (readonly RowValues[] | undefined)[],
	homeless: readonly RowValues[],
): readonly (readonly RowValues[])[] => {
	const waiting = homeless.toSorted((a, b) => a.session.id - b.session.id);
	const all = blocks.map(rows => rows ?? waiting.splice(0, blockSize));
	while (waiting.length > 0) all.push(waiting.splice(0, blockSize));
	return all;
};

/** A generation higher than any in a file name or in memory, so that it counts as the newest. */
const nextGeneration = (names: readonly string[], {replica}: Survey, number: number): number => {
	const generations = names
		.map(readSegmentName)
		.flatMap(segment => (segment?.number === number ? segment.generation : []));
	return Math.max(replica.segments[number]?.generation ?? 0, ...generations) + 1;
};

export interface WrittenIndex {
	readonly segments: readonly SegmentInfo[];
	readonly blocks: readonly Block[];
	/** Names of the segments, and of the history files that they refer to. */
	readonly files: ReadonlySet<string>;
}

/**
Writes every segment anew with the right rows, as its next generation, up to the change that the repair will be.
@param onLoss called with each loss, for people
*/
export const writeIndex = async (
	files: FileSystem,
	folder: string,
	{
		survey,
		found,
		onLoss,
	}: {
		readonly survey: Survey;
		readonly found: FoundHistories;
		readonly onLoss: (loss: string) => void;
	},
): Promise<WrittenIndex> => {
	const {table} = survey.replica;
	const n = survey.changes + 1;
	const names = files.list(folder);
	const writer = new HistoryWriter(files, folder, nextHistoryNumber(names));
	const repair = {files, folder, survey, found, writer, n, onLoss};
	const segments: SegmentInfo[] = [];
	const written: Block[] = [];
	const used = new Set<string>();
	try {
		const blocks = await repairedBlocks(repair);
		const homeless = await rowsWithoutBlock(repair, blocks);
		await writer.finish();
		for (const [number, rows] of filled(blocks, homeless).entries()) {
			const generation = nextGeneration(names, survey, number);
			const block = blockOf(table, rows);
			const {text, info} = encodeSegment(block, table, {number, generation, upTo: n});
			await writeFile(files, path.join(folder, segmentName(info)), text);
			for (const name of [segmentName(info), ...block.historyFiles]) used.add(name);
			segments.push(info);
			written.push(block);
		}
	} finally {
		writer.close();
	}

	return {segments, blocks: written, files: used};
};
