import {lazily} from './lazily.js';

/** Patterns of the parts of a text that are not safe to print; `safe-text.ts` decides what becomes of them. */

/** Marks that one base may carry. Vietnamese needs two, pointed Hebrew four, Tibetan stacks up to six. */
const markLimit = 6;

const hidden = String.raw`[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFC]`;
/** The characters that a mark may stand on. On an emoji a mark means nothing, except for keycaps, and its width is anybody's guess. */
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

/** Characters that join with anything before them though they are no marks: the vowels AM of Thai and Lao, and skin tones. */
const joinsPrevious = String.raw`[\u0E33\u0EB3\p{Emoji_Modifier}]`;
const misplaced = [
	`${joinsNext}(?!${joinsNext}*[[${itsScripts}]--${joinsNext}])`,
	String.raw`(?<![[\p{Script=Thai}\p{Script=Lao}]--[\u0E33\u0EB3]])[\u0E33\u0EB3]`,
	String.raw`(?<!\p{Emoji_Modifier_Base})\p{Emoji_Modifier}`,
].join('|');

/** The first alternative is kept as it is; group 1 joins with nothing that it belongs to; group 2 is hidden. */
export const unsafePieces = lazily(
	() =>
		new RegExp(
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
		),
);

/** Text without a match is safe as it is. */
export const special = lazily(
	() =>
		new RegExp(
			String.raw`[[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\uFFFC\u2800${joinsNext}${joinsPrevious}]--[ ]]`,
			'v',
		),
);
