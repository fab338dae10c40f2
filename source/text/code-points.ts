import {codePointLabel, safeLine} from './safe-text.js';

/** One code point of a text, for a view of what a message really holds. */
interface CodePoint {
	/** `U+202E`. */
	readonly code: string;
	/** The character itself, or the sign that stands for it. */
	readonly sign: string;
	readonly kind: string;
}

const kinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
	['control', /\p{Cc}/u],
	['bidi control', /\p{Bidi_Control}/u],
	['invisible', /\p{Default_Ignorable_Code_Point}/u],
	['format', /\p{Cf}/u],
	['lone surrogate', /\p{Cs}/u],
	['private use', /\p{Co}/u],
	['not assigned', /\p{Cn}/u],
	['space', /\p{Z}/u],
	['mark', /\p{M}/u],
	['letter', /\p{L}/u],
	['number', /\p{N}/u],
	['punctuation', /\p{P}/u],
	['symbol', /\p{S}/u],
];

const describe = (character: string): CodePoint => {
	const kind = kinds.find(([, pattern]) => pattern.test(character))![0];
	// A mark needs something to stand on: by custom, the dotted circle.
	const sign = kind === 'mark' ? `\u25CC${character}` : safeLine(character);
	return {code: codePointLabel(character), sign, kind};
};

/** Every code point of a text in order. Nothing is joined, left out or replaced. */
export const codePoints = (text: string): readonly CodePoint[] => Array.from(text, describe);
