import {comparable} from '../../text/comparable.js';
import {
	channelReadings,
	type Country,
	isPhoneNumber,
	mayBeSameNumber,
	nationalDigits,
	numberKey,
} from '../../text/phone-number.js';
import {type ChannelType, type Party} from '../session.js';
import {lazily} from '../../text/lazily.js';

/** Somebody by the numbers and ids that are theirs. */
export interface Person {
	/** The forms of the number by which the person was asked for; see `numberForms`. */
	readonly forms: readonly string[];
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
What a number or id is known by wherever it is remembered: its key, and the digits of a national number, in case the
country of the PBX is another then.
*/
export const numberForms = (number: string, channel: ChannelType, country?: Country): readonly string[] => {
	const national = nationalDigits(number, channel);
	return [numberKey(number, channel, country), ...(national === undefined ? [] : [`national ${national}`])];
};

/** The person with that number or id, as it is written for a channel of that type. */
export const personOn = (written: string, type: ChannelType, country?: Country): Person => {
	const wanted = numberKey(written, type, country);
	return {
		forms: numberForms(written, type, country),
		isNumber: remembered((number, channel) => numberKey(number, channel, country) === wanted),
		mayBeNumber: remembered((number, channel) => mayBeSameNumber(number, written, channel, country)),
	};
};

/** The person by each meaning that a number or id can have if nobody says on which channel; the likeliest first. */
export const readingsOf = (written: string, country?: Country): readonly Person[] =>
	channelReadings(written, country).map(type => personOn(written, type, country));

/** The person whose numbers have one of these forms. */
export const personOfForms = (isForm: (form: string) => boolean, country?: Country): Person => ({
	forms: [],
	isNumber: remembered((number, channel) => numberForms(number, channel, country).some(isForm)),
	mayBeNumber: () => false,
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

const numberLike = lazily(() => /\+?\p{Nd}[\p{Nd}\p{Zs}\p{Pd}().\/~]{3,40}\p{Nd}/gu);
/** What words are made of, in scripts that part them. */
const word = lazily(
	() =>
		/[[\p{L}\p{N}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]/v,
);

const standsAlone = (text: string, part: string): boolean => {
	for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1))
		if (!word().test(text.charAt(at - 1)) && !word().test(text.charAt(at + part.length))) return true;
	return false;
};

const mentionsNumber = (person: Pick<Person, 'isNumber'>, text: string): boolean =>
	text.match(numberLike())?.some(number => person.isNumber(number, 'sms')) ?? false;

/** Tells which texts mention the person, by number or by a whole name. */
export const mentionOf =
	(person: Person, names: ReadonlySet<string>): ((text: string) => boolean) =>
	text => {
		if (text === '') return false;
		if (mentionsNumber(person, text)) return true;
		if (names.size === 0) return false;
		const folded = comparable(text);
		return [...names].some(name => standsAlone(folded, name));
	};

/** Longer ones are not looked for where a name is only known by whether a text is it. */
const longestName = 100;

/** Every part of a text that stands alone, and may be a name. */
function* partsOf(text: string): Generator<string> {
	for (let from = 0; from < text.length; from++) {
		if (word().test(text.charAt(from - 1))) continue;
		const end = Math.min(text.length, from + longestName);
		for (let to = from + fewestLetters; to <= end; to++)
			if (!word().test(text.charAt(to))) yield text.slice(from, to);
	}
}

/** The same where the names are not known, only which texts are one of them as names are compared. Takes longer. */
export const mentionBy =
	(person: Pick<Person, 'isNumber'>, isName: (text: string) => boolean): ((text: string) => boolean) =>
	text =>
		mentionsNumber(person, text) || partsOf(comparable(text)).some(part => isName(part));
