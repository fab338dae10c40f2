import {lazily} from './lazily.js';

/** A sign that is seen where it stands alone: U+2800, a pattern of Braille without dots, is not. */
const seen = lazily(() => /[[\p{L}\p{N}\p{P}\p{S}]--\p{Default_Ignorable_Code_Point}--\u2800]/v);

/** Whether there is nothing in a text that a person could see: a name has to have something. */
export const isUnseen = (text: string): boolean => !seen().test(text);
