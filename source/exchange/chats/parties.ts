import {type Party} from '../../domain/session.js';
import {comparable} from '../../text/comparable.js';
import {plainDigits} from '../../text/digits.js';

/** A person as exports name one: by a name, or by the number of somebody who is in no address book. */
export const partyOf = (label: string): Party =>
	/^\+?[\d\s().-]{6,}$/.test(plainDigits(label)) ? {name: '', number: label} : {name: label, number: ''};

export const isSame = (a: string, b: string): boolean => comparable(a) === comparable(b);

const words = (text: string): string =>
	` ${comparable(text)
		.replaceAll(/[^\p{L}\p{N}+]+/gu, ' ')
		.trim()} `;

/** The company's name in a chat, or why it cannot be told. */
type Self = {readonly name: string} | {readonly reason: string};

/**
Which of these people is the company: the one whom the user named, else the only one who is not in the chat's title.
@param named by the user
*/
export const selfOf = (people: readonly string[], title: string, named: readonly string[]): Self => {
	const own = named.find(name => people.some(person => isSame(person, name)));
	if (own !== undefined) return {name: own};
	const list = people.map(person => `“${person}”`).join(', ');
	if (named.length > 0) {
		// The company may have written nothing.
		const isOurs = people.length < 2 || !people.some(person => isSame(person, title));
		return isOurs ? {name: named[0]!} : {reason: `none of ${list} is --self ${named.join(' or ')}`};
	}

	const others = people.filter(person => title === '' || !words(title).includes(words(person)));
	if (others.length === 1 && title !== '') return {name: others[0]!};
	return {reason: `nothing tells which of ${list || 'its people'} is the company; say it: --self NAME`};
};
