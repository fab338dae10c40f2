import {type IncomingChat, type IncomingSession} from '../domain/incoming.js';
import {emptyHistory, type History} from '../domain/history.js';
import {type Message} from '../domain/message.js';
import {numbered} from '../domain/merge/numbered.js';
import {UsageRefusal} from '../domain/refusal.js';
import {blockSize} from '../domain/table/block.js';
import {rowIn} from '../domain/table/rows.js';
import {type ChatIds} from './chat-ids.js';
import {type Writing} from './writing.js';

interface Known {
	readonly history: History;
	readonly deleted: ReadonlySet<number>;
}

const knownOf = ({replica: {table}, histories}: Writing, id: number): Known => {
	const row = table.rowOf(id);
	const known = row === undefined ? undefined : rowIn(table, table.blockOf(row), row % blockSize);
	return {
		history: known === undefined || known.isPurged ? emptyHistory(id) : histories.read(id, known.history),
		deleted: known?.deletedMessages ?? new Set(),
	};
};

/** Another zone would give the same messages other times. */
const checkZone = ({origin, zone, key}: IncomingChat, known: unknown): void => {
	if (zone !== undefined && typeof known === 'string' && known !== zone)
		throw new UsageRefusal(
			`${origin} was written in the zone ${known} as this store has it, not in ${zone}. Import the chats of ${key.source} with: --zone ${known}`,
		);
};

const messagesOf = ({tellings}: IncomingChat, {history, deleted}: Known): readonly Message[] => {
	let messages: readonly Message[] = [];
	for (const telling of tellings) {
		const known = {messages: [...history.messages, ...messages], deleted};
		messages = [...messages, ...numbered(telling, known)];
	}

	return messages;
};

/** The chats of other systems as sessions of this archive, one by one. */
export function* sessionsOf(
	writing: Writing,
	ids: ChatIds,
	chats: Iterable<IncomingChat>,
): Generator<IncomingSession> {
	for (const chat of chats) {
		const {key, origin, told, zone, records, holds} = chat;
		const id = ids.idOf(key, chat.createdAt ?? chat.tellings.flat()[0]?.at ?? 0, chat.session);
		const known = knownOf(writing, id);
		checkZone(chat, known.history.extra?.zone);
		const extra = {
			...told?.extra,
			source: key.source,
			source_account: key.account,
			source_id: key.id,
			...(zone !== undefined && {zone}),
		};
		yield {
			id,
			origin,
			...(told && {told: {...told, extra}}),
			isOwnId: true,
			messages: messagesOf(chat, known),
			records,
			...(holds && {holds}),
		};
	}
}
