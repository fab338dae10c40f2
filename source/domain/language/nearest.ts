/** How many letters must be inserted, removed or replaced to make one word of another (Levenshtein). */
const distance = (a: string, b: string): number => {
	let previous = Array.from({length: b.length + 1}, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const replaced = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
			current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
		}

		previous = current;
	}

	return previous[b.length]!;
};

/** The word that was probably meant: one that begins so, or differs by two letters at most (fewer in a short word). */
export const nearest = (word: string, words: readonly string[]): string | undefined => {
	const begun = word.length > 1 ? words.find(candidate => candidate.startsWith(word)) : undefined;
	if (begun !== undefined) return begun;
	const allowed = Math.min(2, Math.floor(word.length / 2));
	const near = words
		.map(candidate => ({candidate, far: distance(word, candidate)}))
		.filter(({far}) => far <= allowed)
		.toSorted((a, b) => a.far - b.far);
	return near[0]?.candidate;
};

/** `; did you mean sender?`; empty if nothing is near. */
export const didYouMean = (word: string, words: readonly string[]): string => {
	const near = nearest(word, words);
	return near === undefined ? '' : `; did you mean ${near}?`;
};
