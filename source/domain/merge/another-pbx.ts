import {type Country, mayBeSameNumber} from '../../text/phone-number.js';
import {isCustomerCode, type Message} from '../message.js';
import {type Session} from '../session.js';

type Traits = Pick<Session, 'channel' | 'customer'>;

/** Whether both have a value, and not the same one. One shape of answer leaves out what another gives. */
const differs = (known: string, told: string, isSame: (known: string, told: string) => boolean): boolean =>
	known !== '' && told !== '' && known !== told && !isSame(known, told);

const isSameType = (known: string, told: string): boolean => known.toLowerCase() === told.toLowerCase();

const traits = ({channel, customer}: Traits): string =>
	[channel.type, channel.number, customer.number].map(value => value || '—').join(', ');

/**
Why a record under a known id must come from another PBX, if so: its channel type, channel number or customer number
differs. Numbers that may be the same are no reason.
@param isConnected whether the store is connected to its PBX, which is known by more than that: there a channel may get
another number
*/
export const foreignness = (
	known: Traits & {readonly id: number},
	told: Traits,
	country?: Country,
	isConnected = false,
): string | undefined => {
	const isSameNumber = (a: string, b: string): boolean => mayBeSameNumber(a, b, known.channel.type, country);
	const isForeign =
		differs(known.channel.type, told.channel.type, isSameType) ||
		(!isConnected && differs(known.channel.number, told.channel.number, isSameNumber)) ||
		differs(known.customer.number, told.customer.number, isSameNumber);
	return isForeign
		? `session ${known.id} belongs to another PBX: here it is ${traits(known)}; the file says ${traits(told)}`
		: undefined;
};

/**
The same for its messages: a customer's message belongs to the session's customer, whose number may be given only now.
*/
export const foreignMessage = (
	{id, channel, customer}: Traits & {readonly id: number},
	told: string,
	messages: readonly Message[],
	country?: Country,
): string | undefined => {
	let number = customer.number || told;
	for (const {author, id: message} of messages) {
		if (author.number === number || author.number === '' || !isCustomerCode(author.userType)) continue;
		if (differs(number, author.number, (a, b) => mayBeSameNumber(a, b, channel.type, country)))
			return `session ${id} belongs to another PBX: its customer is ${number}; the file says that ${author.number} wrote message ${message}`;
		number ||= author.number;
	}

	return undefined;
};

/**
Whether a whole import comes from another PBX, or from two: more than 1 % of its sessions with known ids are foreign.
*/
export const isFromAnotherPbx = ({
	foreign,
	known,
}: {
	readonly foreign: number;
	readonly known: number;
}): boolean => foreign * 100 > known;
