import {type Handler} from '../../domain/handler.js';
import {type ChatKey, type ToldSession} from '../../domain/incoming.js';
import {Refusal} from '../../domain/refusal.js';
import {type ChatPart, type Dialect, type ReadOptions} from '../chats/dialect.js';
import {attempt, beginsLikeJson, type JsonRecord, jsonRecords} from '../chats/json-records.js';
import {writtenTime} from '../chats/written-time.js';
import {type Fields, firstText, idOf, isFields, kept, optionalIdOf, textOf} from '../yeastar/fields.js';
import {isMessage, messageOf, noteOf} from './message.js';

const lists: ReadonlySet<string> = new Set(['data', 'payload', 'conversations', 'messages']);

const channelTypes: ReadonlyMap<string, string> = new Map<string, string>([
	['WebWidget', 'livechat'],
	['Whatsapp', 'whatsapp'],
	['FacebookPage', 'facebook'],
	['Sms', 'sms'],
	['TwilioSms', 'sms'],
]);

/** `Channel::WebWidget`; one that has no equal here keeps its name. */
const channelTypeOf = (channel: string): string => {
	const name = channel.replace(/^Channel::/, '');
	return channelTypes.get(name) ?? (name.toLowerCase() || 'chatwoot');
};

/** An inbox belongs to one account, and a message tells no other. */
const keyOf = (conversation: unknown, inbox: unknown, name: string): ChatKey => ({
	source: 'chatwoot',
	account: textOf(inbox),
	id: String(idOf(conversation, name)),
});

const handlerOf = (assignee: unknown, team: unknown): Handler | undefined => {
	for (const [kind, owner] of [
		['extension', assignee],
		['queue', team],
	] as const) {
		if (!isFields(owner)) continue;
		const id = optionalIdOf(owner.id, `${kind === 'queue' ? 'team' : 'assignee'}.id`) ?? 0;
		const name = firstText(owner.name, owner.available_name, owner.email);
		if (id !== 0 || name !== '') return {kind, id, number: '', name};
	}

	return undefined;
};

const extraNames = ['uuid', 'account_id', 'labels', 'priority', 'additional_attributes', 'custom_attributes'];

const extraOf = (fields: Fields): Fields =>
	Object.fromEntries(extraNames.flatMap(name => (fields[name] ? [[name, kept(fields[name], name)]] : [])));

const toldOf = (fields: Fields): ToldSession => {
	const meta = isFields(fields.meta) ? fields.meta : {};
	const sender = isFields(meta.sender) ? meta.sender : {};
	const handler = handlerOf(meta.assignee ?? fields.assignee, meta.team ?? fields.team);
	const inbox = textOf(fields.inbox_id);
	const status = textOf(fields.status);
	return {
		channel: {
			type: channelTypeOf(firstText(meta.channel, fields.channel)),
			name: firstText(isFields(fields.inbox) ? fields.inbox.name : '', inbox && `Inbox ${inbox}`),
			number: '',
		},
		customer: {
			name: textOf(sender.name),
			number: firstText(sender.phone_number, sender.email, sender.identifier),
		},
		...(handler && {handler}),
		...(status && {status: status === 'resolved' ? 'closed' : 'open'}),
		extra: extraOf(fields),
	};
};

const messagePart = (fields: Fields, key: ChatKey, origin: string, {zone}: ReadOptions): ChatPart => {
	const note = noteOf(fields, zone);
	return note ? {key, origin, records: [note]} : {key, origin, messages: [messageOf(fields, zone)]};
};

function* conversationParts({fields, origin}: JsonRecord, options: ReadOptions): Generator<ChatPart> {
	const key = keyOf(fields.id, fields.inbox_id, 'id');
	const createdAt = writtenTime(fields.created_at ?? fields.timestamp, 'created_at', options.zone)?.at;
	yield {key, origin, told: toldOf(fields), createdAt};
	for (const [index, message] of Object.entries(Array.isArray(fields.messages) ? fields.messages : [])) {
		const at = `${origin}: messages[${index}]`;
		const part = attempt(at, options.refuse, () => {
			if (!isFields(message)) throw new Refusal('it is no JSON object');
			return messagePart(message, key, at, options);
		});
		if (part) yield part;
	}
}

const partsOf = (record: JsonRecord, options: ReadOptions): readonly ChatPart[] => {
	const {fields, origin} = record;
	if (isMessage(fields))
		return [
			messagePart(fields, keyOf(fields.conversation_id, fields.inbox_id, 'conversation_id'), origin, options),
		];
	if ('inbox_id' in fields && 'status' in fields) return [...conversationParts(record, options)];
	throw new Refusal('it is known neither as a conversation nor as a message');
};

/** Conversations and messages as the API of Chatwoot gives them, its pages and single ones. */
export const chatwoot: Dialect = {
	wants: path => /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i.test(path),
	detects: head => beginsLikeJson(head) && /"inbox_id"\s*:/.test(head),
	async *read(input, options) {
		for await (const record of jsonRecords(input, lists, options.refuse))
			yield* attempt(record.origin, options.refuse, () => partsOf(record, options)) ?? [];
	},
};
