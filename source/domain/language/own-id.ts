/** Begins an id of another system among what is sought; no word begins so, since nobody can type it. */
const ownIdSign = '\u0000';

/** An id that another system gave, as it is sought. */
export const soughtOwnId = (id: string): string => ownIdSign + id;

/** The id that another system gave, if that is what is sought. */
export const ownIdOf = (sought: string): string | undefined =>
	sought.startsWith(ownIdSign) ? sought.slice(ownIdSign.length) : undefined;
