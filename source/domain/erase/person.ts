import {comparable} from '../../text/comparable.js';
import {type Country, isPhoneNumber, mayBeSameNumber, numberKey} from '../../text/phone-number.js';
import {type ChannelType, type Party} from '../session.js';

/** Somebody by the numbers and ids that are theirs. */
export interface Person {
	/** Whether a number or id on a channel of that type is theirs, however it is written. */
	isNumber(number: string, channel: ChannelType): boolean;
	/** Whether it differs, but may be theirs all the same. */
	mayBeNumber(number: string, channel: ChannelType): boolean;
}

/** Remembers answers, since the same few numbers are asked for in each of a person's messages. */
const remembered = (ask: Person['isNumber']): Person['isNumber'] => {
	const answers = new Map<string, boolean>();
	return (number, channel) => {
		const key = `${channel}\t${number}`;
		const known = answers.get(key);
		if (known !== undefined) return known;
		const answer = ask(number, channel);
		answers.set(key, answer);
		return answer;
	};
};

/**
The person whose number or id has that key.
@param written as the request has it
*/
export const personWithKey = (key: string, written: string, country?: Country): Person => ({
	isNumber: remembered((number, channel) => numberKey(number, channel, country) === key),
	mayBeNumber: remembered((number, channel) => mayBeSameNumber(number, written, channel, country)),
});

/** The number or id of a party; somebody who is in no address book is called by their number. */
export const numberOf = ({name, number}: Party): string =>
	number === '' && isPhoneNumber(name) ? name : number;

/** Whether the party is that person. Names alone never tell. */
export const isPerson = (person: Person, party: Party, channel: ChannelType): boolean => {
	const number = numberOf(party);
	return number !== '' && person.isNumber(number, channel);
};

/** Shorter names are those of too many people. */
const fewestLetters = 4;

/** A name as names are compared; `undefined` if it is none that tells one person from others. */
export const foldedName = ({name}: Pick<Party, 'name'>): string | undefined => {
	const folded = comparable(name).trim();
	return (folded.match(/\p{L}/gu)?.length ?? 0) < fewestLetters ? undefined : folded;
};

const numberLike = /\+?\p{Nd}[\p{Nd}\p{Zs}\p{Pd}().\/~]{3,40}\p{Nd}/gu;
const word = /[\p{L}\p{N}]/u;

const standsAlone = (text: string, part: string): boolean => {
	for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1))
		if (!word.test(text.charAt(at - 1)) && !word.test(text.charAt(at + part.length))) return true;
	return false;
};

/** Tells which texts mention the person, by number or by a whole name. */
export const mentionOf =
	(person: Person, names: ReadonlySet<string>): ((text: string) => boolean) =>
	text => {
		if (text === '') return false;
		if (text.match(numberLike)?.some(number => person.isNumber(number, 'sms'))) return true;
		if (names.size === 0) return false;
		const folded = comparable(text);
		return [...names].some(name => standsAlone(folded, name));
	};
