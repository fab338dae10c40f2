/**
Text of strangers made safe to print. All that a person would not see, or that would act on the terminal, is
shown by a sign of plain ASCII, and nothing else is touched:

- C0 controls and DEL in caret notation (`^[`, `^M`), as `cat -v`, less and vim do. The Unicode control pictures
  are missing from many fonts and from the Linux console.
- C1 controls as `<9B>`, every other hidden character as `<U+202E>`: format and bidi characters, default
  ignorables, line and paragraph separators, lone surrogates, private use, and what Unicode does not assign,
  since no two terminals agree on its width.
- Combining marks beyond `markLimit` on one base, and marks without a base, as `<+12 marks>`. So are
  the few letters and skin tones that join with a neighbour, where that is none of theirs: they would join with the
  blank beside a cell, and no two terminals agree on their width.
- Blanks that have a width (no-break space and its kin) become a plain space: they look the same and measure alike.

Joiners, variation selectors and tags stay where they do what they are meant for: inside an emoji, in words of
scripts that need them, after an ideograph.
*/

/** Marks that one base may carry. Vietnamese needs two, pointed Hebrew four, Tibetan stacks up to six. */
const markLimit = 6;

const hidden = String.raw`[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFC]`;
/** What a mark may stand on. On emoji marks mean nothing, but for keycaps, and their width is anybody's guess. */
const base = String.raw`[^\p{M}\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Emoji_Presentation}\uFFFC]`;
const mark = String.raw`[\p{M}--\p{Default_Ignorable_Code_Point}]`;

const pictograph = String.raw`[\p{Extended_Pictographic}--\p{Cn}](?:\uFE0F|\p{Emoji_Modifier})?`;
/** The longest emoji in use, two people kissing, joins four pictographs. */
const joinedEmoji = String.raw`${pictograph}(?:\u200D${pictograph}){1,3}`;
const flagOfRegion = String.raw`\p{RGI_Emoji_Tag_Sequence}`;
const keycap = String.raw`[#*0-9]\uFE0F?\u20E3`;
const emojiStyle = String.raw`(?<=[\p{Emoji}--[#*0-9\p{Regional_Indicator}\p{Emoji_Modifier}]])\uFE0F`;
const textStyle = String.raw`(?<=[[\p{Emoji}--\p{Emoji_Presentation}]--[#*0-9]])\uFE0E`;
const ideographVariant = String.raw`(?<=\p{Unified_Ideograph})[\u{E0100}-\u{E01EF}]`;

/** Letters that join with what follows: `Grapheme_Cluster_Break=Prepend`, of which the controls are hidden anyway. */
const joinsNext = String.raw`[\u0D4E\u{111C2}\u{111C3}\u{113D1}\u{1193F}\u{11941}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}]`;
const itsScripts = ['Mlym', 'Shrd', 'Diak', 'Soyo', 'Gonm', 'Kawi']
	.map(script => String.raw`\p{Script=${script}}`)
	.join('');

/**
Scripts in which joiner and non-joiner are spelling, and their viramas. The rule follows RFC 5892, appendix A, as
far as a regular expression can: between two letters of such a script, or after a virama.
*/
const joining = [
	'Arab',
	'Syrc',
	'Deva',
	'Beng',
	'Guru',
	'Gujr',
	'Orya',
	'Taml',
	'Telu',
	'Knda',
	'Mlym',
	'Sinh',
]
	.map(script => String.raw`\p{Script_Extensions=${script}}`)
	.join('');
const joiningLetter = String.raw`[[${joining}]&&\p{L}]`;
const virama = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA]`;
const joiner = String.raw`[\u200C\u200D]`;
const joinersInWords = [
	String.raw`(?<=[[[${joining}]&&[\p{L}\p{M}]]--${joinsNext}])${joiner}(?=${joiningLetter})`,
	`(?<=[${joiningLetter}--${joinsNext}])${joiner}${mark}{1,${markLimit}}`,
	String.raw`(?<=${virama})${joiner}(?![\p{M}\u200C\u200D])`,
];

/** What joins with anything before it and is no mark: the vowels AM of Thai and Lao, and skin tones. */
const joinsPrevious = String.raw`[\u0E33\u0EB3\p{Emoji_Modifier}]`;
const misplaced = [
	`${joinsNext}(?!${joinsNext}*[[${itsScripts}]--${joinsNext}])`,
	String.raw`(?<![[\p{Script=Thai}\p{Script=Lao}]--[\u0E33\u0EB3]])[\u0E33\u0EB3]`,
	String.raw`(?<!\p{Emoji_Modifier_Base})\p{Emoji_Modifier}`,
].join('|');

/** What is kept as it is comes first; group 1 joins with nothing that it belongs to; group 2 is hidden. */
const pieces = new RegExp(
	[
		flagOfRegion,
		joinedEmoji,
		keycap,
		emojiStyle,
		textStyle,
		ideographVariant,
		...joinersInWords,
		`(?<=${base})${mark}{1,${markLimit}}`,
		`(${mark}+|${misplaced})`,
		`(${hidden})`,
	].join('|'),
	'gv',
);

/** Text without a match is safe as it is. Nearly all text is, so that one test is all it costs. */
const special = new RegExp(
	String.raw`[[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\uFFFC\u2800${joinsNext}${joinsPrevious}]--[ ]]`,
	'v',
);

const blank = /[\p{Zs}\u2800]/gv;

/** `U+202E`. */
export const codePointLabel = (character: string): string =>
	`U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

const hiddenSign = (character: string): string => {
	const code = character.codePointAt(0)!;
	if (code < 0x20 || code === 0x7f) return `^${String.fromCodePoint(code ^ 0x40)}`;
	return code < 0xa0 ? `<${code.toString(16).toUpperCase()}>` : `<${codePointLabel(character)}>`;
};

const marksSign = (marks: string): string => {
	const count = marks.match(/./gsu)!.length;
	return count === 1 ? `<${codePointLabel(marks)}>` : `<+${count} marks>`;
};

/** A line in which every blank is a plain space and every hidden character has been replaced. */
const replaceHidden = (
	line: string,
	ofMarks: (marks: string) => string,
	ofHidden: (character: string) => string,
): string =>
	line
		.replaceAll(blank, ' ')
		.replaceAll(pieces, (kept, marks: string | undefined, character: string | undefined) =>
			marks === undefined ? (character === undefined ? kept : ofHidden(character)) : ofMarks(marks),
		);

/** One line, safe to print. A line break shows as `^J`. */
export const safeLine = (text: string): string =>
	special.test(text) ? replaceHidden(text, marksSign, hiddenSign) : text;

const asLines = (text: string): string[] => text.replaceAll('\t', ' '.repeat(4)).split(/\r?\n/);

/** Text of any number of lines, safe to print: `\n` ends a line, a tab becomes four spaces. */
export const safeLines = (text: string): string =>
	special.test(text) ? asLines(text).map(safeLine).join('\n') : text;

/**
Text for a file that somebody may print: what a terminal would act on, or what is hidden, is shown by a sign. Line
breaks, tabs, blanks and marks stay as they are.
*/
export const visibleText = (text: string): string =>
	special.test(text)
		? text
				.split(/(\r?\n|\t)/)
				.map((part, index) =>
					index % 2 === 1
						? part
						: part.replaceAll(pieces, (kept, _marks, character?: string) =>
								character === undefined ? kept : hiddenSign(character),
							),
				)
				.join('')
		: text;

/** Whether anything but line breaks, tabs and blanks has to be shown by a sign: somebody may want to deceive. */
export const isSuspicious = (text: string): boolean =>
	special.test(text) && asLines(text).some(line => safeLine(line) !== line.replaceAll(blank, ' '));

const isControl = (character: string): boolean => /\p{Cc}/v.test(character);

/** One line for a text field: controls, line breaks too, become spaces; what else is hidden is left out. */
export const typedLine = (text: string): string =>
	special.test(text)
		? replaceHidden(
				text,
				() => '',
				character => (isControl(character) ? ' ' : ''),
			)
		: text;

/** All of a text if it can be typed; else the longest part of it in which nothing is hidden. */
export const typeablePart = (text: string): string => {
	if (!special.test(text)) return text;
	const parts = replaceHidden(
		text,
		() => '\n',
		() => '\n',
	).split('\n');
	return parts.reduce((longest, part) => (part.length > longest.length ? part : longest)).trim();
};
