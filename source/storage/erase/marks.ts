import {createHmac} from 'node:crypto';
import {type Marks} from '../../domain/erase/erasure.js';
import {type FoundPerson} from '../../domain/erase/found.js';
import {foldedName, mentionBy, type Person, personOfForms} from '../../domain/erase/person.js';
import {type IsTheirs} from '../../domain/erase/without-person.js';
import {type ChannelType} from '../../domain/session.js';
import {type Country} from '../../text/phone-number.js';

/** Bytes of a mark. */
const markSize = 16;

/** Random bytes in a key. */
export const markKeySize = 32;

const markOf = (key: string, what: 'number' | 'name', text: string): string =>
	createHmac('sha256', key).update(`${what}\n${text}`).digest().subarray(0, markSize).toString('base64url');

/** The mark of one form of a number. */
export const markOfNumber = (key: string, form: string): string => markOf(key, 'number', form);

/** The mark of a name, as names are compared. */
export const markOfName = (key: string, name: string): string => markOf(key, 'name', name);

const all = (key: string, what: 'number' | 'name', texts: Iterable<string>): readonly string[] =>
	// In no order that tells which is which.
	Array.from(texts, text => markOf(key, what, text)).toSorted();

/** The marks of a person, under that key. */
export const marksOf = ({forms, names}: Pick<FoundPerson, 'forms' | 'names'>, key: string): Marks => ({
	key,
	numbers: all(key, 'number', forms),
	names: all(key, 'name', names),
});

/** The person whose numbers have such marks. */
export const markedPerson = ({key, numbers}: Marks, country?: Country): Person => {
	const known = new Set(numbers);
	return personOfForms(form => known.has(markOfNumber(key, form)), country);
};

/** Whether a name, as names are compared, has such a mark. */
export const isMarkedName = ({key, names}: Marks, name: string): boolean =>
	names.length > 0 && names.includes(markOfName(key, name));

/** Tells which texts mention somebody with such marks, by number or by a whole name. */
export const mentionOfMarked = (marks: Marks, country?: Country): ((text: string) => boolean) =>
	mentionBy(markedPerson(marks, country), part => isMarkedName(marks, part));

/** Stands for a name that would tell of somebody who was erased. */
export const erasedName = '(erased)';

/** Whether a text is the number or the name of somebody with such marks. */
export const markedTexts = (marks: Marks, channel: ChannelType, country?: Country): IsTheirs => {
	const person = markedPerson(marks, country);
	return text => {
		const name = foldedName({name: text});
		return person.isNumber(text, channel) || (name !== undefined && isMarkedName(marks, name));
	};
};
