import {type Message, messageType} from '../domain/message.js';
import {wrapText} from '../domain/text/fit.js';
import {safeLine, safeLines} from '../domain/text/safe-text.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {operationOfMessage} from '../domain/timeline/of-messages.js';
import {formatTime} from '../domain/text/time.js';
import {type Output} from './command.js';
import {authorLabel} from './message-record.js';
import {terminalWidth} from './output.js';
import {printTable} from './print-table.js';

export interface ShownMessage {
	readonly message: Message;
	readonly isDeleted: boolean;
}

const words = (message: Message): string => {
	const operation = operationOfMessage(message);
	if (operation) return describeOperation(operation);
	return message.text || (message.type === messageType.unsupported ? '(a kind that is not shown)' : '');
};

const remarks = ({message, isDeleted}: ShownMessage): string => {
	const files = (message.files ?? []).map(file => `file ${file.name}`);
	const failure = message.delivery === 'failed' && ['failed', message.error].filter(Boolean).join(': ');
	return [...files, failure, isDeleted && 'deleted'].filter(Boolean).join('; ');
};

/** A heading, and the words below it, within so many cells. */
export const messageText = (shown: ShownMessage, width: number): string => {
	const {message} = shown;
	const heading = [formatTime(message.at), authorLabel(message.author), `#${message.id}`, remarks(shown)];
	const text = words(message) === '' ? [] : wrapText(safeLines(words(message)), Math.max(20, width - 4));
	const lines = [safeLine(heading.filter(Boolean).join('  ')), ...text.map(line => `    ${line}`)];
	return lines.map(line => `${line}\n`).join('');
};

const columns = [
	{title: 'Time', cell: ({message}: ShownMessage) => formatTime(message.at)},
	{title: 'ID', cell: ({message}: ShownMessage) => String(message.id)},
	{title: 'Author', cell: ({message}: ShownMessage) => authorLabel(message.author)},
	{title: 'Remarks', cell: remarks},
	{title: 'Text', cell: ({message}: ShownMessage) => words(message)},
];

/** On a terminal each message as a heading with its words below; elsewhere a line each. */
export const printMessages = (output: Output, messages: readonly ShownMessage[]): void => {
	if (output.isTTY) {
		for (const message of messages) output.write(messageText(message, terminalWidth(output)));
	} else {
		printTable(output, columns, messages);
	}
};
