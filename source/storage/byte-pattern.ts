/** A text's UTF-8, each byte as the character of Latin-1. */
export const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

const escaped = (byte: number): string => String.raw`\x${byte.toString(16).padStart(2, '0')}`;

/** A class of these bytes, shortened to ranges. */
const classOf = (bytes: readonly number[]): string => {
	const ranges: string[] = [];
	const inOrder = bytes.toSorted((a, b) => a - b);
	for (let index = 0; index < inOrder.length;) {
		const first = inOrder[index]!;
		let last = first;
		while (inOrder[++index] === last + 1) last++;
		ranges.push(first === last ? escaped(first) : `${escaped(first)}-${escaped(last)}`);
	}

	return `[${ranges.join('')}]`;
};

/** First bytes of texts, grouped by the pattern for the bytes that follow them. */
const alternatives = (texts: readonly string[]): string => {
	const behind = Map.groupBy(texts, text => text.charCodeAt(0));
	const heads = Map.groupBy(behind.keys(), byte => {
		const rests = behind.get(byte)!.map(text => text.slice(1));
		return rests.includes('') ? '' : alternatives(rests);
	});
	const patterns = [...heads].map(([rest, bytes]) => classOf(bytes) + rest);
	return patterns.length === 1 ? patterns[0]! : `(?:${patterns.join('|')})`;
};

/** The source of a regular expression for any of these characters (one or more) in UTF-8 read as Latin-1. */
export const anyOfBytes = (characters: readonly string[]): string =>
	alternatives(characters.map(character => bytesOf(character)));
