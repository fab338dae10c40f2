/**
The indexes of the keys, from the smallest key to the largest or the other way round. Equal keys stay in order, and
keys that are not a number come last. Key and index are packed into one number, because a typed array sorts numbers
many times faster than anything that needs a comparator.
*/
export const sortedIndexes = (keys: Float64Array, descending: boolean): Uint32Array => {
	const {length} = keys;
	let least = Infinity;
	let greatest = -Infinity;
	for (const key of keys) {
		if (key < least) least = key;
		if (key > greatest) greatest = key;
	}

	const span = greatest < least ? 0 : greatest - least + 1;
	const ranked = keys.map(key => (Number.isNaN(key) ? span : descending ? greatest - key : key - least));
	if ((span + 1) * length > Number.MAX_SAFE_INTEGER) {
		return new Uint32Array(keys.keys()).toSorted((a, b) => ranked[a]! - ranked[b]!);
	}

	// Ids are in order already, as a rule, or the other way round.
	const indexes = new Uint32Array(length);
	if (ranked.every((rank, index) => index === 0 || rank >= ranked[index - 1]!))
		return indexes.map((_, index) => index);
	if (ranked.every((rank, index) => index === 0 || rank < ranked[index - 1]!))
		return indexes.map((_, index) => length - 1 - index);
	const packed = ranked.map((rank, index) => rank * length + index).toSorted();
	// Much faster than the remainder, which takes many steps for numbers of this size.
	for (let at = 0; at < length; at++) {
		indexes[at] = packed[at]! - Math.floor(packed[at]! / length) * length;
	}

	return indexes;
};

/**
The rank of each text among the different texts in order, and not a number for the empty ones. Texts that compare as
equal have the same rank.
*/
export const ranks = (texts: readonly string[], compare: (a: string, b: string) => number): Float64Array => {
	const known = new Map<string, number>();
	let [rank, before] = [0, ''];
	for (const text of [...new Set(texts)].toSorted(compare)) {
		if (compare(before, text) !== 0) rank++;
		known.set(text, text === '' ? Number.NaN : rank);
		before = text;
	}

	return Float64Array.from(texts, text => known.get(text)!);
};
