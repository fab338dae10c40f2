import {lazily} from './lazily.js';
import {narrowSigns, wideSigns} from './plain-signs.js';

/** Takes longer to make than all that a short command does. */
const segmenter = lazily(() => new Intl.Segmenter());

/** Made when it is first used; for packages that look into a text at a position. */
export const sharedSegmenter = {segment: (text: string): Intl.Segments => segmenter().segment(text)};

/** What never joins what stands beside it: plain signs, arrows, lines, boxes, escapes and line feeds. */
const apart = new RegExp(String.raw`^[\n\u001B${narrowSigns}${wideSigns}\u2190-\u2BFF]*$`);

/** The graphemes of a text, each with where it begins, in UTF-16 units. */
export const segmentsOf = (text: string): Iterable<Pick<Intl.SegmentData, 'segment' | 'index'>> =>
	apart.test(text) ? Array.from(text, (segment, index) => ({segment, index})) : sharedSegmenter.segment(text);
