import {type ChatMessage, type IncomingChat, type ToldSession} from '../../domain/incoming.js';
import {type ChatPart} from './dialect.js';

/** A told value that is empty says nothing. */
const join = (known: ToldSession | undefined, told: ToldSession): ToldSession => {
	if (known === undefined) return told;
	const {channel, customer} = known;
	const extra = {...known.extra, ...told.extra};
	return {
		...known,
		...told,
		channel: {
			type: told.channel.type || channel.type,
			name: told.channel.name || channel.name,
			number: told.channel.number || channel.number,
		},
		customer: {
			name: told.customer.name || customer.name,
			number: told.customer.number || customer.number,
		},
		extra,
	};
};

interface Gathered extends Omit<IncomingChat, 'tellings' | 'records'> {
	readonly tellings: Map<string, ChatMessage[]>;
	readonly records: Map<string, IncomingChat['records'][number]>;
}

/** Bytes that a message takes beside its words, about. */
const messageWeight = 500;

const weightOf = ({messages = [], records = []}: ChatPart): number =>
	[...messages, ...records].reduce(
		(sum, {text = ''}) => sum + messageWeight + text.length * 2,
		messageWeight,
	);

/** Puts together what files say of each chat. */
export class GatheredChats {
	#chats = new Map<string, Gathered>();
	#weight = 0;

	/** Bytes in memory, about. */
	get weight(): number {
		return this.#weight;
	}

	/**
	@param file what tells the part
	@param zone by which times without one were read
	*/
	add(part: ChatPart, file: string, zone: string): void {
		const id = JSON.stringify(Object.values(part.key));
		const chat: Gathered = this.#chats.get(id) ?? {
			key: part.key,
			origin: part.origin,
			tellings: new Map(),
			records: new Map(),
		};
		const telling = chat.tellings.get(file) ?? [];
		for (const message of part.messages ?? []) telling.push(message);
		chat.tellings.set(file, telling);
		for (const record of part.records ?? []) chat.records.set(JSON.stringify(record), record);
		this.#chats.set(id, {
			...chat,
			...(part.told && {told: join(chat.told, part.told)}),
			createdAt: chat.createdAt ?? part.createdAt,
			...(part.isZoned && {zone}),
		});
		this.#weight += weightOf(part);
	}

	/** All chats, which are forgotten here. */
	take(): readonly IncomingChat[] {
		const chats = [...this.#chats.values()].map(({tellings, records, ...chat}) => ({
			...chat,
			// Exports begin with the newest message as often as with the oldest.
			tellings: [...tellings.values()].map(telling =>
				telling.toSorted((a, b) => (a.stamp ?? a.at) - (b.stamp ?? b.at)),
			),
			records: [...records.values()],
		}));
		this.#chats = new Map();
		this.#weight = 0;
		return chats;
	}
}
