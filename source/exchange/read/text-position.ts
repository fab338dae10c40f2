/** Counts lines and columns, from 1, in a text that comes in pieces. The offsets asked for never go back. */
export class TextPosition {
	#line: number;
	/** Where that line begins; before the text if it began in an earlier piece. */
	#lineStart = 0;
	#counted = 0;

	constructor(line: number) {
		this.#line = line;
	}

	locate(text: string, offset: number): {readonly line: number; readonly column: number} {
		for (;;) {
			const end = text.indexOf('\n', this.#counted);
			if (end === -1 || end >= offset) break;
			this.#line++;
			this.#lineStart = end + 1;
			this.#counted = end + 1;
		}

		return {line: this.#line, column: offset - this.#lineStart + 1};
	}

	/** From now on the text lacks its first characters. */
	drop(text: string, count: number): void {
		this.locate(text, count);
		this.#lineStart -= count;
		this.#counted = Math.max(this.#counted - count, 0);
	}
}
