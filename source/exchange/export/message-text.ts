import {type Conversation} from '../../domain/author.js';
import {type Message, messageType} from '../../domain/message.js';
import {describeSendError} from '../../domain/send-error.js';
import {wrapText} from '../../text/fit.js';
import {safeLine, safeLines} from '../../text/safe-text.js';
import {describeOperation} from '../../domain/timeline/describe.js';
import {operationOfMessage} from '../../domain/timeline/of-messages.js';
import {formatTime} from '../../text/time.js';
import {authorLabel} from './message-record.js';

export interface ShownMessage {
	readonly message: Message;
	/** The session it belongs to. */
	readonly conversation: Conversation;
	readonly isDeleted: boolean;
}

/** Its content in words. */
export const messageWords = (message: Message): string => {
	const operation = operationOfMessage(message);
	if (operation) return describeOperation(operation);
	return message.text || (message.type === messageType.unsupported ? '(a kind that is not shown)' : '');
};

/** Its files, its failure, and whether it is deleted. */
export const messageRemarks = ({message, isDeleted}: ShownMessage): string => {
	const files = (message.files ?? []).map(file => `file ${file.name}`);
	const failure =
		message.delivery === 'failed' &&
		['failed', describeSendError(message.error ?? '')].filter(Boolean).join(': ');
	return [...files, failure, isDeleted && 'deleted'].filter(Boolean).join('; ');
};

/** A heading, and the words below it, within this many cells. */
export const messageText = (shown: ShownMessage, width: number): string => {
	const {message, conversation} = shown;
	const heading = [
		formatTime(message.at),
		authorLabel(message.author, conversation),
		`#${message.id}`,
		messageRemarks(shown),
	];
	const text =
		messageWords(message) === '' ? [] : wrapText(safeLines(messageWords(message)), Math.max(20, width - 4));
	const lines = [safeLine(heading.filter(Boolean).join('  ')), ...text.map(line => `    ${line}`)];
	return lines.map(line => `${line}\n`).join('');
};
