/**
The places of the keys, from the smallest key to the largest or the other way round. Places of equal keys stay in
order, and keys that are not a number come last. Key and place are packed into one number, because a typed array
sorts numbers many times faster than anything that needs a comparator.
*/
export const sortedPlaces = (keys: Float64Array, descending: boolean): Uint32Array => {
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
	const places = new Uint32Array(length);
	if (ranked.every((rank, place) => place === 0 || rank >= ranked[place - 1]!))
		return places.map((_, place) => place);
	if (ranked.every((rank, place) => place === 0 || rank < ranked[place - 1]!))
		return places.map((_, place) => length - 1 - place);
	const packed = ranked.map((rank, place) => rank * length + place).toSorted();
	// Much faster than the remainder, which takes many steps for numbers of this size.
	for (let index = 0; index < length; index++) {
		places[index] = packed[index]! - Math.floor(packed[index]! / length) * length;
	}

	return places;
};

/**
For each text its place among the different texts in order, and not a number for the empty ones. Texts that compare as
equal have the same.
*/
export const ranks = (texts: readonly string[], compare: (a: string, b: string) => number): Float64Array => {
	const places = new Map<string, number>();
	let [place, before] = [0, ''];
	for (const text of [...new Set(texts)].toSorted(compare)) {
		if (compare(before, text) !== 0) place++;
		places.set(text, text === '' ? Number.NaN : place);
		before = text;
	}

	return Float64Array.from(texts, text => places.get(text)!);
};
