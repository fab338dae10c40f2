import {type ChatMessage} from '../../domain/incoming.js';
import {type ImportedRecord} from '../../domain/history.js';
import {
	type Author,
	type DeliveryStatus,
	type MessageFile,
	messageType,
	userType,
} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {baseName} from '../chats/base-name.js';
import {writtenTime} from '../chats/written-time.js';
import {type Zone} from '../chats/zone.js';
import {type Fields, firstText, idOf, integerOf, isFields, textOf} from '../yeastar/fields.js';
import {plainText} from './plain-text.js';

const kinds = {incoming: 0, outgoing: 1, activity: 2, template: 3} as const;

const nobody: Author = {userType: 0, number: '', name: ''};

/** Numbers in answers of the API, words in some exports. */
const kindOf = ({message_type: type}: Fields): number | undefined =>
	typeof type === 'string' && Object.hasOwn(kinds, type)
		? kinds[type as keyof typeof kinds]
		: integerOf(type);

export const isMessage = (fields: Fields): boolean => 'message_type' in fields;

const codeOf = (kind: number | undefined, senderType: string): number => {
	if (kind === kinds.incoming) return userType.customer;
	return kind === kinds.template || /bot|captain/i.test(senderType) ? userType.api : userType.extension;
};

const authorOf = (fields: Fields, kind: number | undefined): Author => {
	const sender = isFields(fields.sender) ? fields.sender : {};
	if (kind === kinds.activity) return nobody;
	return {
		userType: codeOf(kind, firstText(sender.type, fields.sender_type)),
		number: kind === kinds.incoming ? firstText(sender.phone_number, sender.email, sender.identifier) : '',
		name: firstText(sender.name, sender.available_name),
	};
};

const fileOf = (attachment: Fields): MessageFile => {
	const uri = textOf(attachment.data_url);
	const size = integerOf(attachment.file_size);
	const id = textOf(attachment.id);
	const type = textOf(attachment.file_type);
	return {
		name: firstText(attachment.file_name, attachment.fallback_title, baseName(uri), 'file'),
		...(id && {id}),
		...(uri && {uri}),
		...(size !== undefined && size >= 0 && {size}),
		...(type && {type}),
	};
};

const deliveries: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
	['progress', 'sending'],
	['sent', 'sent'],
	['delivered', 'sent'],
	['read', 'sent'],
	['failed', 'failed'],
]);

const timeOf = (fields: Fields, zone: Zone) => {
	const time = writtenTime(fields.created_at, 'created_at', zone);
	if (time === undefined) throw new Refusal('it has no created_at');
	return time;
};

/** What colleagues tell each other about a session, which the customer never sees. */
export const noteOf = (fields: Fields, zone: Zone): ImportedRecord | undefined => {
	if (fields.private !== true && fields.private !== 'true') return undefined;
	const {name} = authorOf(fields, kinds.outgoing);
	return {at: timeOf(fields, zone).at, kind: 'note', by: name, text: plainText(textOf(fields.content))};
};

/** A message of `GET …/conversations/ID/messages`, or in a conversation. */
export const messageOf = (fields: Fields, zone: Zone): ChatMessage => {
	const kind = kindOf(fields);
	const delivery = kind === kinds.outgoing ? deliveries.get(textOf(fields.status)) : undefined;
	const attributes = isFields(fields.content_attributes) ? fields.content_attributes : {};
	const error = textOf(attributes.external_error);
	const files = Array.isArray(fields.attachments) ? fields.attachments.filter(isFields).map(fileOf) : [];
	return {
		id: idOf(fields.id, 'id'),
		...timeOf(fields, zone),
		type: messageType.user,
		author: authorOf(fields, kind),
		text: plainText(textOf(fields.content)),
		...(files.length > 0 && {files}),
		...(delivery && {delivery}),
		...(error && {error}),
	};
};
