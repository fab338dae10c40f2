import {formatTime} from '../text/time.js';
import {authorLabel} from '../exchange/export/message-record.js';
import {
	messageRemarks,
	messageText,
	messageWords,
	type ShownMessage,
} from '../exchange/export/message-text.js';
import {type Output} from './streams.js';
import {terminalWidth} from './output.js';
import {printTable} from './print-table.js';

const columns = [
	{title: 'Time', cell: ({message}: ShownMessage) => formatTime(message.at)},
	{title: 'ID', cell: ({message}: ShownMessage) => String(message.id)},
	{
		title: 'Author',
		cell: ({message, conversation}: ShownMessage) => authorLabel(message.author, conversation),
	},
	{title: 'Remarks', cell: messageRemarks},
	{title: 'Text', cell: ({message}: ShownMessage) => messageWords(message)},
];

/** Prints each message as a heading with its text below on a terminal, and as one line elsewhere. */
export const printMessages = (output: Output, messages: readonly ShownMessage[]): void => {
	if (output.isTTY) {
		for (const message of messages) output.write(messageText(message, terminalWidth(output)));
	} else {
		printTable(output, columns, messages);
	}
};
