const {CHATLOGS_ACCESSIBLE: own = '', INK_SCREEN_READER: ink} = process.env;

/**
Whether the screen is read by a screen reader or on a braille display: words and numbers instead of signs and
drawings, nothing beside something else, and the terminal's own cursor in the current row.
*/
export const isAccessible = own !== '' || ink === 'true';
