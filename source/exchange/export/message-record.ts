import {apiHandler, handlerLabel} from '../../domain/handler.js';
import {authorRole, type Conversation} from '../../domain/author.js';
import {type Author, type Message, messageType, userType} from '../../domain/message.js';
import {isoTime} from './iso-time.js';

type AuthorKind = 'extension' | 'api' | 'customer' | 'unknown' | 'pbx';

/** Who wrote it, as far as its author and the conversation tell. */
export const authorKind = (author: Author, conversation: Conversation): AuthorKind => {
	const role = authorRole(author, conversation);
	if (role !== 'company') return role;
	return author.userType === userType.api ? 'api' : 'extension';
};

const typeName = ({type}: Message): string | number =>
	Object.entries(messageType).find(([, code]) => code === type)?.[0] ?? type;

/** A message as scripts see it. The time is ISO 8601 in UTC; an unknown kind of message is a number. */
export const messageRecord = (message: Message, conversation: Conversation, isDeleted = false): object => ({
	id: message.id,
	at: isoTime(message.at),
	type: typeName(message),
	author: {
		kind: authorKind(message.author, conversation),
		code: message.author.userType,
		number: message.author.number,
		name: message.author.name,
	},
	text: message.text,
	files: message.files ?? [],
	delivery: message.delivery ?? null,
	error: message.error ?? null,
	...(message.param !== undefined && {param: message.param}),
	deleted: isDeleted,
});

/** `Ann Lee 1003`, `Customer`, `PBX`. */
export const authorLabel = (author: Author, conversation: Conversation): string => {
	const kind = authorKind(author, conversation);
	if (kind === 'api') return handlerLabel(apiHandler);
	const label = [author.name, author.number].filter(Boolean).join(' ');
	return label || {customer: 'Customer', extension: 'Extension', unknown: 'Unknown', pbx: 'PBX'}[kind];
};
