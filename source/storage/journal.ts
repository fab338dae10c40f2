import {createHash} from 'node:crypto';
import {type Change} from '../domain/change.js';
import {StoreRefusal} from '../domain/refusal.js';
import {decodeChange} from './change-form.js';
import {type OpenFile} from './file-system.js';

/** A point between two lines of the journal: bytes before it, changes before it, and the digest of the last one. */
export interface JournalPoint {
	readonly position: number;
	readonly n: number;
	readonly digest: string;
}

export const journalStart: JournalPoint = {position: 0, n: 0, digest: '0'.repeat(64)};

/** A change and where its line begins, in bytes. */
export interface JournalEntry {
	readonly change: Change;
	readonly position: number;
}

export interface JournalReading {
	readonly entries: readonly JournalEntry[];
	readonly end: JournalPoint;
	/** Bytes behind the last whole change: a line that was cut off while it was written. */
	readonly torn: number;
	/** Where and why the journal cannot be followed further, although lines come after. */
	readonly damage?: string;
}

// {"h":"<64 hex digits>","t":{…}}
export const head = '{"h":"';
const middle = '","t":';
const bodyStart = head.length + 64 + middle.length;

export const digestOf = (previous: string, body: string): string =>
	createHash('sha256').update(previous).update(body).digest('hex');

/** One line, chained to the line before by its digest. */
export const chainedLine = (body: string, previous: string): {line: string; digest: string} => {
	const digest = digestOf(previous, body);
	return {line: `${head}${digest}${middle}${body}}\n`, digest};
};

export const journalLine = (change: Change, previous: string): {line: string; digest: string} =>
	chainedLine(JSON.stringify(change), previous);

/** The change of a line as it stands there; `undefined` if it is no line of a journal. */
export const bodyOf = (line: string): string | undefined =>
	line.startsWith(head) && line.startsWith(middle, head.length + 64) && line.endsWith('}')
		? line.slice(bodyStart, -1)
		: undefined;

/** The change of a line that follows on `after`, or why it does not. */
const readLine = (line: string, after: JournalPoint): Change | string => {
	const body = bodyOf(line);
	if (body === undefined) return 'is not a line of a journal';
	if (digestOf(after.digest, body) !== line.slice(head.length, head.length + 64)) {
		return 'does not follow on the line before it: its digest differs';
	}

	const change = decodeChange(body);
	if (change === undefined) return 'is no change of a form that is known';
	return change.n === after.n + 1 ? change : `has number ${change.n} where ${after.n + 1} was expected`;
};

/** Bytes of the journal in memory at once, unless a line is longer. */
const partSize = 16 * 1024 * 1024;

/** What lies behind a point, part by part; what is wrong with its end is told with the last one. */
export function* journalParts(file: OpenFile, from = journalStart): Generator<JournalReading> {
	let point = from;
	for (let length = partSize; ;) {
		const end = Math.min(file.size(), point.position + length);
		const reading = readPart({...file, size: () => end}, point);
		const isLast = end === file.size();
		if (reading.entries.length === 0 && !isLast) {
			length *= 2;
			continue;
		}

		point = reading.end;
		length = partSize;
		yield isLast ? reading : {entries: reading.entries, end: point, torn: 0};
		if (isLast) return;
	}
}

/** All that lies behind a point. */
export const readJournal = (file: OpenFile, from: JournalPoint): JournalReading => {
	const parts = [...journalParts(file, from)];
	return {...parts.at(-1)!, entries: parts.flatMap(({entries}) => entries)};
};

/** Reads what lies behind a point. Bad bytes at the very end are torn; bad ones before a good line are damage. */
const readPart = (file: OpenFile, from: JournalPoint): JournalReading => {
	const bytes = file.read(from.position, Math.max(0, file.size() - from.position));
	const entries: JournalEntry[] = [];
	let point = from;
	for (;;) {
		const start = point.position - from.position;
		const newline = bytes.indexOf(0x0a, start);
		const torn = bytes.length - start;
		if (newline === -1) return {entries, end: point, torn};
		const line = bytes.toString('utf8', start, newline);
		const change = readLine(line, point);
		if (typeof change === 'string') {
			// Only one line is ever being written, so that a second one behind bad bytes tells that they were whole once.
			const isTorn = !bytes.includes(head, start + 1);
			const damage = `change ${point.n + 1}, at byte ${point.position} of the journal, ${change}`;
			return isTorn ? {entries, end: point, torn} : {entries, end: point, torn, damage};
		}

		entries.push({change, position: point.position});
		point = {
			position: from.position + newline + 1,
			n: change.n,
			digest: line.slice(head.length, head.length + 64),
		};
	}
};

/**
Whether the journal still holds the line that ends at that point. It does not, if that was read before it was durable,
and taken back when it could not be made so.
*/
export const holdsPoint = (file: OpenFile, {position, digest}: JournalPoint): boolean => {
	if (position === 0) return true;
	if (file.size() < position) return false;
	const end = file.read(position - 1, 1)[0];
	return end === 0x0a && file.read(lineStart(file, position) + head.length, 64).toString('utf8') === digest;
};

/** Bytes read at once when looking for the beginning or end of a line. */
const stride = 65_536;

/** The change whose line begins at that position. */
export const readChangeAt = (file: OpenFile, position: number): Change => {
	for (let length = stride; ; length *= 4) {
		const bytes = file.read(position, length);
		const newline = bytes.indexOf(0x0a);
		if (newline === -1 && bytes.length === length) continue;
		const body = newline === -1 ? undefined : bodyOf(bytes.toString('utf8', 0, newline));
		const change = body === undefined ? undefined : decodeChange(body);
		if (change === undefined)
			throw new StoreRefusal(`The journal has no change at byte ${position}. Run: chatlogs check`);
		return change;
	}
};

/** All entries that end at or before a position, newest first. */
export function* readBackward(file: OpenFile, end: number): Generator<JournalEntry> {
	let lineEnd = end;
	while (lineEnd > 0) {
		const start = lineStart(file, lineEnd);
		yield {change: readChangeAt(file, start), position: start};
		lineEnd = start;
	}
}

/** Where the line begins whose newline is the byte before `lineEnd`. */
const lineStart = (file: OpenFile, lineEnd: number): number => {
	for (let to = lineEnd - 1; to > 0; to -= stride) {
		const from = Math.max(0, to - stride);
		const newline = file.read(from, to - from).lastIndexOf(0x0a);
		if (newline !== -1) return from + newline + 1;
	}

	return 0;
};
