import {fold} from '../../text/fold.js';
import {type NumberPattern} from '../../text/phone-number.js';

/** A number that is the same, begins or ends so, or a name that contains the text. */
export interface PartyPattern extends NumberPattern {
	/** As it is compared. */
	readonly name: string;
}

/** Reads `+15550100`, `+1555*`, `*0101` or a part of a name; `undefined` if there is nothing to look for. */
export const readPartyPattern = (text: string): PartyPattern | undefined => {
	const [, before, written, after] = /^(\*?)(.*?)(\*?)$/s.exec(text)!;
	if (written!.trim() === '' || (before && after)) return undefined;
	return {written: written!, part: after ? 'start' : before ? 'end' : 'whole', name: fold(written!)};
};

/** Whether a handler is meant. Numbers of extensions compare exactly: 0012, 012 and 12 are three people. */
export const matchesHandler = (
	{name, part}: PartyPattern,
	handler: {readonly name: string; readonly number: string},
): boolean => {
	if (fold(handler.name).includes(name)) return true;
	const number = fold(handler.number);
	if (part === 'start') return number.startsWith(name);
	return part === 'end' ? number.endsWith(name) : number !== '' && number === name;
};
