import {fold, foldNumber} from '../../text/fold.js';

/** A number that is the same or begins so, or a name that contains the text; both as they are compared. */
export interface PartyPattern {
	/** Empty if no number can be meant. */
	readonly number: string;
	readonly isPrefix: boolean;
	readonly name: string;
}

/** Reads `+15550100`, `+1555*` or a part of a name; `undefined` if there is nothing to look for. */
export const readPartyPattern = (text: string): PartyPattern | undefined => {
	const isPrefix = text.endsWith('*');
	const wanted = isPrefix ? text.slice(0, -1) : text;
	return wanted.trim() === '' ? undefined : {number: foldNumber(wanted), isPrefix, name: fold(wanted)};
};

export const matchesParty = (
	pattern: PartyPattern,
	party: {readonly name: string; readonly number: string},
): boolean => {
	if (fold(party.name).includes(pattern.name)) return true;
	if (pattern.number === '') return false;
	const number = foldNumber(party.number);
	return pattern.isPrefix ? number.startsWith(pattern.number) : number === pattern.number;
};
