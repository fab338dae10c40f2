import {Refusal} from '../../domain/refusal.js';
import {isFields, type Fields, textOf} from '../yeastar/fields.js';
import {baseName} from '../chats/base-name.js';
import {repairedText} from './repaired-text.js';

/** A thread as one file tells it, in whichever of the two forms of “Download your information”. */
export interface Thread {
	readonly title: string;
	readonly people: readonly string[];
	/** As in `inbox/alice_ABC123`; '' if it is not told. */
	readonly path: string;
	/** As they stand in the file, see {@link threadMessageOf}. */
	readonly messages: readonly unknown[];
}

export interface ThreadMessage {
	readonly author: string;
	readonly milliseconds: unknown;
	readonly text: string;
	readonly files: readonly string[];
	/** Whether it only reports what was done, as when somebody left. */
	readonly isReport: boolean;
	/** Whether its author took it back. */
	readonly isUnsent: boolean;
}

const repaired = (value: unknown): string => repairedText(textOf(value));

const callText = ({call_duration: seconds, missed, type}: Fields): string => {
	if (type !== 'Call') return '';
	return missed === true ? 'Missed call' : `Call of ${textOf(seconds) || '0'} s`;
};

const shareText = (share: unknown): string =>
	isFields(share) ? [repaired(share.share_text), repaired(share.link)].filter(Boolean).join('\n') : '';

const fileLists = ['photos', 'videos', 'audio_files', 'files', 'gifs', 'media'];

const filesOf = (message: Fields): readonly string[] =>
	[...fileLists.flatMap(name => message[name] ?? []), ...(isFields(message.sticker) ? [message.sticker] : [])]
		.filter(isFields)
		.map(({uri}) => baseName(repaired(uri)) || 'file');

const reports: ReadonlySet<unknown> = new Set(['Subscribe', 'Unsubscribe']);

/** @throws Refusal if it is no message, or has something else where a text belongs */
export const threadMessageOf = (message: unknown): ThreadMessage => {
	if (!isFields(message)) throw new Refusal('it is no JSON object');
	const share = shareText(message.share);
	const words = repaired(message.content ?? message.text) || callText(message);
	return {
		author: repaired(message.sender_name ?? message.senderName),
		milliseconds: message.timestamp_ms ?? message.timestamp,
		text: [words, share].filter(Boolean).join('\n'),
		files: filesOf(message),
		isReport: reports.has(message.type),
		isUnsent: message.is_unsent === true || message.isUnsent === true,
	};
};

const peopleOf = (participants: unknown): readonly string[] =>
	Array.isArray(participants)
		? participants.map(person => repaired(isFields(person) ? person.name : person)).filter(Boolean)
		: [];

/** @throws Refusal if it has something else where a text belongs */
export const threadOf = (document: Fields): Thread => ({
	title: repaired(document.title ?? document.threadName),
	people: peopleOf(document.participants),
	path: repaired(document.thread_path),
	messages: Array.isArray(document.messages) ? document.messages : [],
});
