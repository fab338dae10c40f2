import {type ChatMessage} from '../../domain/incoming.js';
import {type DeliveryStatus, messageType, userType} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {deliveryWords} from '../chats/delivery-words.js';
import {type ChatPart} from '../chats/dialect.js';
import {writtenTime} from '../chats/written-time.js';
import {type Zone} from '../chats/zone.js';
import {type Fields, firstText, integerOf, isFields, textOf} from '../yeastar/fields.js';
import {type Address, addressOf} from '../chats/address.js';

const deliveries: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
	...deliveryWords,
	['accepted', 'sending'],
	['scheduled', 'sending'],
	['canceled', 'failed'],
]);

const sideOf = (text: string): Address => addressOf(text) ?? {type: 'sms', number: text};

const filesOf = (fields: Fields, sid: string): NonNullable<ChatMessage['files']> => {
	const uri = isFields(fields.subresource_uris) ? textOf(fields.subresource_uris.media) : '';
	return Array.from({length: Math.min(integerOf(fields.num_media) ?? 0, 100)}, (_, index) => ({
		name: `${sid}-${index + 1}`,
		...(uri && {uri}),
	}));
};

/** One text message of the Messages resource or of a bulk export; what goes between two numbers is one chat. */
export const textMessagePart = (fields: Fields, origin: string, zone: Zone): ChatPart => {
	const [from, to] = [textOf(fields.from), textOf(fields.to)];
	const isInbound = textOf(fields.direction).startsWith('inbound');
	const customer = sideOf(isInbound ? from : to);
	const ours = sideOf((isInbound ? to : from) || textOf(fields.messaging_service_sid));
	if (customer.number === '') throw new Refusal(`its ${isInbound ? 'from' : 'to'} is missing`);
	const time = writtenTime(firstText(fields.date_sent, fields.date_created), 'date_sent', zone);
	if (time === undefined) throw new Refusal('it has neither date_sent nor date_created');
	const sid = textOf(fields.sid);
	const delivery = deliveries.get(textOf(fields.status));
	const error = [textOf(fields.error_code), textOf(fields.error_message)].filter(Boolean).join(': ');
	const files = filesOf(fields, sid);
	return {
		key: {source: 'twilio', account: textOf(fields.account_sid), id: `${ours.number} ${customer.number}`},
		origin,
		told: {
			channel: {type: customer.type, name: '', number: ours.number},
			customer: {name: '', number: customer.number},
			status: 'closed',
		},
		messages: [
			{
				...time,
				type: messageType.user,
				author: isInbound
					? {userType: userType.customer, number: customer.number, name: ''}
					: {userType: userType.extension, number: ours.number, name: ''},
				text: textOf(fields.body),
				...(files.length > 0 && {files}),
				...(!isInbound && delivery && {delivery}),
				...(error && {error}),
			},
		],
	};
};
