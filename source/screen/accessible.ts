const {CHATLOGS_ACCESSIBLE: own = '', INK_SCREEN_READER: ink} = process.env;

/**
Whether the screen is read by a screen reader or on a braille display. It then shows words and numbers instead of signs
and drawings, puts nothing side by side, and keeps the terminal's own cursor in the current row.
*/
export const isAccessible = own !== '' || ink === 'true';
