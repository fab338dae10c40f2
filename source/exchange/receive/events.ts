import {type IncomingSession} from '../../domain/incoming.js';
import {Refusal} from '../../domain/refusal.js';
import {parseJson} from '../read/parse-json.js';
import {readEvent} from '../yeastar/event.js';
import {type Fields, integerOf, isFields, textOf} from '../yeastar/fields.js';
import {type ExtensionEvent, Gathering} from '../yeastar/gathering.js';

/** Events that a PBX sends by itself, over a WebSocket or a webhook. */
export type PbxEvent =
	/** An extension was made, edited or deleted. What became of it, the list of extensions says: events come late or twice. */
	| ({readonly kind: 'owner'} & ExtensionEvent)
	/** A message of a session that is at the analytics platform, or what became of one that was sent from there. */
	| {readonly kind: 'message' | 'result'; readonly incoming: IncomingSession}
	/** A message that was sent from there has been read. */
	| {readonly kind: 'read'}
	/** The button of the PBX's settings. */
	| {readonly kind: 'test'}
	| {readonly kind: 'other'; readonly type: number};

/** In bytes. The longest messages have some thousand characters; their files are only named. */
export const longestEvent = 1024 * 1024;

/** It is no event of any kind. */
export class NoEvent extends Refusal {}

/** It is an event of another PBX than that of the store. */
export class ForeignEvent extends Refusal {}

/** Events of the developer guide ("API Events Overview") that are of use, and what they are. */
const eventType = {owner: 30_022, message: 30_031, result: 30_032, read: 30_038} as const;

/** The events that a subscriber asks for. Nothing is done with 30038, which older firmware does not know. */
export const wantedEvents: readonly number[] = [eventType.owner, eventType.message, eventType.result];

/**
The text of an event whose `msg` is a JSON object within quotes that are not escaped, as the guide prints 30022, with
the object in place of the quotes.
*/
const withoutLooseQuotes = (text: string): string => {
	const [opening = ''] = /"msg"\s*:\s*"(?=\{)/.exec(text) ?? [];
	const begin = text.indexOf(opening) + opening.length;
	const end = text.lastIndexOf('}"') + 1;
	return opening === '' || end <= begin
		? text
		: `${text.slice(0, begin - 1)}${text.slice(begin, end)}${text.slice(end + 1)}`;
};

const parsed = (text: string): unknown => {
	for (const each of [text, withoutLooseQuotes(text)]) {
		try {
			return parseJson(each);
		} catch {
			continue;
		}
	}

	return undefined;
};

const gathered = (event: Fields): Gathering => {
	const gathering = new Gathering();
	readEvent(event, 'event', gathering);
	return gathering;
};

/** Without a claim that these are all messages of the session: how far a pull has read it stays as it was. */
const incomingOf = (event: Fields): IncomingSession => {
	const [id, {messages}] = [...gathered(event).sessions][0]!;
	return {id, origin: `message ${messages[0]!.id} of session ${id}`, messages, records: []};
};

/**
An event as it came.
@param sn the serial number of the PBX that the store is connected to, if it is
@throws NoEvent; ForeignEvent; Refusal if it lacks something or holds what cannot be
*/
export const eventOf = (text: string, sn: string | undefined): PbxEvent => {
	const event = parsed(text);
	if (!isFields(event)) throw new NoEvent('It is no JSON object.');
	if (event.event === 'test') return {kind: 'test'};
	const type = integerOf(event.type);
	if (type === undefined) throw new NoEvent('It has no type.');
	// The event about extensions comes without one.
	if (sn !== undefined && event.sn !== undefined && textOf(event.sn) !== sn)
		throw new ForeignEvent('It is of another PBX than the one that the store is connected to.');
	switch (type) {
		case eventType.owner: {
			return {kind: 'owner', ...gathered(event).extensionEvents[0]!};
		}

		case eventType.message: {
			return {kind: 'message', incoming: incomingOf(event)};
		}

		case eventType.result: {
			return {kind: 'result', incoming: incomingOf(event)};
		}

		case eventType.read: {
			return {kind: 'read'};
		}

		default: {
			return {kind: 'other', type};
		}
	}
};
