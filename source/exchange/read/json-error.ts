const space = /[\t\n\r ]*/y;
const atom =
	/"[^"\\\u0000-\u001F]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001F]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null/y;

const endOf = (pattern: RegExp, text: string, offset: number): number | undefined => {
	pattern.lastIndex = offset;
	return pattern.test(text) ? pattern.lastIndex : undefined;
};

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'next';

/** Where a text stops being JSON. For texts that `JSON.parse` refused, since its messages often do not say where. */
const jsonErrorOffset = (text: string): number => {
	const open: string[] = [];
	let expected: Expected = 'value';
	let offset = 0;
	for (;;) {
		offset = endOf(space, text, offset)!;
		const char = text[offset] ?? '';
		const inValue: boolean = expected.startsWith('value');
		if (inValue && (char === '{' || char === '[')) {
			open.push(char);
			expected = char === '{' ? 'key or }' : 'value or ]';
			offset++;
		} else if (char === ':' && expected === ':') {
			expected = 'value';
			offset++;
		} else if (char === ',' && expected === 'next' && open.length > 0) {
			expected = open.at(-1) === '{' ? 'key' : 'value';
			offset++;
		} else if (
			(char === '}' && open.at(-1) === '{' && (expected === 'next' || expected === 'key or }')) ||
			(char === ']' && open.at(-1) === '[' && (expected === 'next' || expected === 'value or ]'))
		) {
			open.pop();
			expected = 'next';
			offset++;
		} else {
			const end =
				inValue || (expected.startsWith('key') && char === '"') ? endOf(atom, text, offset) : undefined;
			if (end === undefined) return offset;
			expected = inValue ? 'next' : ':';
			offset = end;
		}
	}
};

/** Line and column, from 1, where a text stops being JSON, and what is there. */
export const jsonError = (
	text: string,
): {readonly line: number; readonly column: number; readonly reason: string} => {
	const offset = jsonErrorOffset(text);
	const before = text.slice(0, offset).split('\n');
	const char = text.slice(offset, offset + 1);
	return {
		line: before.length,
		column: before.at(-1)!.length + 1,
		reason:
			char === ''
				? 'it is not JSON: it ends too early'
				: `it is not JSON: ${JSON.stringify(char)} is unexpected here`,
	};
};
