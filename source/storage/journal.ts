import {createHash} from 'node:crypto';
import {StoreRefusal} from '../domain/refusal.js';
import {decodeChange, type StoredChange} from './change-form.js';
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
	readonly change: StoredChange;
	readonly position: number;
}

export interface JournalReading {
	readonly entries: readonly JournalEntry[];
	readonly end: JournalPoint;
	/** Bytes after the last change that can be followed; without damage, a line cut off while it was written. */
	readonly torn: number;
	/** Where and why the journal cannot be followed, although the rest was once whole. */
	readonly damage?: string;
}

// {"h":"<64 hex digits>","t":{…}}
export const head = '{"h":"';
const newline = 0x0a;
const middle = '","t":';
const bodyStart = head.length + 64 + middle.length;

export const digestOf = (previous: string, body: string): string =>
	createHash('sha256').update(previous).update(body).digest('hex');

/** One line, chained to the line before by its digest. */
export const chainedLine = (body: string, previous: string): {line: string; digest: string} => {
	const digest = digestOf(previous, body);
	return {line: `${head}${digest}${middle}${body}}\n`, digest};
};

export const journalLine = (change: StoredChange, previous: string): {line: string; digest: string} =>
	chainedLine(JSON.stringify(change), previous);

/**
Writes a change at that point, durably; returns the point after it.
@throws Error, before it writes, if the line could not be read again: all after it would be lost with it
*/
export const writeChange = async (
	file: OpenFile,
	change: StoredChange,
	end: JournalPoint,
): Promise<JournalPoint> => {
	const {line, digest} = journalLine(change, end.digest);
	if (decodeChange(bodyOf(line.slice(0, -1)) ?? '') === undefined)
		throw new Error(`a change of kind ${change.kind} has a form that no journal can hold`);
	const bytes = Buffer.from(line);
	file.write(bytes, end.position);
	await file.sync();
	return {position: end.position + bytes.length, n: change.n, digest};
};

/** The JSON text of a line's change; `undefined` if it is not a line of a journal. */
export const bodyOf = (line: string): string | undefined =>
	line.startsWith(head) && line.startsWith(middle, head.length + 64) && line.endsWith('}')
		? line.slice(bodyStart, -1)
		: undefined;

/** The change of the line after that point, or why the line does not follow on it. */
const readLine = (line: string, after: JournalPoint): StoredChange | string => {
	const body = bodyOf(line);
	if (body === undefined) return 'is not a line of a journal';
	if (digestOf(after.digest, body) !== line.slice(head.length, head.length + 64)) {
		return 'does not follow on the line before it: its digest differs';
	}

	const change = decodeChange(body);
	if (change === undefined) return 'is no change of a form that is known';
	return change.n === after.n + 1 ? change : `has number ${change.n} where ${after.n + 1} was expected`;
};

/**
Whether the bytes at the end of the journal are a line that a power cut, or the death of a process, broke off: without
its end, or with zeros where the data never reached the disk. A single zero inside may be a flipped bit.
*/
export const isTornLine = (bytes: Buffer): boolean =>
	bytes.at(-1) !== newline || bytes[0] === 0 || bytes.includes('\0\0');

/** The same for everything after a point that cannot be followed. */
const isTorn = (tail: Buffer, after: JournalPoint): boolean => {
	// Only one line is written at a time, so a second line after bad bytes shows that they were whole once.
	if (!isTornLine(tail) || tail.includes(head, 1)) return false;
	// If only the newline's byte is wrong, the line was whole once.
	const isWhole = typeof readLine(tail.toString('utf8', 0, tail.length - 1), after) !== 'string';
	return !isWhole || tail.at(-1) === 0;
};

/** Bytes of the journal in memory at once, unless a line is longer. */
const partSize = 16 * 1024 * 1024;

/** The changes after a point, part by part; the last part tells what is wrong with the end. */
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

/** All changes after a point. */
export const readJournal = (file: OpenFile, from: JournalPoint): JournalReading => {
	const parts = [...journalParts(file, from)];
	return {...parts.at(-1)!, entries: parts.flatMap(({entries}) => entries)};
};

/** Reads the changes after a point. A line that was never finished is torn; any other bad bytes are damage. */
const readPart = (file: OpenFile, from: JournalPoint): JournalReading => {
	const bytes = file.read(from.position, Math.max(0, file.size() - from.position));
	const entries: JournalEntry[] = [];
	let point = from;
	for (;;) {
		const tail = bytes.subarray(point.position - from.position);
		if (tail.length === 0) return {entries, end: point, torn: 0};
		const end = tail.indexOf(newline);
		const line = tail.toString('utf8', 0, Math.max(0, end));
		const change = end === -1 ? 'does not end in a newline' : readLine(line, point);
		if (typeof change === 'string') {
			const reading = {entries, end: point, torn: tail.length};
			const damage = `change ${point.n + 1}, at byte ${point.position} of the journal, ${change}`;
			return isTorn(tail, point) ? reading : {...reading, damage};
		}

		entries.push({change, position: point.position});
		point = {
			position: point.position + end + 1,
			n: change.n,
			digest: line.slice(head.length, head.length + 64),
		};
	}
};

/**
Whether the journal still holds the change whose line ends at that point, by its digest and number. A change that was
read before it was durable may be gone, because its writer took it back when the sync failed. Reads only that line.
*/
export const holdsPoint = (file: OpenFile, {position, n, digest}: JournalPoint): boolean => {
	if (position === 0) return n === journalStart.n && digest === journalStart.digest;
	if (file.size() < position || file.read(position - 1, 1)[0] !== newline) return false;
	// The number is the first field of every change.
	const beginning = `${head}${digest}${middle}{"n":${n},`;
	return file.read(lineStart(file, position), beginning.length).toString('latin1') === beginning;
};

/**
The change of a line that begins at that position.
@throws StoreRefusal if it cannot be read
*/
export const changeOf = (line: string, position: number): StoredChange => {
	const body = bodyOf(line);
	const change = body === undefined ? undefined : decodeChange(body);
	if (change === undefined)
		throw new StoreRefusal(`The journal has no change at byte ${position}. Run: chatlogs check`);
	return change;
};

/** Bytes read at once when looking for the beginning or end of a line. */
const stride = 65_536;

/**
The change whose line begins at that position.
@throws StoreRefusal if no line begins there
*/
export const readChangeAt = (file: OpenFile, position: number): StoredChange => {
	for (let length = stride; ; length *= 4) {
		const bytes = file.read(position, length);
		const end = bytes.indexOf(newline);
		if (end === -1 && bytes.length === length) continue;
		return changeOf(end === -1 ? '' : bytes.toString('utf8', 0, end), position);
	}
};

/** Where the line begins whose newline is the byte before `lineEnd`. */
const lineStart = (file: OpenFile, lineEnd: number): number => {
	for (let to = lineEnd - 1; to > 0; to -= stride) {
		const from = Math.max(0, to - stride);
		const end = file.read(from, to - from).lastIndexOf(newline);
		if (end !== -1) return from + end + 1;
	}

	return 0;
};
