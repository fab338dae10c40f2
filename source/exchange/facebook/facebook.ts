import {type ChatMessage} from '../../domain/incoming.js';
import {messageType, userType} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {comparable} from '../../text/comparable.js';
import {baseName} from '../chats/base-name.js';
import {type ChatPart, type Dialect, type ReadOptions} from '../chats/dialect.js';
import {attempt} from '../chats/json-records.js';
import {isSame, selfOf} from '../chats/parties.js';
import {writtenTime} from '../chats/written-time.js';
import {jsonDocuments} from '../read/json-documents.js';
import {isFields} from '../yeastar/fields.js';
import {type Thread, type ThreadMessage, threadMessageOf, threadOf} from './thread.js';

/** `inbox/alice_ABC123`, as the thread says, or its file's path. */
const pathOf = ({path}: Thread, file: string): string =>
	path || (/([^/]+\/[^/]+)\/message_\d+\.json(?:\.gz)?$/.exec(file)?.[1] ?? '');

/** The name of an end-to-end encrypted thread of two ends in a number: `Anna_12`. */
const customerOf = (title: string, people: readonly string[], self: string): string => {
	const others = people.filter(person => !isSame(person, self));
	const isOfOne = others.length === 1 && isSame(title.replace(/_\d+$/, ''), others[0]!);
	return isOfOne || title === '' ? others.join(', ') : title;
};

const messageOf = (message: ThreadMessage, self: string, {zone}: ReadOptions): ChatMessage => {
	const time = writtenTime(message.milliseconds, 'timestamp_ms', zone);
	if (time === undefined) throw new Refusal('it has no timestamp_ms');
	const isOurs = isSame(message.author, self);
	return {
		...time,
		type: messageType.user,
		author: message.isReport
			? {userType: 0, number: '', name: ''}
			: {userType: isOurs ? userType.extension : userType.customer, number: '', name: message.author},
		text: message.text,
		...(message.files.length > 0 && {files: message.files.map(name => ({name}))}),
	};
};

const partOf = (thread: Thread, origin: string, file: string, options: ReadOptions): ChatPart => {
	// Passes over the holes of a list that comes in parts.
	const told = thread.messages.flatMap((message, index) => {
		const at = `${origin}: messages[${index}]`;
		return attempt(at, options.refuse, () => ({at, message: threadMessageOf(message)})) ?? [];
	});
	const authors = told.map(({message}) => message.author);
	const people = [...new Set([...thread.people, ...authors])].filter(Boolean);
	const self = selfOf(people, thread.title, options.self);
	if ('reason' in self) throw new Refusal(self.reason);
	const path = pathOf(thread, file);
	const messages = told.flatMap(({at, message}) => {
		if (message.isUnsent && message.text === '' && message.files.length === 0) return [];
		return attempt(at, options.refuse, () => messageOf(message, self.name, options)) ?? [];
	});
	const isNewestFirst = (messages[0]?.at ?? 0) > (messages.at(-1)?.at ?? 0);
	return {
		// A thread of an end-to-end encrypted export has no id of its own.
		key: {
			source: 'facebook',
			account: comparable(self.name),
			id: baseName(path) || JSON.stringify([thread.title, ...people.toSorted()]),
		},
		origin,
		told: {
			channel: {type: 'facebook', name: self.name, number: ''},
			customer: {name: customerOf(thread.title, people, self.name), number: ''},
			status: 'closed',
			archived: path.startsWith('archived_threads/'),
		},
		messages: isNewestFirst ? messages.toReversed() : messages,
	};
};

/** “Download your information” of Facebook, as JSON: `messages/inbox/NAME/message_1.json`, and end-to-end encrypted. */
export const facebook: Dialect = {
	wants: path => /(?:(?:^|\/)message_\d+|(?:^|\/)messages\/[^/]+|_\d+)\.json(?:\.gz)?$/i.test(path),
	detects: head =>
		/^\s*\{/.test(head) &&
		/"participants"\s*:/.test(head) &&
		/"(?:sender_name|senderName|threadName|thread_path|timestamp_ms)"\s*:/.test(head),
	async *read(input, options) {
		for await (const {origin, value} of jsonDocuments(
			input,
			{lists: new Set(['messages'])},
			options.refuse,
		)) {
			const part = attempt(origin, options.refuse, () => {
				if (!isFields(value) || !('messages' in value)) throw new Refusal('it is no thread of messages');
				return partOf(threadOf(value), origin, input.name, options);
			});
			if (part) yield part;
		}
	},
};
