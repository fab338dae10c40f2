import {Refusal} from '../../domain/refusal.js';
import {isEvent, readEvent} from './event.js';
import {type Fields, integerOf, isFields, textOf} from './fields.js';
import {type Gathering} from './gathering.js';
import {pbxOf} from './owner-record.js';

type Read = (fields: Fields, origin: string, into: Gathering) => void;

const readOne = (record: unknown, origin: string, into: Gathering, read: Read): void => {
	into.attempt(
		() => origin,
		() => {
			if (!isFields(record)) throw new Refusal('it is no JSON object');
			read(record, origin, into);
		},
	);
};

/**
Reads each record of a list. The PBX also gives one object where a list has one entry, and null where it has none. A
list has holes where an entry was refused before, so its entries are read by their indexes.
*/
const readEach = (list: unknown, origin: string, into: Gathering, read: Read): void => {
	if (list === null || list === undefined) return;
	if (!Array.isArray(list)) return readOne(list, origin, into, read);
	for (const [index, record] of Object.entries(list)) readOne(record, `${origin}[${index}]`, into, read);
};

const readSession: Read = (fields, origin, into) => into.addSession(fields, origin);
const readExtension: Read = (fields, _place, into) => into.addOwner('extension', fields);
const readQueue: Read = (fields, _place, into) => into.addOwner('queue', fields);
const readPbx: Read = (fields, _place, into) => {
	into.pbx = {...into.pbx, ...pbxOf(fields)};
};

/** A message, or those of a session. */
const readMessages: Read = (fields, origin, into) => {
	if (!('records' in fields)) return into.addMessage(fields, undefined, origin);
	readEach(fields.records, `${origin}.records`, into, (record, at) =>
		into.addMessage(record, fields.session_id, at),
	);
};

const sessionFields = ['type', 'channel_type', 'did_number', 'to_number', 'is_close', 'is_closed'];

/** An entry of `message_channel/list`, which has several numbers and counts what went through it. */
const isChannel = (fields: Fields): boolean =>
	'name' in fields &&
	'type' in fields &&
	(Array.isArray(fields.number) || ('sent' in fields && 'received' in fields));

/** A record whose list does not name its kind is recognised by its fields. */
const readRecord: Read = (fields, origin, into) => {
	if ('records' in fields || 'msg_id' in fields) readMessages(fields, origin, into);
	else if ('firmware_version' in fields) readPbx(fields, origin, into);
	else if (isChannel(fields)) into.addChannel(fields);
	else if ('number' in fields) readExtension(fields, origin, into);
	else if (sessionFields.some(name => name in fields)) readSession(fields, origin, into);
	else if ('id' in fields && 'name' in fields) readQueue(fields, origin, into);
	else throw new Refusal('it is not known as a session, message, extension or message queue');
};

/** From the table of error codes in the developer guide. */
const partialSuccess = 1;

/** An answer of the PBX's API. Lists of extensions come as `data`, those of queues and sessions as `list`. */
const readAnswer: Read = (answer, origin, into) => {
	const code = integerOf(answer.errcode);
	const hasList = 'list' in answer || 'data' in answer;
	const isPart = code === partialSuccess && hasList;
	if (isPart)
		into.refused.push({
			origin,
			reason: 'the PBX gave only a part (1 PARTIAL SUCCESS), which came in; ask it again for the rest',
		});
	else if (code !== 0) {
		const error = [textOf(answer.errcode), textOf(answer.errmsg)].filter(Boolean).join(' ');
		throw new Refusal(`the PBX answered with error ${error}; ask it again`);
	}

	if (!hasList) throw new Refusal('the answer has neither list nor data');
	const ownersBefore = into.owners.length;
	readEach(answer.list, `${origin}: list`, into, readRecord);
	readEach(answer.data, `${origin}: data`, into, readRecord);
	const kind = into.owners[ownersBefore]?.kind;
	const total = integerOf(answer.total_number);
	if (kind && total !== undefined && !isPart) into.noteList(kind, total);
};

const dumpParts: Readonly<Record<string, Read>> = {
	pbx: readPbx,
	extensions: readExtension,
	queues: readQueue,
	sessions: readSession,
	messages: readMessages,
};

/** The members whose arrays hold records. */
export const recordLists: ReadonlySet<string> = new Set([
	...Object.keys(dumpParts),
	'records',
	'list',
	'data',
]);

const readPart: Read = (fields, origin, into) => {
	if ('errcode' in fields) return readAnswer(fields, origin, into);
	if (isEvent(fields)) return readEvent(fields, origin, into);
	const parts = Object.entries(dumpParts).filter(([name]) => name in fields);
	if (parts.length === 0) return readRecord(fields, origin, into);
	for (const [name, read] of parts) readEach(fields[name], `${origin}: ${name}`, into, read);
	if ('extensions' in fields) into.noteList('extension');
	if ('queues' in fields) into.noteList('queue');
};

/**
Reads one JSON document, whatever part of the PBX it is: our dump, an answer of its API, an event, a record, or an
array of these.
*/
export const readDocument = (document: unknown, origin: string, into: Gathering): void => {
	if (Array.isArray(document)) readEach(document, `${origin}: `, into, readPart);
	else readOne(document, origin, into, readPart);
};
