import {type DeliveryStatus, type Message, type MessageFile, messageType} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {type Fields, idOf, integerOf, isFields, kept, textOf} from '../yeastar/fields.js';
import {countOf, listOf, timeOf} from './values.js';

const deliveries: ReadonlySet<unknown> = new Set<DeliveryStatus>(['sending', 'sent', 'failed']);

/** Kinds of message by the names that exports give them. */
const types: ReadonlyMap<unknown, number> = new Map(Object.entries(messageType));

const typeOf = (value: unknown): number => {
	const type = types.get(value) ?? integerOf(value);
	if (type === undefined || type < 0) throw new Refusal('its type is not known');
	return type;
};

const fileOf = (value: unknown): MessageFile => {
	if (!isFields(value)) throw new Refusal('one of its files is no JSON object');
	const {name, id, uri, size, type} = value;
	return {
		name: textOf(name),
		...(id !== undefined && {id: textOf(id)}),
		...(uri !== undefined && {uri: textOf(uri)}),
		...(size !== undefined && {size: countOf(size, 'size')}),
		...(type !== undefined && {type: textOf(type)}),
	};
};

/** A message of an export; `undefined` if it was in the trash. */
export const exportedMessage = (fields: Fields): Message | undefined => {
	const {author, delivery, error, param} = fields;
	if (fields.deleted === true) return undefined;
	const code = isFields(author) ? integerOf(author.code) : undefined;
	if (code === undefined || !isFields(author))
		throw new Refusal(
			'its author has no code: an older chatlogs wrote it; import what the store itself was made of, or copy the store',
		);
	const files = listOf(fields.files, 'files').map(fileOf);
	return {
		id: idOf(fields.id, 'id'),
		type: typeOf(fields.type),
		at: timeOf(fields.at, 'at') ?? 0,
		author: {userType: code, number: textOf(author.number), name: textOf(author.name)},
		text: textOf(fields.text),
		...(files.length > 0 && {files}),
		...(deliveries.has(delivery) && {delivery: delivery as DeliveryStatus}),
		...(typeof error === 'string' && {error: textOf(error)}),
		...(param !== undefined && {param: kept(param, 'param')}),
	};
};
