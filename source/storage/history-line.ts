import {type History} from '../domain/history.js';
import {checkedBytes} from './checksum.js';
import {readForm} from './form.js';
import {isHistory} from './history-form.js';

/**
Whether the bytes are a history as one line of a history file, without the newline, whole and unaltered: JSON that ends
in the CRC-32 of the bytes before it.
*/
export const isIntact = (line: Buffer): boolean => checkedBytes(line) !== undefined;

/** `undefined` if the bytes are not such a line, whole and unaltered, or hold no history. */
export const decodeHistory = (line: Buffer): History | undefined => {
	const text = checkedBytes(line);
	return text && readForm(`${text.toString('utf8')}}`, isHistory);
};

/** Whether a purge blanked the line. */
export const isBlank = (line: Buffer): boolean => line.equals(Buffer.alloc(line.length, ' '));
