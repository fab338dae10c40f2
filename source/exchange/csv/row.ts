import {messageType, userType} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {addressOf} from '../chats/address.js';
import {baseName} from '../chats/base-name.js';
import {deliveryWords} from '../chats/delivery-words.js';
import {type ChatPart, type ReadOptions} from '../chats/dialect.js';
import {isSame, partyOf} from '../chats/parties.js';
import {type WrittenTime} from '../chats/written-time.js';
import {integerOf} from '../yeastar/fields.js';
import {type ColumnName, type Columns} from './columns.js';

/** The cell of that name; '' if there is none. */
export type Cells = (name: ColumnName) => string;

export const cellsOf =
	(row: readonly string[], columns: Columns): Cells =>
	name =>
		(columns.get(name) ?? [])
			.map(index => row[index]?.trim() ?? '')
			.filter(Boolean)
			.join(' ');

const inward = /^(?:in|incoming|inbound|received?|rx|eingehend|entrante?)\b/i;
const outward = /^(?:out|outgoing|outbound|sent|send|tx|ausgehend|saliente)\b/i;

/** Whether the company wrote it. */
const isOurs = (cells: Cells, self: readonly string[]): boolean => {
	const [direction, from, to, customer] = [cells('direction'), cells('from'), cells('to'), cells('customer')];
	if (outward.test(direction)) return true;
	if (inward.test(direction)) return false;
	const isSelf = (label: string): boolean => label !== '' && self.some(own => isSame(own, label));
	if (isSelf(from) || isSelf(cells('name'))) return true;
	if (isSelf(to) || to === '') return false;
	if (customer !== '') return !isSame(from, customer);
	throw new Refusal(
		`nothing tells whether ${from || 'its author'} or ${to} is the company’s; say it: --self NUMBER, or --map with direction`,
	);
};

/** @throws Refusal if it does not tell who the chat is with */
export const partOfRow = (cells: Cells, time: WrittenTime, origin: string, {self}: ReadOptions): ChatPart => {
	const ours = isOurs(cells, self);
	const [from, to] = [cells('from'), cells('to')];
	const label = cells('customer') || (ours ? to : from);
	const conversation = cells('conversation');
	if (label === '' && conversation === '') throw new Refusal('nothing tells with whom the chat is');
	const address = addressOf(label);
	const customer = {...partyOf(address?.number ?? label)};
	const own = (ours ? from : to) || (self[0] ?? '');
	const number = addressOf(own)?.number ?? own;
	const name = cells('name');
	const file = cells('file');
	const delivery = ours ? deliveryWords.get(cells('status').toLowerCase()) : undefined;
	const id = integerOf(cells('id'));
	return {
		key: {source: 'csv', account: '', id: conversation || `${number} ${customer.number || customer.name}`},
		origin,
		isZoned: time.stamp !== undefined,
		told: {
			channel: {
				type: cells('channel').toLowerCase() || (address?.type ?? (customer.number === '' ? 'chat' : 'sms')),
				name: '',
				number,
			},
			customer: {...customer, name: customer.name || (ours ? '' : name)},
			status: 'closed',
		},
		messages: [
			{
				...(id !== undefined && id > 0 && {id}),
				...time,
				type: messageType.user,
				author: ours
					? {userType: userType.extension, number, name}
					: {userType: userType.customer, number: customer.number, name: name || customer.name},
				text: cells('text'),
				...(file && {
					files: [{name: baseName(file) || 'file', ...(/^https?:/i.test(file) && {uri: file})}],
				}),
				...(delivery && {delivery}),
			},
		],
	};
};
