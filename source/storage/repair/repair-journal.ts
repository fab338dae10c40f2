import {decodeChange} from '../change-form.js';
import {
	bodyOf,
	chainedLine,
	digestOf,
	head,
	isTornLine,
	type JournalPoint,
	journalStart,
} from '../journal.js';

/** A journal that can be followed to its end. */
interface RepairedJournal {
	readonly bytes: Buffer;
	/** Numbers of the changes that are lost. */
	readonly lost: readonly number[];
	/** Numbers of the changes where only the digest was damaged. */
	readonly mended: readonly number[];
	/** Bytes that were cut off at the end. */
	readonly cut: number;
}

const numbers = (name: string, those: readonly number[]): string =>
	those.length === 0 ? '' : `; ${name}: ${those.join(', ')}`;

/** The repair's note about the journal. The point is the one after the last change that could be followed. */
export const noteOf = (
	{lost, mended}: RepairedJournal,
	{n, digest}: Pick<JournalPoint, 'n' | 'digest'>,
): string =>
	`the journal was chained anew behind change ${n}, whose digest is ${digest}${numbers('lost', lost)}${numbers('only their digest was damaged', mended)}`;

/** The bytes from one possible beginning of a line to the next. */
interface Piece {
	readonly start: number;
	readonly end: number;
	readonly digest: string;
	/** The change as text, if it can be read. */
	readonly body: string | undefined;
	readonly n: number;
	readonly at: number;
}

const newline = 0x0a;

/** Lines begin after a newline; if that is damaged, the next line is found by its head. */
const startsOf = (bytes: Buffer): readonly number[] => {
	const starts = new Set([0]);
	for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) starts.add(at + 1);
	for (let at = bytes.indexOf(head); at !== -1; at = bytes.indexOf(head, at + 1)) starts.add(at);
	return [...starts].filter(start => start < bytes.length).toSorted((a, b) => a - b);
};

const pieceOf = (bytes: Buffer, start: number, end: number): Piece => {
	const text = bytes.toString('utf8', start, end - 1);
	const body = bodyOf(text) ?? bodyOf(bytes.toString('utf8', start, end));
	const change = body === undefined ? undefined : decodeChange(body);
	const digest = text.slice(head.length, head.length + 64);
	return {start, end, digest, body: change && body, n: change?.n ?? 0, at: change?.at ?? 0};
};

const lostBody = (n: number, at: number, padding = ''): string =>
	`{"n":${n},"at":${at},"by":"","kind":"lost"${padding}}`;

const beginsLine = (bytes: Buffer, start: number): boolean =>
	bytes.toString('latin1', start, start + head.length) === head;

/** The number of changes that the pieces were, estimated by their heads. */
const countHeads = (bytes: Buffer, pieces: readonly Piece[]): number =>
	Math.max(1, pieces.filter(({start}) => beginsLine(bytes, start)).length);

/** Builds the journal anew, line by line, so that the lines that stay keep their positions. */
class Mending {
	readonly lost: number[] = [];
	readonly mended: number[] = [];
	cut = 0;
	n = journalStart.n;
	length = 0;
	readonly #lines: string[] = [];
	#digest = journalStart.digest;
	/** The digest of the last line as it was before any damage. */
	#found = journalStart.digest;
	#at = 0;
	readonly #pieces: readonly Piece[];

	constructor(pieces: readonly Piece[]) {
		this.#pieces = pieces;
	}

	get bytes(): Buffer {
		return Buffer.from(this.#lines.join(''));
	}

	/** @param folded the point up to which every change was once whole */
	run(bytes: Buffer, folded: JournalPoint): void {
		for (let index = 0; index < this.#pieces.length;) {
			const piece = this.#pieces[index]!;
			if (this.#follows(index)) {
				this.#keep(piece);
				index++;
				continue;
			}

			const next = this.#nextGood(index);
			const isEnd = next === this.#pieces.length && piece.start >= folded.position;
			const torn = isEnd ? this.#tornFrom(bytes, index) : next;
			const region = this.#pieces.slice(index, torn);
			if (region.length > 0)
				this.#lose(region, this.#pieces[next]?.n ?? this.n + 1 + countHeads(bytes, region));
			if (torn < next) this.cut += bytes.length - this.#pieces[torn]!.start;
			if (next < this.#pieces.length) this.#take(this.#pieces[next]!);
			index = next + 1;
		}
	}

	/** Adds lost lines for changes that are missing up to that point. */
	fill({n, position}: JournalPoint): void {
		while (this.n < n) this.#loseOne(this.n + 1 === n ? position - this.length : 0);
	}

	/** Whether the piece is the change that comes next. */
	#follows(index: number): boolean {
		const {body, n, digest} = this.#pieces[index]!;
		if (body === undefined || n !== this.n + 1) return false;
		const should = digestOf(this.#found, body);
		if (should === digest) return true;
		// If the next line fits the change, only its own digest is damaged.
		const next = this.#pieces[index + 1];
		return next?.body !== undefined && digestOf(should, next.body) === next.digest;
	}

	/** The index of the next piece that is surely a later change; the number of pieces if there is none. */
	#nextGood(from: number): number {
		const found = this.#pieces.findIndex(({body, n, digest}, index) => {
			if (index <= from || body === undefined || n <= this.n) return false;
			const next = this.#pieces[index + 1];
			return (
				digestOf(this.#pieces[index - 1]!.digest, body) === digest ||
				next === undefined ||
				(next.body !== undefined && digestOf(digest, next.body) === next.digest)
			);
		});
		return found === -1 ? this.#pieces.length : found;
	}

	/** The index, from `from` on, of the piece that begins an unfinished line; the number of pieces if there is none. */
	#tornFrom(bytes: Buffer, from: number): number {
		const lastHead = this.#pieces.findLastIndex(({start}) => beginsLine(bytes, start));
		const torn = Math.max(from, lastHead);
		return isTornLine(bytes.subarray(this.#pieces[torn]!.start)) ? torn : this.#pieces.length;
	}

	#keep(piece: Piece): void {
		const should = digestOf(this.#found, piece.body!);
		if (should !== piece.digest) this.mended.push(piece.n);
		this.#write(piece.body!, piece);
		this.#found = should;
	}

	#take(piece: Piece): void {
		this.#write(piece.body!, piece);
		this.#found = piece.digest;
	}

	#write(body: string, {n, at}: Pick<Piece, 'n' | 'at'>): void {
		const {line, digest} = chainedLine(body, this.#digest);
		this.#lines.push(line);
		this.length += Buffer.byteLength(line);
		this.#digest = digest;
		this.n = n;
		this.#at = at;
	}

	/** Writes lost lines up to `next` into the room of the pieces: one per piece if there are as many. */
	#lose(region: readonly Piece[], next: number): void {
		const count = next - this.n - 1;
		const [{start}, {end}] = [region[0]!, region.at(-1)!];
		const before = this.length;
		if (count === 0) this.cut += end - start;
		for (let index = 0; index < count; index++) {
			const piece = region[index]!;
			const room =
				region.length === count
					? piece.end - piece.start
					: index === count - 1
						? end - start - (this.length - before)
						: 0;
			this.#loseOne(room);
		}
	}

	/** @param room the least length of the line with its newline, in bytes */
	#loseOne(room: number): void {
		const n = this.n + 1;
		const least = chainedLine(lostBody(n, this.#at), this.#digest).line.length;
		this.#write(lostBody(n, this.#at, ' '.repeat(Math.max(0, room - least))), {n, at: this.#at});
		this.lost.push(n);
	}
}

/**
Makes a damaged journal followable again. Replaces each unreadable change by one of kind `lost` of the same length, so
that the later lines keep their positions, and chains those lines anew.
@param folded the point up to which the index holds the changes
*/
export const repairJournal = (bytes: Buffer, folded: JournalPoint): RepairedJournal => {
	const starts = startsOf(bytes);
	const pieces = starts.map((start, index) => pieceOf(bytes, start, starts[index + 1] ?? bytes.length));
	const mending = new Mending(pieces);
	mending.run(bytes, folded);
	if (bytes.length < folded.position) mending.fill(folded);
	const {lost, mended, cut} = mending;
	return {bytes: mending.bytes, lost, mended, cut};
};
