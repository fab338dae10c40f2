import {mayBeSameNumber} from '../../text/phone-number.js';
import {type History} from '../history.js';
import {type Author, isCustomerCode, type Message} from '../message.js';

const isBlank = ({userType, number, name}: Author): boolean => userType === 0 && number === '' && name === '';

/** Whether it has news of the delivery. Files come in any order: the end of a sending is not taken back. */
const tellsDelivery = (known: Message, told: Message): boolean =>
	told.delivery !== undefined && !(told.delivery === 'sending' && known.delivery !== undefined);

const withoutError = (message: Message): Message => ({...message, error: undefined});

const isSameAuthor = (a: Author, b: Author): boolean => {
	if (a.userType !== 0 && b.userType !== 0 && isCustomerCode(a.userType) !== isCustomerCode(b.userType))
		return false;
	return a.number === '' || b.number === '' || mayBeSameNumber(a.number, b.number, '');
};

/** Whether the words of one author would replace another's. */
const isAnother = (known: Message, told: Message): boolean =>
	known.text !== '' &&
	told.text !== '' &&
	known.text !== told.text &&
	!isSameAuthor(known.author, told.author);

/**
A message after it came in again: with its new delivery, and with words, files or a `param` that it lacked. Nothing is
blanked, since the result of a sending brings only a part. Author and time stay as they first came. Gives the known
message itself if nothing is new.
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

/** In order of time; within one second, in the order in which the PBX numbered them. */
const inOrderOfTime = (messages: readonly Message[]): readonly Message[] =>
	messages.toSorted((a, b) => a.at - b.at || a.id - b.id);

const authorText = ({author: {number, name}}: Message): string =>
	[number, name].filter(Boolean).join(' ') || 'nobody';

/** Each message once, with everything that came about it; `refuse` is called for words of another author. */
const once = (
	messages: readonly Message[],
	refuse: (known: Message, told: Message) => void,
): Iterable<Message> => {
	const byId = new Map<number, Message>();
	for (const message of messages) {
		const earlier = byId.get(message.id);
		if (earlier && isAnother(earlier, message)) refuse(earlier, message);
		else byId.set(message.id, earlier ? mergeMessage(earlier, message) : message);
	}

	return byId.values();
};

/** The messages of a session after more came in. */
interface MergedMessages {
	readonly messages: readonly Message[];
	/** Messages that were not known before. */
	readonly added: readonly Message[];
	readonly isChanged: boolean;
	/** Why some records cannot be kept. */
	readonly refused: readonly string[];
}

/** The same without other words or files than those that are here. */
const withKnownWords = (known: Message, told: Message): Message => ({
	...told,
	...(known.text !== '' && {text: known.text}),
	...(known.files && {files: known.files}),
});

/** Whether each comes once, and has a time: so does a PBX tell all messages of a session, the newest first. */
const areSound = (messages: readonly Message[]): boolean =>
	messages.every(({id, at}, index) => at !== 0 && (index === 0 || id < messages[index - 1]!.id));

/** A message that is deleted and no longer in the history was purged, and does not come back. */
export const mergeMessages = (
	{id, messages: known}: Pick<History, 'id' | 'messages'>,
	deleted: ReadonlySet<number>,
	told: readonly Message[],
	isHeld: boolean,
): MergedMessages => {
	// A first sync brings millions, and there is nothing to compare them with.
	if (known.length === 0 && deleted.size === 0 && areSound(told)) {
		const messages = inOrderOfTime(told);
		return {messages, added: messages, isChanged: messages.length > 0, refused: []};
	}

	const messages = new Map(known.map(message => [message.id, message]));
	const knownIds = new Set(messages.keys());
	const refused: string[] = [];
	const refuse = (one: Message, other: Message): void => {
		refused.push(
			`message ${one.id} of session ${id} was written by ${authorText(one)}; the file has other words, by ${authorText(other)}`,
		);
	};

	let isChanged = false;
	for (const message of once(told, refuse)) {
		const before = messages.get(message.id);
		if (before === undefined && deleted.has(message.id)) continue;
		if (before === undefined && message.at === 0) {
			refused.push(
				`session ${id} has no message ${message.id}, of which this is the result of sending; import the message first`,
			);
		} else if (before && isAnother(before, message)) {
			refuse(before, message);
		} else {
			const kept = before && isHeld ? withKnownWords(before, message) : message;
			if (kept.text !== message.text && message.text !== '')
				refused.push(
					`message ${message.id} of session ${id}, which is under a hold, came with other words; it stays as it was`,
				);
			const after = before ? mergeMessage(before, kept) : message;
			isChanged ||= after !== before;
			messages.set(message.id, after);
		}
	}

	const merged = inOrderOfTime([...messages.values()]);
	return {messages: merged, added: merged.filter(message => !knownIds.has(message.id)), isChanged, refused};
};
