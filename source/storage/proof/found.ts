/** What was looked for and is still there. */
export interface Found {
	readonly what: 'message' | 'number' | 'name' | 'customer';
	/** The file, from the store's folder. */
	readonly file: string;
	/** In bytes: where its line begins, or itself. */
	readonly offset: number;
	/** The session and message, of a message. */
	readonly session?: number;
	readonly message?: number;
}

/** Places that are told of each kind; all are counted. */
const mostTold = 20;

/** What was found in a store, and what could not be read. */
export class Findings {
	readonly found: Found[] = [];
	readonly counts = {message: 0, number: 0, name: 0, customer: 0};
	/** Sentences. */
	readonly unread: string[] = [];
	bytes = 0;
	readonly #last: Partial<Record<Found['what'], Found>> = {};

	/** Counts a message, or another place once, however often something stands there. */
	add(found: Found): void {
		const {what, file, offset, message} = found;
		const last = this.#last[what];
		if (message === undefined && last?.file === file && last.offset === offset) return;
		this.#last[what] = found;
		if (++this.counts[what] <= mostTold) this.found.push(found);
	}

	addUnread(text: string): void {
		if (this.unread.length < mostTold) this.unread.push(text);
	}
}
