import {type Author, type DeliveryStatus, type Message, type MessageFile} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {
	type Fields,
	firstText,
	idOf,
	integerOf,
	isFields,
	kept,
	secondsOf,
	textOf,
	unpacked,
} from './fields.js';

const deliveries: readonly DeliveryStatus[] = ['sending', 'sent', 'failed'];

/** A user as sessions and messages name it: `{user_type, user_no, username}`. */
export const userOf = (value: unknown): Author => {
	const user = unpacked(value);
	if (!isFields(user)) return {userType: 0, number: textOf(user), name: ''};
	return {
		userType: integerOf(user.user_type) ?? 0,
		number: firstText(user.user_no, user.number),
		name: firstText(user.username, user.user_name, user.nickname, user.name),
	};
};

const isSameAuthor = (a: Author, b: Author): boolean =>
	a.number === b.number && a.userType === b.userType && a.name === b.name;

/** So many people talk in most sessions at most. */
const mostShared = 8;

/** Gives who is the same as an earlier author as that one: a session's messages are of few people, and wait together. */
export const sharedAuthors = (): ((author: Author) => Author) => {
	const authors: Author[] = [];
	return author => {
		const shared = authors.find(each => isSameAuthor(each, author));
		if (shared === undefined && authors.length < mostShared) authors.push(author);
		return shared ?? author;
	};
};

/**
A File_Info (`id`, `name`, `uri`, `type`, `size`; developer guide, "Send a Message"); also by the names that other
parts of the API use.
*/
const fileOf = (value: unknown): MessageFile => {
	const file: Fields = isFields(value) ? value : {name: value};
	const id = textOf(file.id);
	const uri = textOf(file.uri);
	const address = firstText(uri, file.file_url, file.url, file.file_path, file.path);
	const size = integerOf(file.file_size ?? file.filesize ?? file.size);
	const type = firstText(file.mime_type, file.content_type, file.file_type, file.type);
	return {
		name: firstText(
			file.file_name,
			file.filename,
			file.name,
			address.split(/[?#]/, 1)[0]?.split('/').at(-1),
			'file',
		),
		...(id && {id}),
		...(uri && {uri}),
		...(size !== undefined && size >= 0 && {size}),
		...(type && {type}),
	};
};

const filesOf = (value: unknown): readonly MessageFile[] => {
	const files = unpacked(value);
	return files === undefined ? [] : (Array.isArray(files) ? files : [files]).map(fileOf);
};

/** A value that is no text stays readable as JSON instead of being lost. */
const bodyOf = (value: unknown): string =>
	typeof value === 'object' && value !== null
		? JSON.stringify(kept(value, 'msg_body')).toWellFormed()
		: textOf(value);

const typeOf = (value: unknown): number => {
	const type = value === undefined ? 0 : integerOf(value);
	if (type === undefined || type < 0) throw new Refusal('its msg_type is not a number');
	return type;
};

const errorOf = (record: Fields): string => {
	const error = textOf(record.send_error);
	const words = textOf(record.send_error_msg);
	return error && words ? `${error}: ${words}` : error || words;
};

/**
A Msg_Record (developer guide, "Query Messages in a Message Session"), also as the events 30031 and 30032 bring it.
The result of a sending may lack the time: then `at` is 0, and the message must be known already.
@param shared gives the author's own object, or an equal one
*/
export const messageOf = (
	record: Fields,
	kind: 'message' | 'result' = 'message',
	shared = (author: Author): Author => author,
): Message => {
	const id = idOf(record.msg_id, 'msg_id');
	const at = secondsOf(record.send_time, 'send_time') ?? secondsOf(record.receive_time, 'receive_time') ?? 0;
	if (at === 0 && kind === 'message') throw new Refusal('it has neither send_time nor receive_time');
	const files = filesOf(record.msg_files);
	const delivery = deliveries[integerOf(record.delivery_status) ?? -1];
	const error = errorOf(record);
	const param = kept(unpacked(record.param) ?? unpacked(record.whatsapp_msg_param), 'param');
	// Millions come in one after the other: an object that grows takes a fraction of the time of one that is spread.
	const message: {-readonly [Name in keyof Message]: Message[Name]} = {
		id,
		type: typeOf(record.msg_type),
		at,
		author: shared(userOf(record.sender)),
		text: bodyOf(record.msg_body),
	};
	if (files.length > 0) message.files = files;
	if (delivery) message.delivery = delivery;
	if (error) message.error = error;
	if (param !== undefined) message.param = param;
	return message;
};
