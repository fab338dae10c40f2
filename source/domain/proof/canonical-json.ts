/** Levels of nesting; what is deeper is written as `null`. Nothing of ours is, and what others sent could be endless. */
const deepest = 16;

/**
The one way in which a JSON value is written where its exact bytes matter: keys in order of their code units, no blanks,
strings as `JSON.stringify` writes them. Only for values that came from JSON or could go into it.
*/
export const canonicalJson = (value: unknown, level = 0): string => {
	if (level > deepest) return 'null';
	if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item, level + 1)).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const fields = Object.entries(value)
		.filter(([, field]) => field !== undefined)
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field, level + 1)}`);
	return `{${fields.join(',')}}`;
};
