import {crc32} from 'node:zlib';
import {StoreRefusal} from '../domain/refusal.js';
import {SessionTable} from '../domain/table/session-table.js';
import {type SegmentKey} from './file-names.js';
import {isCount, readForm, recordOf} from './form.js';
import {decodeSegment, newestIn} from './segment.js';
import {missingSegment, type SegmentInfo} from './segment-info.js';

const isHeading = recordOf<{segment: number; generation: number; upTo: number}>({
	segment: isCount,
	generation: isCount,
	upTo: isCount,
});

/** The facts that a segment file states about itself; `undefined` if it is unreadable, or states another name. */
export const readSegmentInfo = (bytes: Buffer, {number, generation}: SegmentKey): SegmentInfo | undefined => {
	const heading = readForm(bytes.toString('utf8', 0, Math.max(0, bytes.indexOf('\n'))), isHeading);
	if (heading?.segment !== number || heading.generation !== generation) return undefined;
	const info = {...missingSegment(number), generation, upTo: heading.upTo, crc: crc32(bytes)};
	try {
		const block = decodeSegment(bytes, new SessionTable(), info);
		return {...info, count: block.count, newest: newestIn(block)};
	} catch (error) {
		if (!(error instanceof StoreRefusal)) throw error;
		return undefined;
	}
};
