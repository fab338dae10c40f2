/** The Markdown that the manual is written in: what these blocks say, and nothing else. */
export type Block =
	| {readonly kind: 'heading'; readonly level: number; readonly text: string}
	| {readonly kind: 'paragraph' | 'item'; readonly text: string}
	| {readonly kind: 'code'; readonly lines: readonly string[]}
	| {readonly kind: 'table'; readonly rows: readonly (readonly string[])[]};

/** A row of a table by its cells; `\|` in a cell is a bar. */
const cellsOf = (line: string): string[] =>
	line
		.slice(1)
		.split(/(?<!\\)\|/)
		.slice(0, -1)
		.map(cell => cell.trim().replaceAll(String.raw`\|`, '|'));

const isRule = (line: string): boolean => /^\|(?: ?-+ ?\|)+$/.test(line);

/** How many lines from there on belong together: those that hold, the first in any case. */
const countWhile = (lines: readonly string[], from: number, holds: (line: string) => boolean): number => {
	let count = 1;
	while (from + count < lines.length && holds(lines[from + count]!)) count++;
	return count;
};

const isText = (line: string): boolean => line !== '' && !/^(?:#|- |\||```)/.test(line);

/** The blocks of a page, in order. */
export const blocksOf = (markdown: string): readonly Block[] => {
	const lines = markdown.split('\n');
	const blocks: Block[] = [];
	for (let at = 0; at < lines.length;) {
		const line = lines[at]!;
		const [, marks, title] = /^(#+) (.+)$/.exec(line) ?? [];
		let count = 1;
		if (marks !== undefined) {
			blocks.push({kind: 'heading', level: marks.length, text: title!});
		} else if (line.startsWith('```')) {
			count = countWhile(lines, at, each => each !== '```') + 1;
			blocks.push({kind: 'code', lines: lines.slice(at + 1, at + count - 1)});
		} else if (line.startsWith('|')) {
			count = countWhile(lines, at, each => each.startsWith('|'));
			const rows = lines.slice(at, at + count).filter(each => !isRule(each));
			blocks.push({kind: 'table', rows: rows.map(cellsOf)});
		} else if (line !== '') {
			count = countWhile(lines, at, isText);
			const text = lines.slice(at, at + count).join(' ');
			blocks.push(text.startsWith('- ') ? {kind: 'item', text: text.slice(2)} : {kind: 'paragraph', text});
		}

		at += count;
	}

	return blocks;
};
