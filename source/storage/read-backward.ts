import {type OpenFile} from './file-system.js';
import {changeOf, type JournalEntry} from './journal.js';

/** A line of the journal without its newline, and where it begins, in bytes. */
interface JournalLine {
	readonly bytes: Buffer;
	readonly position: number;
}

/** Bytes read at first, since most readers want only the newest lines; each further read takes twice as many. */
const firstRead = 65_536;
const mostRead = 4 * 1024 * 1024;

const newline = 0x0a;

/** All lines that end at or before a position, newest first. */
export function* linesBackward(file: OpenFile, end: number): Generator<JournalLine> {
	let bytes = Buffer.alloc(0);
	/** The position of those bytes. */
	let start = end;
	let length = firstRead;
	for (let lineEnd = end; lineEnd > 0;) {
		// The byte before the end of a line is its newline.
		const before = lineEnd - 2 - start < 0 ? -1 : bytes.lastIndexOf(newline, lineEnd - 2 - start);
		if (before === -1 && start > 0) {
			const from = Math.max(0, start - length);
			bytes = Buffer.concat([file.read(from, start - from), bytes.subarray(0, lineEnd - start)]);
			start = from;
			length = Math.max(bytes.length, Math.min(2 * length, mostRead));
			continue;
		}

		const position = start + before + 1;
		yield {bytes: bytes.subarray(position - start, lineEnd - 1 - start), position};
		lineEnd = position;
	}
}

/**
The entry of a line.
@throws StoreRefusal if it is damaged
*/
export const entryOf = ({bytes, position}: JournalLine): JournalEntry => ({
	change: changeOf(bytes.toString('utf8'), position),
	position,
});

/** All entries that end at or before a position, newest first. */
export function* readBackward(file: OpenFile, end: number): Generator<JournalEntry> {
	for (const line of linesBackward(file, end)) yield entryOf(line);
}
