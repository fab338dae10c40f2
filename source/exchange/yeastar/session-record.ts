import {type Directory, type OwnerKind} from '../../domain/directory.js';
import {apiHandler, type Handler, nobody} from '../../domain/handler.js';
import {type ToldSession} from '../../domain/incoming.js';
import {type Author, isCustomerCode, userType} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {type ChannelType, channelTypes, type Party} from '../../domain/session.js';
import {
	type Fields,
	firstText,
	flagOf,
	integerOf,
	isFields,
	kept,
	optionalIdOf,
	textOf,
	unpacked,
	without,
} from './fields.js';
import {userOf} from './message-record.js';

/**
Fields that a session holds in its own words; `expire` and `last_msg_id` are true only for the moment of the answer.
*/
const known = new Set([
	'id',
	'session_id',
	'type',
	'channel_type',
	'channel_name',
	'did_number',
	'is_close',
	'is_closed',
	'is_archived',
	'from',
	'to',
	'to_number',
	'user_info',
	'queue_id',
	'pickup_member_id',
	'expire',
	'last_msg_id',
]);
const knownOfUser = new Set(['user_type', 'user_no', 'username']);

/** The users that a session record names: the customer is usually `to`, on some PBX builds `from`. */
const usersOf = (...users: readonly unknown[]): readonly Author[] =>
	users.filter(user => user !== undefined && user !== null).map(userOf);

const isCompany = (user: Author): boolean =>
	user.userType === userType.extension || user.userType === userType.api;

/** The customer, as any answer about the session names it. */
export const customerOf = (record: Fields): Party => {
	const customers = usersOf(record.to, record.from, record.user_info).filter(user => !isCompany(user));
	const customer =
		customers.find(user => isCustomerCode(user.userType)) ?? customers.find(user => user.number || user.name);
	const form = unpacked(record.pre_chat_form);
	return {
		name: firstText(customer?.name, isFields(form) ? form.name : ''),
		number: firstText(customer?.number, record.to_number),
	};
};

/** Whether this user of the company may be an extension that no list holds. */
const isUnlisted = (user: Author, owners: Directory): boolean => {
	const holder = owners.findByNumber(user.number);
	return holder === undefined || holder.id === 0 || holder.deletedAt !== undefined;
};

/** An owner that the session names by id, as the lists know it; otherwise as the session's own user entry says. */
const ownerById = (kind: OwnerKind, id: number, owners: Directory, user?: Author): Handler => {
	const told = owners.byId(kind, id) ?? (user && isUnlisted(user, owners) ? user : undefined);
	return {kind, id, number: told?.number ?? '', name: told?.name ?? ''};
};

const extensionByUser = (user: Author, owners: Directory): Handler => {
	const listed = owners.findByNumber(user.number);
	const {id, number, name} = listed ?? {...user, id: 0};
	return {kind: 'extension', id, number, name: name || user.name};
};

/**
Who picked it up: an agent of the session's queue, else an extension. `undefined` if the id names two different people.
*/
const pickerOf = (
	id: number,
	queue: number | undefined,
	owners: Directory,
	user?: Author,
): Handler | undefined => {
	const agent = queue === undefined ? undefined : owners.agentOf(queue, id);
	const isAlsoAnother = agent !== undefined && agent !== id && owners.byId('extension', id);
	return isAlsoAnother ? undefined : ownerById('extension', agent ?? id, owners, user);
};

/**
Who holds the session: the extension that picked it up, else its queue, else the company's user that it names, else
nobody. `undefined` if the record does not tell, as the answers of `message_session/get` do not.
*/
const handlerOf = (record: Fields, owners: Directory): Handler | undefined => {
	const user = usersOf(record.to, record.from).find(isCompany);
	const extension = optionalIdOf(record.pickup_member_id, 'pickup_member_id');
	const picker = user?.userType === userType.extension ? user : undefined;
	const queue = optionalIdOf(record.queue_id, 'queue_id');
	if (extension !== undefined) return pickerOf(extension, queue, owners, picker);
	if (queue !== undefined) return ownerById('queue', queue, owners);
	if (user) return user.userType === userType.api ? apiHandler : extensionByUser(user, owners);
	return 'pickup_member_id' in record || 'queue_id' in record || 'from' in record ? nobody : undefined;
};

export const queueOfRecord = (record: Fields): number | undefined =>
	optionalIdOf(record.queue_id, 'queue_id');

/** Whether it names somebody of the company who has the session. */
const isPickedUp = (record: Fields): boolean =>
	optionalIdOf(record.pickup_member_id, 'pickup_member_id') !== undefined ||
	usersOf(record.to, record.from).some(isCompany);

/**
Whether it says that a queue holds the session, since nobody has picked it up; `undefined` if it leaves out who might
have.
*/
export const isWaiting = (record: Fields): boolean | undefined => {
	if (isPickedUp(record) || queueOfRecord(record) === undefined) return false;
	return 'pickup_member_id' in record || undefined;
};

/** Whether the session is closed; `undefined` if it does not say. */
export const isClosedIn = (record: Fields): boolean | undefined =>
	flagOf(record.is_close ?? record.is_closed);

/** Whether it names who holds the session, so that one need not look for it in other lists. */
export const namesHolder = (record: Fields): boolean => isPickedUp(record) || isWaiting(record) === true;

/** The other fields of the record, such as its origin, or the queue from which it was picked up. */
const extraOf = (record: Fields): Fields | undefined => {
	const told: [name: string, value: unknown][] = [];
	const add = (name: string, value: unknown): void => {
		if (value !== undefined && value !== null && value !== '') told.push([name, kept(value, name)]);
	};
	for (const name of Object.keys(record)) if (!known.has(name)) add(name, record[name]);
	add('queue_id', optionalIdOf(record.queue_id, 'queue_id'));
	for (const name of ['to', 'from', 'user_info']) {
		const user = unpacked(record[name]);
		if (isFields(user)) add(name, without(user, knownOfUser));
	}

	return told.length === 0 ? undefined : Object.fromEntries(told);
};

/** Case makes no other type. An unknown type stays as it is written, since it is shown so. */
const channelTypeOf = (told: string): ChannelType =>
	channelTypes.find(type => type === told.trim().toLowerCase()) ?? told;

/** A record of `message_session/list` or of `message_session/get`, or both laid over each other. */
export const toldSessionOf = (record: Fields, owners: Directory): ToldSession => {
	const type = channelTypeOf(firstText(record.type, record.channel_type));
	if (type === '') throw new Refusal('it has neither type nor channel_type');
	const handler = handlerOf(record, owners);
	const closed = isClosedIn(record);
	const archived = flagOf(record.is_archived);
	const lastMessage = integerOf(record.last_msg_id);
	const extra = extraOf(record);
	return {
		channel: {type, name: textOf(record.channel_name), number: textOf(record.did_number)},
		customer: customerOf(record),
		...(handler && {handler}),
		...(closed !== undefined && {status: closed ? 'closed' : 'open'}),
		...(archived !== undefined && {archived}),
		...(lastMessage !== undefined && {lastMessage}),
		...(extra && {extra}),
	};
};
