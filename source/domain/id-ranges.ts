/** Ids in order, each alone or as the first and the last of a run: short where many ids follow on each other. */
export type IdRanges = readonly (number | readonly [first: number, last: number])[];

export const idRanges = (ids: Iterable<number>): IdRanges => {
	const sorted = Float64Array.from(new Set(ids)).toSorted();
	const ranges: (number | readonly [number, number])[] = [];
	for (let start = 0; start < sorted.length;) {
		let end = start + 1;
		while (sorted[end] === sorted[end - 1]! + 1) end++;
		const [first, last] = [sorted[start]!, sorted[end - 1]!];
		ranges.push(first === last ? first : [first, last]);
		start = end;
	}

	return ranges;
};

export const countIds = (ranges: IdRanges): number =>
	ranges.reduce<number>((sum, range) => sum + (typeof range === 'number' ? 1 : range[1] - range[0] + 1), 0);

/** As the filter language writes ranges: `3001..3012 3020`. */
export const idsText = (ranges: IdRanges): string =>
	ranges.map(range => (typeof range === 'number' ? String(range) : range.join('..'))).join(' ');
