import {styleText} from 'node:util';
import {displayWidth, wrapText} from '../text/fit.js';

type Look = 'plain' | 'bold' | 'code';

interface Piece {
	readonly text: string;
	readonly look: Look;
}

/** The pieces between two spaces, which may look different, as in `a`, with its comma. */
export type Word = readonly Piece[];

const inline =
	/`(?<code>[^`]+)`|\*\*(?<bold>.+?)\*\*|(?<![\w*])\*(?<emphasis>[^* ](?:[^*]*[^* ])?)\*(?![\w*])|\[(?<label>[^\]]+)\]\((?<address>[^)]+)\)/g;

/** A link by what somebody in a terminal can do with it. */
const linkText = (label: string, address: string): string => {
	const [, topic] = /^([a-z-]+)\.md(?:#.*)?$/.exec(address) ?? [];
	const meant = topic === undefined ? address : `chatlogs help ${topic}`;
	if (label === topic) return meant;
	return topic !== undefined || address.startsWith('https:') ? `${label} (${meant})` : label;
};

/** Without styles, code keeps its marks: where it begins and ends matters. */
const piecesOf = (text: string, isStyled: boolean, look: Look = 'plain'): Piece[] => {
	const pieces: Piece[] = [];
	let at = 0;
	for (const found of text.matchAll(inline)) {
		const {code, bold, emphasis, label, address} = found.groups!;
		pieces.push({text: text.slice(at, found.index), look});
		at = found.index + found[0].length;
		if (code) pieces.push({text: isStyled ? code : found[0], look: 'code'});
		else if (bold) pieces.push(...piecesOf(bold, isStyled, 'bold'));
		else pieces.push({text: emphasis ?? linkText(label!, address!), look});
	}

	return [...pieces, {text: text.slice(at), look}];
};

export const wordsOf = (text: string, isStyled: boolean, look?: Look): readonly Word[] => {
	const words: Piece[][] = [[]];
	for (const piece of piecesOf(text, isStyled, look)) {
		for (const [index, part] of piece.text.split(' ').entries()) {
			if (index > 0) words.push([]);
			if (part !== '') words.at(-1)!.push({text: part, look: piece.look});
		}
	}

	return words.filter(word => word.length > 0);
};

const wordWidth = (word: Word): number => word.reduce((sum, {text}) => sum + displayWidth(text), 0);

/** In cells, on one line. */
export const wordsWidth = (words: readonly Word[]): number =>
	words.reduce((sum, word) => sum + wordWidth(word), 0) + Math.max(0, words.length - 1);

/** A word in parts of at most that many cells. */
const broken = (word: Word, width: number): readonly Word[] =>
	wordWidth(word) <= width
		? [word]
		: word.flatMap(({text, look}) => wrapText(text, width).map(part => [{text: part, look}]));

/** Lines of at most that many cells. */
export const wrapWords = (words: readonly Word[], width: number): readonly (readonly Word[])[] => {
	const lines: Word[][] = [[]];
	for (const word of words.flatMap(each => broken(each, width))) {
		const line = lines.at(-1)!;
		if (line.length > 0 && wordsWidth([...line, word]) > width) lines.push([word]);
		else line.push(word);
	}

	return lines;
};

const styles = {bold: 'bold', code: 'cyan'} as const;

export const paint = (words: readonly Word[], isStyled: boolean): string =>
	words
		.map(word =>
			word
				.map(({text, look}) =>
					isStyled && look !== 'plain' ? styleText(styles[look], text, {validateStream: false}) : text,
				)
				.join(''),
		)
		.join(' ');
