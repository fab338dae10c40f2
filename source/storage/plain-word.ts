/** How blanks other than a space go on behind their backslash. */
const blanks = ['t', 'n', 'f', 'r', 'u000b'].map(name => Buffer.from(name));

const [space, backslash] = [0x20, 0x5c];

/** Where what begins there ends; `undefined` if something else begins there. */
type EndOf = (json: Buffer, at: number) => number | undefined;

const endOf =
	(text: Buffer): EndOf =>
	(json, at) =>
		text.every((byte, index) => json[at + index] === byte) ? at + text.length : undefined;

const blankEnds = blanks.map(blank => endOf(blank));

const blankEnd: EndOf = (json, at) => {
	if (json[at] === space) return at + 1;
	if (json[at] !== backslash) return undefined;
	for (const end of blankEnds) {
		const found = end(json, at + 1);
		if (found !== undefined) return found;
	}

	return undefined;
};

/** Any number of blanks is one. */
const blanksEnd: EndOf = (json, at) => {
	let end = blankEnd(json, at);
	for (let next = end; next !== undefined; next = blankEnd(json, next)) end = next;
	return end;
};

/** A letter in either case; some others are escaped. */
const characterEnd = (character: string): EndOf => {
	const form = JSON.stringify(character).slice(1, -1);
	if (form.length > 1) return endOf(Buffer.from(form));
	const [small, capital] = [form.charCodeAt(0), form.toUpperCase().charCodeAt(0)];
	return (json, at) => (json[at] === small || json[at] === capital ? at + 1 : undefined);
};

/**
How to tell whether a word stands at a position of some JSON in nothing but ASCII: without making a string of it, which
takes longer than to find the position.
@param word comparable, in characters of ASCII
*/
export const plainWord = (word: readonly string[]): ((json: Buffer, at: number) => boolean) => {
	const ends = word.map(character => (character === ' ' ? blanksEnd : characterEnd(character)));
	return (json, at) => {
		let next: number | undefined = at;
		for (const end of ends) {
			next = end(json, next);
			if (next === undefined) return false;
		}

		return true;
	};
};
