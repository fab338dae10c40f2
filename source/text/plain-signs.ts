/** Signs that are safe to print as they are, and whose width no two terminals dispute. */

/** Letters and signs of Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic: always a grapheme of one cell each. */
export const narrowSigns = String.raw` -~\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0377\u037A-\u037F\u0384-\u038A\u038C\u038E-\u03A1\u03A3-\u0482\u048A-\u052F\u0531-\u0556\u0559-\u058A\u058D-\u058F\u05D0-\u05EA\u0620-\u064A\u0671-\u06D3\u1E00-\u1EFF\u2010-\u2027`;
/** Chinese, Japanese and Korean signs: always a grapheme of two cells each. */
export const wideSigns = String.raw`\u3001-\u3029\u3041-\u3096\u309B-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF60`;
/** Boxes, blocks, shapes, tick and cross: safe too, and one cell each but in terminals set to East Asian widths. */
const shapes = String.raw`\u2500-\u25FC\u2713\u2717`;

const plain = new RegExp(`^[${narrowSigns}${wideSigns}]*$`);
const shape = new RegExp(`^[${shapes}]$`);
const harmless = new RegExp(`^[${narrowSigns}${wideSigns}${shapes}]*$`);

export const isPlain = (text: string): boolean => plain.test(text);

export const isShape = (text: string): boolean => shape.test(text);

/** Whether nothing in it is hidden or joins with what stands beside it, as can be told at a glance. */
export const isHarmless = (text: string): boolean => harmless.test(text);
