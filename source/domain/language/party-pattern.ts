import {comparable} from '../../text/comparable.js';
import {type NumberPattern} from '../../text/phone-number.js';
import {type Sought, soughtFor, standsIn} from '../../text/sought.js';

/** A number that is the same, begins or ends so, or a name that contains the text. */
export interface PartyPattern extends NumberPattern {
	readonly name: Sought;
}

/** Reads `+15550100`, `+1555*`, `*0101` or a part of a name; `undefined` if there is nothing to search for. */
export const readPartyPattern = (text: string): PartyPattern | undefined => {
	const [, before, written, after] = /^(\*?)(.*?)(\*?)$/s.exec(text)!;
	const name = soughtFor(written!);
	// What cannot be seen is in every name.
	if (name.plain.trim() === '' || (before && after)) return undefined;
	return {written: written!, part: after ? 'start' : before ? 'end' : 'whole', name};
};

/** Whether a handler matches. Numbers of extensions compare exactly: 0012, 012 and 12 are three people. */
export const matchesHandler = (
	{name, part, written}: PartyPattern,
	handler: {readonly name: string; readonly number: string},
): boolean => {
	if (standsIn(name, handler.name)) return true;
	const [number, wanted] = [comparable(handler.number), comparable(written)];
	if (part === 'start') return number.startsWith(wanted);
	return part === 'end' ? number.endsWith(wanted) : number !== '' && number === wanted;
};
