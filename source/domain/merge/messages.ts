import {type Author, type Message} from '../message.js';

const isBlank = ({userType, number, name}: Author): boolean => userType === 0 && number === '' && name === '';

/** Whether it tells of the delivery what was not known. Files come in any order: the end of a sending is not taken back. */
const tellsDelivery = (known: Message, told: Message): boolean =>
	told.delivery !== undefined && !(told.delivery === 'sending' && known.delivery !== undefined);

const withoutError = (message: Message): Message => ({...message, error: undefined});

/**
What is known of one message after it was told again: its delivery, and what now has words, files or a `param`. Nothing
is blanked, since the result of a sending brings only a part. Who wrote it, and when, stays as it was first told.
Gives the known message itself if nothing is new.
*/
const mergeMessage = (known: Message, told: Message): Message => {
	const isNews = tellsDelivery(known, told);
	const merged: Message = {
		...(isNews && told.delivery !== 'failed' ? withoutError(known) : known),
		...(known.at === 0 && {at: told.at, type: told.type}),
		...(isBlank(known.author) && {author: told.author}),
		...(told.text !== '' && {text: told.text}),
		...(told.files && {files: told.files}),
		...(isNews && {delivery: told.delivery}),
		...(isNews && told.error !== undefined && {error: told.error}),
		...(told.param !== undefined && {param: told.param}),
	};
	return JSON.stringify(merged) === JSON.stringify(known) ? known : merged;
};

/** In order of time; of the same second, in the order in which the PBX numbered them. */
const inOrderOfTime = (messages: Iterable<Message>): readonly Message[] =>
	[...messages].toSorted((a, b) => a.at - b.at || a.id - b.id);

/** Each message once, with all that was told of it. */
const once = (messages: readonly Message[]): Iterable<Message> => {
	const byId = new Map<number, Message>();
	for (const message of messages) {
		const earlier = byId.get(message.id);
		byId.set(message.id, earlier ? mergeMessage(earlier, message) : message);
	}

	return byId.values();
};

/** The messages of a session after more came in. */
interface MergedMessages {
	readonly messages: readonly Message[];
	/** Those that were not known before. */
	readonly added: readonly Message[];
	readonly isChanged: boolean;
	/** Ids of messages of which only the result of sending them is known, so that they cannot be kept. */
	readonly unknown: readonly number[];
}

/** A message that is deleted and no longer in the history was purged, and does not come back. */
export const mergeMessages = (
	known: readonly Message[],
	deleted: ReadonlySet<number>,
	told: readonly Message[],
): MergedMessages => {
	const messages = new Map(known.map(message => [message.id, message]));
	const knownIds = new Set(messages.keys());
	const unknown: number[] = [];
	let isChanged = false;
	for (const message of once(told)) {
		const before = messages.get(message.id);
		if (before === undefined && deleted.has(message.id)) continue;
		if (before === undefined && message.at === 0) {
			unknown.push(message.id);
			continue;
		}

		const after = before ? mergeMessage(before, message) : message;
		isChanged ||= after !== before;
		messages.set(message.id, after);
	}

	const merged = inOrderOfTime(messages.values());
	return {messages: merged, added: merged.filter(({id}) => !knownIds.has(id)), isChanged, unknown};
};
