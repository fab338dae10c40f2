import {lazily} from './lazily.js';
import {narrowSigns, wideSigns} from './plain-signs.js';

/** Takes longer to make than all that a short command does. */
const segmenter = lazily(() => new Intl.Segmenter());

/** Made when it is first used; for packages that look into a text at a position. */
export const sharedSegmenter = {segment: (text: string): Intl.Segments => segmenter().segment(text)};

/** What joins with nothing but marks: plain signs, arrows, lines and boxes. */
const signs = String.raw`${narrowSigns}${wideSigns}\u2190-\u2BFF`;

/** Texts of those, of escapes and of line feeds. */
const apart = new RegExp(String.raw`^[\n\u001B${signs}]*$`);

/**
Letters with marks, flags and emoji as most people write them, each a grapheme by the rules GB9, GB9a, GB11 and GB12 of
https://unicode.org/reports/tr29/#Grapheme_Cluster_Boundary_Rules.
*/
const usual = lazily(() => {
	const marks = String.raw`[\u0300-\u036F\u20E3\uFE0F\u{1F3FB}-\u{1F3FF}]*`;
	const emoji = String.raw`\p{Extended_Pictographic}${marks}`;
	return new RegExp(
		[
			String.raw`${emoji}(?:\u200D${emoji})*`,
			String.raw`[\u{1F1E6}-\u{1F1FF}]{2}`,
			`[${signs}]${marks}`,
			String.raw`[\n\u001B]`,
			// Thai: letters and signs, with the vowels and tones around them.
			String.raw`[\u0E01-\u0E30\u0E32\u0E3F-\u0E46\u0E4F-\u0E5B][\u0E31\u0E33-\u0E3A\u0E47-\u0E4E]*`,
		].join('|'),
		'gv',
	);
});

type Segment = Pick<Intl.SegmentData, 'segment' | 'index'>;

/** The graphemes of a text in which all are usual. */
const usualSegments = (text: string): readonly Segment[] | undefined => {
	const segments: Segment[] = [];
	let end = 0;
	for (const {0: segment, index} of text.matchAll(usual())) {
		if (index !== end) return undefined;
		segments.push({segment, index});
		end += segment.length;
	}

	return end === text.length ? segments : undefined;
};

/** The graphemes of a text, each with where it begins, in UTF-16 units. */
export const segmentsOf = (text: string): Iterable<Segment> =>
	apart.test(text)
		? Array.from(text, (segment, index) => ({segment, index}))
		: (usualSegments(text) ?? sharedSegmenter.segment(text));
