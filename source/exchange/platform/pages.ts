import {type Delivery} from '../../domain/outbox/due.js';
import {type History} from '../../domain/history.js';
import {type Message} from '../../domain/message.js';
import {type Session} from '../../domain/session.js';
import {messagePayload, sessionPayload} from './session-payload.js';
import {type Page} from './sign.js';

/** Bytes that a page has at most, unless a single message is longer. */
const pageSize = 128 * 1024;

/** Bytes that are left free for what is around the records. */
const envelopeSize = 512;

interface Envelope {
	readonly type: Delivery['event'] | 'session.messages';
	readonly data: object;
}

/** The records in bunches that fit into a page; one that is empty if there are none. */
function* bunches(records: Iterable<object>, size: number): Generator<readonly object[]> {
	let bunch: object[] = [];
	let bytes = 0;
	for (const record of records) {
		const length = Buffer.byteLength(JSON.stringify(record)) + 1;
		if (bunch.length > 0 && bytes + length > size) {
			yield bunch;
			bunch = [];
			bytes = 0;
		}

		bunch.push(record);
		bytes += length;
	}

	yield bunch;
}

function* history(
	{session: id, transfer}: Delivery,
	messages: readonly Message[],
	size: number,
): Generator<Envelope> {
	let sent = 0;
	const records = messages.values().map(message => messagePayload(id, message));
	for (const bunch of bunches(records, size - envelopeSize)) {
		sent += bunch.length;
		const data = {session_id: id, transfer, complete: sent === messages.length, records: bunch};
		yield {type: 'session.messages', data};
	}
}

export interface Contents {
	/** The session, and of its history the messages that are not deleted. */
	readonly session: Session;
	readonly history: History;
	readonly messages: readonly Message[];
}

function* envelopes(
	delivery: Delivery,
	contents: (() => Contents) | undefined,
	size: number,
): Generator<Envelope> {
	const {event, session: id, transfer} = delivery;
	if (contents === undefined) {
		yield {type: event, data: {session_id: id, transfer}};
		return;
	}

	const {session, history: whole, messages} = contents();
	const payload = sessionPayload(session, whole, messages);
	yield {type: event, data: {transfer, session: payload, message_count: messages.length}};
	yield* history(delivery, messages, size);
}

/**
The pages that the platform is sent for a delivery, each made when it is wanted: of a transfer the session, then its complete
history in order of time, of which the last page says that it is complete; of an undo one page.
*/
export function* pagesOf(
	delivery: Delivery,
	contents: () => Contents,
	size: number = pageSize,
): Generator<Page> {
	const timestamp = new Date(delivery.change.at * 1000).toISOString();
	const isTransfer = delivery.event === 'session.transferred';
	let number = 0;
	for (const {type, data} of envelopes(delivery, isTransfer ? contents : undefined, size))
		yield {number: number++, body: JSON.stringify({type, timestamp, data})};
}
