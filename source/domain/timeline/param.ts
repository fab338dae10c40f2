import {apiHandler, type Handler, type HandlerKind} from '../handler.js';
import {type Message, messageType, userType} from '../message.js';

/*
The PBX's developer guide says that `param` tells of a transfer (types 1 and 6) or a call (type 8), but not in which
fields. So the names are tried that other parts of the API use, and what is missing stays unknown.
*/

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string =>
	typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

const textAt = (fields: Fields, names: readonly string[]): string =>
	names.map(name => textOf(fields[name])).find(Boolean) ?? '';

const idNames = ['id', 'user_id', 'extension_id', 'queue_id'];
const numberNames = ['number', 'user_no', 'user_number', 'extension_number', 'ext_num'];
const nameNames = ['name', 'username', 'user_name', 'display_name', 'caller_id_name', 'queue_name'];
const kindNames = ['kind', 'type', 'user_type'];

const kinds: ReadonlyMap<string, HandlerKind> = new Map([
	['extension', 'extension'],
	[String(userType.extension), 'extension'],
	['queue', 'queue'],
	['message_queue', 'queue'],
	['api', 'api'],
	[String(userType.api), 'api'],
]);

/** The handler that a number, a name or `api` alone stands for. */
const fieldsOf = (word: string): Fields =>
	/^api$/i.test(word) ? {kind: 'api'} : /^[+*#\d]+$/.test(word) ? {number: word} : {name: word};

/** A handler by fields or by a word; `undefined` if none can be made out. Only extensions have numbers. */
const handlerOf = (value: unknown, usualKind?: HandlerKind): Handler | undefined => {
	const fields = isFields(value) ? value : fieldsOf(textOf(value));
	const id = Number(textAt(fields, idNames));
	const number = textAt(fields, numberNames);
	const name = textAt(fields, nameNames);
	const kind = kinds.get(textAt(fields, kindNames)) ?? usualKind ?? (number === '' ? 'queue' : 'extension');
	if (kind === 'api') return apiHandler;
	const handler = {kind, id: Number.isSafeInteger(id) ? id : 0, number, name};
	return handler.id === 0 && number === '' && name === '' ? undefined : handler;
};

/** `{to: …}`, or `{to_number: …, to_name: …}`, under the first of the names that gives a handler. */
const partyAt = (param: Fields, names: readonly string[], usualKind?: HandlerKind): Handler | undefined => {
	for (const name of names) {
		const flat = Object.entries(param)
			.filter(([key]) => key.startsWith(`${name}_`))
			.map(([key, value]) => [key.slice(name.length + 1), value] as const);
		const handler = handlerOf(param[name], usualKind) ?? handlerOf(Object.fromEntries(flat), usualKind);
		if (handler !== undefined) return handler;
	}

	return undefined;
};

/** Who had the session and who got it, as far as the message says. */
export const toldTransfer = ({type, param}: Message): {readonly from?: Handler; readonly to?: Handler} => {
	const usualKind = type === messageType.transferredToQueue ? 'queue' : 'extension';
	const fields = isFields(param) ? param : {to: param};
	const from = partyAt(fields, ['from', 'source', 'src', 'from_user']);
	const to = partyAt(fields, ['to', 'destination', 'dst', 'dest', 'to_user'], usualKind);
	return {...(from && {from}), ...(to && {to})};
};

/** The length of a call in seconds, if the message gives it. */
export const toldDuration = ({param}: Message): number | undefined => {
	const fields = isFields(param) ? param : {};
	const told = textAt(fields, ['duration', 'call_duration', 'talk_duration', 'billsec']);
	const seconds = Number(told);
	return told !== '' && Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds) : undefined;
};
