import {numberKey} from '../text/phone-number.js';
import {type Author, isSpoken, type Message, userType} from './message.js';
import {type Session} from './session.js';

/** `unknown`: somebody, but nothing tells on which side. `pbx`: nobody stands behind it, such as a greeting. */
export type AuthorRole = 'company' | 'customer' | 'unknown' | 'pbx';

/** The two sides of a conversation. */
export type Conversation = Pick<Session, 'channel' | 'customer'>;

const roleByCode: ReadonlyMap<number, AuthorRole> = new Map([
	[userType.extension, 'company'],
	[userType.api, 'company'],
	[userType.customer, 'customer'],
	[userType.visitor, 'customer'],
]);

/** Whether the author has the customer's number, however either is written. */
const isCustomer = ({number}: Author, {channel, customer}: Conversation): boolean =>
	number !== '' && numberKey(number, channel.type) === numberKey(customer.number, channel.type);

/**
On which side the author stands. The PBX does not use the same codes on every channel, so the number decides, too.
*/
export const authorRole = (author: Author, conversation: Conversation): AuthorRole => {
	const byCode = roleByCode.get(author.userType);
	if (byCode !== undefined) return byCode;
	if (isCustomer(author, conversation)) return 'customer';
	const isNobody = author.userType === 0 || (author.number === '' && author.name === '');
	return isNobody ? 'pbx' : 'unknown';
};

/** Messages of the PBX itself cannot be deleted: those that report what was done, and those that nobody wrote. */
export const isPbxMessage = (message: Message, conversation: Conversation): boolean =>
	!isSpoken(message) || authorRole(message.author, conversation) === 'pbx';
