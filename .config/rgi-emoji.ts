import {lazily} from '../source/text/lazily.ts';

/** Flags have none of their own, and each half of one is no emoji. */
const single = lazily(() => /^[\p{Emoji_Presentation}--\p{Regional_Indicator}]$/v);

/** One of these is in every emoji of several code points: https://unicode.org/reports/tr51/#def_rgi_set */
const joint = /[\u200D\uFE0F\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{E007F}]/u;

const anyOf = (...properties: readonly string[]): RegExp =>
	new RegExp(`^(?:${properties.map(name => String.raw`\p{${name}}`).join('|')})$`, 'v');

let short: RegExp | undefined;
let joined: RegExp | undefined;

const isSequence = (grapheme: string): boolean => {
	if (grapheme.includes('\u200D')) return (joined ??= anyOf('RGI_Emoji_ZWJ_Sequence')).test(grapheme);
	short ??= anyOf(
		'Basic_Emoji',
		'Emoji_Keycap_Sequence',
		'RGI_Emoji_Flag_Sequence',
		'RGI_Emoji_Modifier_Sequence',
		'RGI_Emoji_Tag_Sequence',
	);
	return short.test(grapheme);
};

/**
The same as `/^\p{RGI_Emoji}$/v`, which names thousands of sequences and takes longer to compile than all else that
a command has to load. Here its parts are compiled when they may be met, and the longest, families and
professions, seldom are.
*/
export const rgiEmoji = {
	test: (grapheme: string): boolean =>
		single().test(grapheme) || (joint.test(grapheme) && isSequence(grapheme)),
};
