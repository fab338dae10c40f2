import {lazily} from '../source/text/lazily.ts';

/** Flags have none of their own, and each half of one is no emoji. */
const single = lazily(() => /^[\p{Emoji_Presentation}--\p{Regional_Indicator}]$/v);

/** Emoji of several code points, by what every one of its kind has: https://unicode.org/reports/tr51/#def_rgi_set */
const sequences = [
	[/\uFE0F/u, lazily(() => /^(?:\p{Basic_Emoji}|\p{Emoji_Keycap_Sequence})$/v)],
	[/[\u{1F3FB}-\u{1F3FF}]/u, lazily(() => /^\p{RGI_Emoji_Modifier_Sequence}$/v)],
	[/[\u{1F1E6}-\u{1F1FF}]/u, lazily(() => /^\p{RGI_Emoji_Flag_Sequence}$/v)],
	[/\u{E007F}/u, lazily(() => /^\p{RGI_Emoji_Tag_Sequence}$/v)],
] as const;

/**
Stands for `/^\p{RGI_Emoji}$/v` in string-width. That names thousands of sequences and takes longer to compile than all
else that a command has to load, so its parts are compiled when they may be met. The longest part, families and
professions, is not needed at all: their pictographs are joined by a joiner, and whatever has two of them so joined
string-width finds wide besides.
*/
export const rgiEmoji = {
	test: (grapheme: string): boolean =>
		!grapheme.includes('\u200D') &&
		(single().test(grapheme) ||
			sequences.some(([mark, kind]) => mark.test(grapheme) && kind().test(grapheme))),
};
