import {lazily} from './lazily.js';

const segmenter = lazily(() => new Intl.Segmenter());

/** The graphemes of a text, each with where it begins, in UTF-16 units. */
export const segmentsOf = (text: string): Intl.Segments => segmenter().segment(text);
