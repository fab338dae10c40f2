import {type History, type ImportedRecord, type RowRecord} from '../domain/history.js';
import {type Author, type DeliveryStatus, type Message, type MessageFile} from '../domain/message.js';
import {type Status} from '../domain/session.js';
import {isChannel, isHandler, isParty} from './facts-form.js';
import {
	integerFrom,
	is32Bits,
	isAnything,
	isCount,
	isFields,
	isText,
	isTruth,
	listOf,
	maybe,
	oneOf,
	recordOf,
} from './form.js';

const statuses: readonly Status[] = ['open', 'closed'];
const deliveries: readonly DeliveryStatus[] = ['sending', 'sent', 'failed'];

export const isMessage = recordOf<Message>({
	id: isCount,
	type: isCount,
	at: is32Bits,
	author: recordOf<Author>({
		userType: integerFrom(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
		number: isText,
		name: isText,
	}),
	text: isText,
	files: maybe(
		listOf(
			recordOf<MessageFile>({
				name: isText,
				id: maybe(isText),
				uri: maybe(isText),
				size: maybe(isCount),
				type: maybe(isText),
			}),
		),
	),
	delivery: maybe(oneOf(deliveries)),
	error: maybe(isText),
	param: maybe(isAnything),
});

const isRow = recordOf<RowRecord>({
	change: isCount,
	channel: isChannel,
	customer: isParty,
	handler: isHandler,
	importedHandler: maybe(isHandler),
	status: oneOf(statuses),
	importedStatus: maybe(oneOf(statuses)),
	archived: isTruth,
	importedArchived: maybe(isTruth),
	outbound: isTruth,
	createdAt: maybe(is32Bits),
	lastActiveAt: maybe(is32Bits),
	transfers: is32Bits,
	highestMessage: isCount,
	highestTold: maybe(isCount),
	highestPurged: maybe(isCount),
	isPurged: maybe(isTruth),
});

export const isHistory = recordOf<History>({
	id: isCount,
	row: maybe(isRow),
	messages: listOf(isMessage),
	records: listOf(recordOf<ImportedRecord>({at: is32Bits, kind: isText, by: isText, text: maybe(isText)})),
	extra: maybe(isFields),
});
