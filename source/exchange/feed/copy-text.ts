import {Readable} from 'node:stream';

/** A value of a column; times are Unix seconds in `at`. */
export type CopyValue =
	string | number | boolean | undefined | {readonly at: number} | {readonly json: unknown};

/** Characters in one piece of the stream. */
const pieceSize = 65_536;

const escapes: Readonly<Record<string, string>> = {
	'\\': '\\\\',
	'\n': String.raw`\n`,
	'\r': String.raw`\r`,
	'\t': String.raw`\t`,
};

/** ISO 8601; years after 9999 as PostgreSQL wants them. */
const timeText = (at: number): string => new Date(at * 1000).toISOString().replace(/^\+0*/, '');

/** In JSON, NUL and lone surrogates are always written as escapes; an even number of backslashes goes before. */
const unstorable = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g;

/**
A text that PostgreSQL can hold: no text of a database in UTF-8 has U+0000 or half a surrogate pair, so these become
U+FFFD.
*/
export const storable = (text: string): string => {
	const whole = text.isWellFormed() ? text : text.toWellFormed();
	return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole;
};

/** Writes rows as `COPY` reads them in its text format (PostgreSQL's manual, COPY). */
export class CopyText {
	/** Values that could not be kept as they came. */
	altered = 0;

	line(values: readonly CopyValue[]): string {
		let line = '';
		for (const [index, value] of values.entries()) line += (index === 0 ? '' : '\t') + this.#field(value);
		return `${line}\n`;
	}

	/** The rows as a stream, read only as fast as it is taken. */
	stream(rows: Iterable<readonly CopyValue[]>): Readable {
		return Readable.from(this.#pieces(rows));
	}

	*#pieces(rows: Iterable<readonly CopyValue[]>): Generator<string> {
		let piece = '';
		for (const row of rows) {
			piece += this.line(row);
			if (piece.length < pieceSize) continue;
			yield piece;
			piece = '';
		}

		if (piece !== '') yield piece;
	}

	#field(value: CopyValue): string {
		switch (typeof value) {
			case 'undefined': {
				return String.raw`\N`;
			}

			case 'string': {
				const kept = storable(value);
				if (kept !== value) this.altered++;
				return /[\\\n\r\t]/.test(kept) ? kept.replaceAll(/[\\\n\r\t]/g, found => escapes[found]!) : kept;
			}

			case 'object': {
				if ('at' in value) return timeText(value.at);
				const json = JSON.stringify(value.json);
				const kept = json.replaceAll(unstorable, String.raw`$1\ufffd`);
				if (kept !== json) this.altered++;
				return this.#field(kept);
			}

			default: {
				return String(value);
			}
		}
	}
}
