import {type ChatMessage, type IncomingChat, type ToldSession} from '../../domain/incoming.js';
import {type Author, type DeliveryStatus, messageType, userType} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {type ChatPart, type ReadOptions} from '../chats/dialect.js';
import {isSame} from '../chats/parties.js';
import {writtenTime} from '../chats/written-time.js';
import {type Fields, firstText, integerOf, isFields, kept, textOf, unpacked} from '../yeastar/fields.js';
import {addressOf} from '../chats/address.js';

/** An identity, of which only the whole chat may tell the side. */
const identityCode = 3;

const unknown = {channel: {type: '', name: '', number: ''}, customer: {name: '', number: ''}};

const keyOf = (fields: Fields, sid: unknown): ChatPart['key'] => {
	const id = textOf(sid);
	if (id === '') throw new Refusal('its conversation_sid is missing');
	return {source: 'twilio', account: textOf(fields.account_sid), id};
};

/** `attributes` is JSON in a text. */
const attributesOf = (fields: Fields): Fields => {
	const attributes = kept(unpacked(fields.attributes), 'attributes');
	return isFields(attributes) && Object.keys(attributes).length > 0 ? {attributes} : {};
};

export const conversationPart = (fields: Fields, origin: string, {zone}: ReadOptions): ChatPart => {
	const state = textOf(fields.state);
	const names = Object.fromEntries(
		['friendly_name', 'unique_name', 'account_sid'].flatMap(name =>
			fields[name] ? [[name, textOf(fields[name])]] : [],
		),
	);
	return {
		key: keyOf(fields, fields.sid),
		origin,
		createdAt: writtenTime(fields.date_created, 'date_created', zone)?.at,
		told: {
			...unknown,
			status: state === 'closed' ? 'closed' : 'open',
			extra: {...names, ...attributesOf(fields)},
		},
	};
};

/** Somebody with an address is a customer; the company's people have identities. */
export const participantPart = (fields: Fields, origin: string): ChatPart => {
	const binding = isFields(fields.messaging_binding) ? fields.messaging_binding : {};
	const address = addressOf(textOf(binding.address));
	const proxy = firstText(binding.proxy_address, binding.projected_address);
	const told: ToldSession = address
		? {
				channel: {type: address.type, name: '', number: addressOf(proxy)?.number ?? proxy},
				customer: {name: '', number: address.number},
			}
		: unknown;
	return {key: keyOf(fields, fields.conversation_sid), origin, told};
};

const authorOf = (author: string, self: readonly string[]): Author => {
	const address = addressOf(author);
	if (address) return {userType: userType.customer, number: address.number, name: ''};
	if (/^system$/i.test(author) || author === '') return {userType: 0, number: '', name: ''};
	const isOurs = self.some(name => isSame(name, author));
	const code = isOurs ? userType.extension : self.length > 0 ? userType.customer : identityCode;
	return {userType: code, number: '', name: author};
};

const has = (count: unknown): boolean => count === 'some' || count === 'all';

/** `delivery` counts the participants who got it: none, some or all. */
const deliveryOf = ({delivery}: Fields): DeliveryStatus | undefined => {
	if (!isFields(delivery)) return undefined;
	if (has(delivery.failed) || has(delivery.undelivered)) return 'failed';
	return has(delivery.sent) || has(delivery.delivered) || has(delivery.read) ? 'sent' : undefined;
};

const filesOf = ({media}: Fields): NonNullable<ChatMessage['files']> =>
	(Array.isArray(media) ? media : []).filter(isFields).map(file => {
		const [id, type, size] = [textOf(file.sid), textOf(file.content_type), integerOf(file.size)];
		return {
			name: firstText(file.filename, id, 'file'),
			...(id && {id}),
			...(size !== undefined && size >= 0 && {size}),
			...(type && {type}),
		};
	});

export const messagePart = (fields: Fields, origin: string, {zone, self}: ReadOptions): ChatPart => {
	const index = integerOf(fields.index);
	if (index === undefined || index < 0) throw new Refusal('its index is missing');
	const time = writtenTime(fields.date_created, 'date_created', zone);
	if (time === undefined) throw new Refusal('it has no date_created');
	const name = textOf(fields.author);
	const address = addressOf(name);
	const {attributes} = attributesOf(fields);
	const delivery = deliveryOf(fields);
	const files = filesOf(fields);
	return {
		key: keyOf(fields, fields.conversation_sid),
		origin,
		told: address
			? {channel: {...unknown.channel, type: address.type}, customer: {name: '', number: address.number}}
			: unknown,
		messages: [
			{
				// The first has index 0, and no message has the id 0.
				id: index + 1,
				...time,
				type: messageType.user,
				author: authorOf(name, self),
				text: textOf(fields.body),
				...(files.length > 0 && {files}),
				...(delivery && {delivery}),
				...(attributes !== undefined && {param: attributes}),
			},
		],
	};
};

/** Beside somebody with an address, whoever has an identity is the company's. Alone among themselves, nothing tells. */
export const settled = (chat: IncomingChat): IncomingChat => {
	const {told, tellings} = chat;
	if (!chat.key.id.startsWith('CH') || told === undefined) return chat;
	const authors = tellings.flat().map(({author}) => author);
	const isAnswered = told.customer.number !== '';
	const first = authors.find(({userType: code}) => code === userType.customer || code === identityCode);
	// Without the conversation itself, these may be later messages of one that is known.
	const name =
		told.status && !isAnswered
			? firstText(told.extra?.friendly_name, told.extra?.unique_name, first?.name)
			: '';
	return {
		...chat,
		told: {
			...told,
			channel: {...told.channel, type: told.channel.type || 'livechat'},
			customer: {...told.customer, name: told.customer.name || name},
		},
		tellings: tellings.map(telling =>
			telling.map(message =>
				isAnswered && message.author.userType === identityCode
					? {...message, author: {...message.author, userType: userType.extension}}
					: message,
			),
		),
	};
};
