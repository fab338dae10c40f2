import {comparable} from '../../text/comparable.js';
import {type ChatMessage} from '../incoming.js';
import {type Message} from '../message.js';

/** Message ids for each second. */
const idsOfSecond = 1000;

/** By which a message that comes again is told. */
const marksOf = ({author, text, files = []}: Omit<Message, 'id' | 'at'>): string =>
	JSON.stringify([author.number, comparable(author.name), text, files.map(({name}) => name)]);

/** What is known of the session already. */
export interface KnownIds {
	/** With those in the trash. */
	readonly messages: readonly Message[];
	readonly deleted: ReadonlySet<number>;
}

/** Ids from the first of that second on, for so many messages. */
class IdsOfStamp {
	readonly #known = new Map<string, number[]>();
	/** Purged messages are told by nothing but their ids, so what is not known is taken for them first. */
	readonly #purged: number[] = [];
	readonly #taken = new Set<number>();
	#next: number;

	constructor(stamp: number, count: number, {messages, deleted}: KnownIds) {
		const first = stamp * idsOfSecond;
		const end = first + Math.max(count, idsOfSecond);
		const isHere = (id: number): boolean => id >= first && id < end;
		this.#next = first;
		for (const message of messages) {
			if (!isHere(message.id)) continue;
			this.#taken.add(message.id);
			const marks = marksOf(message);
			const ids = this.#known.get(marks);
			if (ids) ids.push(message.id);
			else this.#known.set(marks, [message.id]);
		}

		for (const id of deleted) {
			if (!isHere(id) || this.#taken.has(id)) continue;
			this.#taken.add(id);
			this.#purged.push(id);
		}
	}

	known(message: ChatMessage): number | undefined {
		return this.#known.get(marksOf(message))?.shift();
	}

	free(): number {
		const purged = this.#purged.shift();
		if (purged !== undefined) return purged;
		while (this.#taken.has(this.#next)) this.#next++;
		return this.#next++;
	}
}

/**
Gives an id to each message whose system gave none: its stamp in seconds × 1000 and its ordinal in that second, so that
the order of ids is the order of time. Those that are known already, by author and text in their order, keep the ids
that they have; the others get the next that are free.
*/
export const numbered = (messages: readonly ChatMessage[], known: KnownIds): readonly Message[] => {
	const byStamp = Map.groupBy(
		messages.filter(({id}) => id === undefined),
		({stamp, at}) => stamp ?? at,
	);
	const ids = new Map<ChatMessage, number>();
	for (const [stamp, group] of byStamp) {
		const here = new IdsOfStamp(stamp, group.length, known);
		const isNew = group.filter(message => {
			const id = here.known(message);
			if (id !== undefined) ids.set(message, id);
			return id === undefined;
		});
		for (const message of isNew) ids.set(message, here.free());
	}

	return messages.map(message => {
		const whole: Message & Pick<ChatMessage, 'stamp'> = {...message, id: message.id ?? ids.get(message)!};
		delete (whole as {stamp?: number}).stamp;
		return whole;
	});
};
