import {crc32} from 'node:zlib';
import {type History} from '../domain/history.js';
import {readForm} from './form.js';
import {isHistory} from './history-form.js';

const marker = ',"crc":';

/** A history as one line of a history file, without the newline: JSON whose last field is the CRC-32 of the bytes before it. */
export const encodeHistory = (history: History): Buffer => {
	const text = JSON.stringify(history).slice(0, -1);
	return Buffer.from(`${text}${marker}${crc32(text)}}`);
};

/** The line without its last field; `undefined` if the bytes are not such a line, whole and as it was written. */
const intactText = (line: Buffer): Buffer | undefined => {
	const end = line.lastIndexOf(marker);
	if (end === -1) return undefined;
	const text = line.subarray(0, end);
	return line.toString('latin1', end) === `${marker}${crc32(text)}}` ? text : undefined;
};

/** Whether the bytes are such a line, whole and as it was written. */
export const isIntact = (line: Buffer): boolean => intactText(line) !== undefined;

/** `undefined` if the bytes are not such a line, whole and as it was written, or hold no history. */
export const decodeHistory = (line: Buffer): History | undefined => {
	const text = intactText(line);
	return text && readForm(`${text.toString('utf8')}}`, isHistory);
};

/** Whether nothing is left of a line, as a purge leaves it. */
export const isBlank = (line: Buffer): boolean => line.equals(Buffer.alloc(line.length, ' '));
