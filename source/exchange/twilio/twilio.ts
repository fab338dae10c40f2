import {Refusal} from '../../domain/refusal.js';
import {type ChatPart, type Dialect, type ReadOptions} from '../chats/dialect.js';
import {attempt, beginsLikeJson, type JsonRecord, jsonRecords} from '../chats/json-records.js';
import {textOf} from '../yeastar/fields.js';
import {conversationPart, messagePart, participantPart, settled} from './conversation.js';
import {snakeCased} from './snake-cased.js';
import {textMessagePart} from './text-message.js';

const lists: ReadonlySet<string> = new Set(['conversations', 'messages', 'participants']);

/** Kinds of resource by how their ids begin; see “What is a String Identifier (SID)?” in Twilio's glossary. */
const partOf = ({fields, origin}: JsonRecord, options: ReadOptions): ChatPart => {
	switch (textOf(fields.sid).slice(0, 2)) {
		case 'CH': {
			return conversationPart(fields, origin, options);
		}

		case 'IM': {
			return messagePart(fields, origin, options);
		}

		case 'MB': {
			return participantPart(fields, origin);
		}

		case 'SM':
		case 'MM': {
			return textMessagePart(fields, origin, options.zone);
		}

		default: {
			throw new Refusal('it is known neither as a conversation, a participant nor a message');
		}
	}
};

/** Conversations, their participants and messages, and text messages as the API of Twilio and its bulk export give them. */
export const twilio: Dialect = {
	wants: path => /\.(?:json|jsonl|ndjson)(?:\.gz)?$|\.gz$/i.test(path),
	detects: head => beginsLikeJson(head) && /"sid"\s*:\s*"(?:CH|IM|MB|SM|MM)[\da-f]{32}"/i.test(head),
	async *read(input, options) {
		for await (const record of jsonRecords(input, lists, options.refuse)) {
			const part = attempt(record.origin, options.refuse, () =>
				partOf({...record, fields: snakeCased(record.fields)}, options),
			);
			if (part) yield part;
		}
	},
	settle: settled,
};
