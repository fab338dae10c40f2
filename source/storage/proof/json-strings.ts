const quote = '"';
const structure = /^[,:[\]{}]/;

/** Where the quote is that ends what begins there; the end of the text if none does. */
const nextQuote = (text: string, from: number): number => {
	for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 1)) {
		let backslashes = 0;
		while (text[at - 1 - backslashes] === '\\') backslashes++;
		if (backslashes % 2 === 0) return at;
	}

	return text.length;
};

/**
The JSON strings of a line, still escaped. In a damaged line a quote may be missing, so what stands between two strings
is given as well, unless it is surely no string.
@param line UTF-8 read as Latin-1
*/
export function* jsonStrings(line: string): Generator<string> {
	let isInside = false;
	for (let start = 0; start < line.length;) {
		const end = nextQuote(line, start);
		const text = line.slice(start, end);
		if (text !== '' && (isInside || !structure.test(text))) yield text;
		isInside = !isInside;
		start = end + 1;
	}
}

/** The text of such a string. */
export const decodedString = (text: string): string => {
	const utf8 = /[^\0-\u007F]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
	if (!utf8.includes('\\')) return utf8;
	try {
		return JSON.parse(`"${utf8}"`) as string;
	} catch {
		return utf8;
	}
};
