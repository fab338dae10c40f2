import {type Change} from '../../domain/change.js';
import {type History} from '../../domain/history.js';
import {type Message} from '../../domain/message.js';

/**
Single messages that changes purged: a purge's line stands before its messages are out of the files, and nothing tells
when they are.
*/
export class PurgedMessages {
	/** The change that purged it, by session and message. */
	readonly #by = new Map<number, Map<number, number>>();

	/** @param changes the newest first */
	constructor(changes: Iterable<Change>) {
		for (const {n, messagesPurged = []} of changes)
			for (const {session, ids} of messagesPurged) {
				const known = this.#by.get(session) ?? new Map<number, number>();
				this.#by.set(session, known);
				for (const id of ids) if (!known.has(id)) known.set(id, n);
			}
	}

	/** The messages of a history without those that were purged since it was written. */
	leftIn({id: session, row, messages}: History): readonly Message[] {
		const purged = this.#by.get(session);
		return purged === undefined
			? messages
			: messages.filter(({id}) => (purged.get(id) ?? 0) <= (row?.change ?? 0));
	}
}
