import {blockSize} from '../domain/table/block.js';
import {highestBlock, highestNumber} from './file-names.js';
import {integerFrom, is32Bits, isCount, recordOf} from './form.js';

/** One file of the index. */
export interface SegmentInfo {
	/** The number of the block in memory, from 0. */
	readonly number: number;
	/** Grows with every rewriting, so that no file is ever overwritten. */
	readonly generation: number;
	readonly count: number;
	/** CRC-32 of the file's bytes. */
	readonly crc: number;
	/** The number of the last change that it holds. */
	readonly upTo: number;
	/** Newest time of a session in it, in Unix seconds. */
	readonly newest: number;
}

export const isSegmentInfo = recordOf<SegmentInfo>({
	number: integerFrom(0, highestBlock),
	generation: integerFrom(0, highestNumber),
	count: integerFrom(0, blockSize),
	crc: is32Bits,
	upTo: isCount,
	newest: is32Bits,
});

/** Compares both, since a rewriting may hold no later change, and `upTo` may grow without one. */
export const isNewer = (segment: SegmentInfo, known: SegmentInfo): boolean =>
	segment.generation === known.generation ? segment.upTo > known.upTo : segment.generation > known.generation;

/** Stands for a block without a known file. */
export const missingSegment = (number: number): SegmentInfo => ({
	number,
	generation: 0,
	count: 0,
	crc: 0,
	upTo: 0,
	newest: 0,
});
