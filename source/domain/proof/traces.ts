import {comparable} from '../../text/comparable.js';
import {type Country, numberKey} from '../../text/phone-number.js';
import {isTellingName} from '../../text/telling-name.js';

/** Shorter numbers are extensions and short codes, which stand for nobody. */
const shortestNumber = 5;
/** In UTF-16 units. Longer texts are taken for neither a name nor a number. */
export const longestTrace = 200;

/**
What is hashed of a number or id: each canonical form, so that it is found in every spelling. Without a country, a
national number has only its own digits.
*/
export const numberTraces = (text: string, country?: Country): readonly string[] => {
	if (text.length > longestTrace) return [];
	const keys = [
		numberKey(text, 'sms', country),
		numberKey(text, 'sms'),
		numberKey(text, 'whatsapp'),
		// The id of a chat, which may look like a number.
		numberKey(text, 'livechat').slice(1),
	];
	return [...new Set(keys)].filter(key => key.length >= shortestNumber).map(key => `number ${key}`);
};

/** What is hashed of a name, if it is long enough. */
export const nameTraces = (text: string): readonly string[] => {
	if (text.length > longestTrace) return [];
	const name = comparable(text).trim();
	return isTellingName(name) ? [`name ${name}`] : [];
};

/** What is hashed of a message: JSON, so that any text has exact bytes. */
export const messageTrace = (session: number, message: number, text: string): string =>
	`message ${JSON.stringify([session, message, text])}`;
