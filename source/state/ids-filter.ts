import {type IdRanges} from '../domain/id-ranges.js';

/** Ranges of ids that a filter still tells apart; more would be no text to read. */
const fewRanges = 20;

/** A filter that finds exactly these sessions; `undefined` if it would be too long. */
export const idsFilter = (ranges: IdRanges): string | undefined =>
	ranges.length > fewRanges
		? undefined
		: `id:${ranges.map(range => (typeof range === 'number' ? range : range.join('..'))).join(',')}`;
