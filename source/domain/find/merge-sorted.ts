/** One that came from the source with that index. */
interface Merged<Item> {
	readonly item: Item;
	readonly from: number;
}

/**
Merges sources that are in order, each read only as far as it is needed. Of equal items those of the first source come
first.
@param compare below 0 if the first comes first
*/
export function* mergeSorted<Item>(
	sources: readonly Iterable<Item>[],
	compare: (a: Item, b: Item) => number,
): Generator<Merged<Item>> {
	const iterators = sources.map(source => source[Symbol.iterator]());
	/** The first item of each source that has one left, as a heap: none comes before its parent, at half its index. */
	const heap: Merged<Item>[] = [];
	const isBefore = (a: Merged<Item>, b: Merged<Item>): boolean =>
		(compare(a.item, b.item) || a.from - b.from) < 0;
	const sink = (start: number): void => {
		for (let at = start; ;) {
			let first = at;
			for (const child of [2 * at + 1, 2 * at + 2])
				if (child < heap.length && isBefore(heap[child]!, heap[first]!)) first = child;
			if (first === at) return;
			[heap[at], heap[first]] = [heap[first]!, heap[at]!];
			at = first;
		}
	};

	for (const [from, iterator] of iterators.entries()) {
		const next = iterator.next();
		if (!next.done) heap.push({item: next.value, from});
	}

	for (let at = heap.length >>> 1; at-- > 0;) sink(at);
	while (heap.length > 0) {
		const [first] = heap as [Merged<Item>];
		yield first;
		const next = iterators[first.from]!.next();
		const last = heap.at(-1)!;
		if (next.done) heap.pop();
		if (heap.length > 0) heap[0] = next.done ? last : {item: next.value, from: first.from};
		sink(0);
	}
}
