import {type Block, blocksOf} from './markdown.js';
import {paint, type Word, wordsOf, wordsWidth, wrapWords} from './inline.js';

interface Terminal {
	/** Width in cells. */
	readonly columns: number;
	/** Whether it shows styles; without them a few marks of Markdown stay. */
	readonly isStyled: boolean;
}

/** Longer lines are hard to read, however wide the terminal is. */
const mostWidth = 100;

const leastWidth = 8;

const gap = '  ';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The widths of the columns, the widest of them narrowed until all fit. */
const fitted = (natural: readonly number[], room: number): readonly number[] => {
	const widths = [...natural];
	for (let excess = sum(widths) - room; excess > 0; excess--) {
		const widest = widths.indexOf(Math.max(...widths));
		if (widths[widest]! <= leastWidth) break;
		widths[widest]!--;
	}

	return widths;
};

const tableLines = (rows: readonly (readonly string[])[], {columns, isStyled}: Terminal): string[] => {
	const [titles = [], ...others] = rows;
	const cells = [
		titles.map(title => wordsOf(title, isStyled, 'bold')),
		...others.map(row => row.map(cell => wordsOf(cell, isStyled))),
	];
	const natural = titles.map((_, column) => Math.max(0, ...cells.map(row => wordsWidth(row[column] ?? []))));
	const widths = fitted(natural, columns - gap.length * (titles.length - 1));
	const padded = (line: readonly Word[], column: number): string =>
		paint(line, isStyled) + ' '.repeat(Math.max(0, widths[column]! - wordsWidth(line)));
	const [head = [], ...body] = cells.map(row => {
		const wrapped = row.map((cell, column) => wrapWords(cell, widths[column]!));
		const height = Math.max(...wrapped.map(lines => lines.length));
		return Array.from({length: height}, (_, line) =>
			wrapped
				.map((lines, column) => padded(lines[line] ?? [], column))
				.join(gap)
				.trimEnd(),
		);
	});
	return [...head, widths.map(width => '-'.repeat(width)).join(gap), ...body.flat()];
};

const linesOf = (block: Block, terminal: Terminal): string[] => {
	const {columns, isStyled} = terminal;
	const width = Math.min(columns, mostWidth);
	const wrapped = (words: readonly Word[], room = width): string[] =>
		wrapWords(words, room).map(line => paint(line, isStyled));
	switch (block.kind) {
		case 'heading': {
			const marks = isStyled ? '' : `${'#'.repeat(block.level)} `;
			return wrapped(wordsOf(marks + block.text, isStyled, 'bold'));
		}

		case 'paragraph': {
			return wrapped(wordsOf(block.text, isStyled));
		}

		case 'item': {
			return wrapped(wordsOf(block.text, isStyled), width - 2).map(
				(line, index) => (index === 0 ? '- ' : gap) + line,
			);
		}

		case 'code': {
			// Never wrapped, so that it can be copied.
			return block.lines.map(line => (line === '' ? '' : `    ${line}`));
		}

		case 'table': {
			return tableLines(block.rows, terminal);
		}
	}
};

/** A page of the manual for a terminal: wrapped to its width, with tables aligned and headings bold. */
export const terminalText = (markdown: string, terminal: Terminal): string => {
	const blocks = blocksOf(markdown);
	const lines = blocks.flatMap((block, index) => {
		const isNext = block.kind === 'item' && blocks[index - 1]?.kind === 'item';
		return [...(index === 0 || isNext ? [] : ['']), ...linesOf(block, terminal)];
	});
	return lines.map(line => `${line}\n`).join('');
};
