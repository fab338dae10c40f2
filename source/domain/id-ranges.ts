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

type Run = readonly [first: number, last: number];

const runOf = (range: IdRanges[number]): Run => (typeof range === 'number' ? [range, range] : range);

export const countIds = (ranges: IdRanges): number =>
	ranges.reduce<number>((sum, range) => sum + (typeof range === 'number' ? 1 : range[1] - range[0] + 1), 0);

export function* idsIn(ranges: IdRanges): Generator<number> {
	for (const range of ranges) {
		const [first, last] = runOf(range);
		for (let id = first; id <= last; id++) yield id;
	}
}

/** As the filter language writes ranges: `3001..3012 3020`. */
export const idsText = (ranges: IdRanges): string =>
	ranges.map(range => (typeof range === 'number' ? String(range) : range.join('..'))).join(' ');

const rangeOf = ([first, last]: Run): IdRanges[number] => (first === last ? first : [first, last]);

export const hasId = (ranges: IdRanges, id: number): boolean => {
	let low = 0;
	let high = ranges.length - 1;
	while (low <= high) {
		const middle = (low + high) >>> 1;
		const range = ranges[middle]!;
		// Without a pair of its own: this is asked several times for each session of a sync.
		const isAlone = typeof range === 'number';
		if (id < (isAlone ? range : range[0])) high = middle - 1;
		else if (id > (isAlone ? range : range[1])) low = middle + 1;
		else return true;
	}

	return false;
};

/** The ids of both. */
export const joinedRanges = (a: IdRanges, b: IdRanges): IdRanges => {
	if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
	const joined: (readonly [number, number])[] = [];
	for (const [first, last] of [...a, ...b].map(runOf).toSorted((x, y) => x[0] - y[0])) {
		const before = joined.at(-1);
		if (before === undefined || first > before[1] + 1) joined.push([first, last]);
		else joined[joined.length - 1] = [before[0], Math.max(before[1], last)];
	}

	return joined.map(rangeOf);
};

/** The ids of the first that the second does not have. */
export const withoutRanges = (ranges: IdRanges, taken: IdRanges): IdRanges => {
	if (taken.length === 0) return ranges;
	const left: (readonly [number, number])[] = [];
	const cuts = taken.map(runOf);
	let next = 0;
	for (const range of ranges) {
		const [begin, last] = runOf(range);
		let first = begin;
		while (next < cuts.length && cuts[next]![1] < first) next++;
		for (let cut = next; cut < cuts.length && cuts[cut]![0] <= last; cut++) {
			if (cuts[cut]![0] > first) left.push([first, cuts[cut]![0] - 1]);
			first = cuts[cut]![1] + 1;
		}

		if (first <= last) left.push([first, last]);
	}

	return left.map(rangeOf);
};
