import {handlerLabel} from '../handler.js';
import {channelLabel} from '../session.js';
import {type Block, flag} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {channelKey} from './haystack.js';
import {type Names, sortName} from './name-ranks.js';
import {ranks} from './packed-sort.js';
import {sessionFields, type SortKey, sortKeys} from '../session-fields.js';

/** The key that rows are sorted by; not a number where there is nothing to sort by. */
export type RowKey = (block: Block, slot: number) => number;

type MakeKey = (table: SessionTable, names: Names) => RowKey;

const byNumber =
	(of: RowKey): MakeKey =>
	() =>
		of;

/** By a text of the column's values, which are few. */
const byValue =
	(column: 'channel' | 'handler', texts: (table: SessionTable) => readonly string[]): MakeKey =>
	(table, {order}) => {
		const rank = ranks(texts(table), order);
		// A change may have brought a handler since.
		return (block, slot) => rank[block[column][slot]!] ?? Number.NaN;
	};

/** By name. `company` is the value of the outbound flag with which that side is the company. */
const byParty =
	(company?: number): MakeKey =>
	(table, names) => {
		const channels = table.channels.values.map(channel => names.rankOf(sortName(channel)));
		return (block, slot) =>
			(block.flags[slot]! & flag.outbound) === company
				? channels[block.channel[slot]!]!
				: names.rankOf(sortName({name: block.customerName[slot]!, number: block.customerNumber[slot]!}));
	};

/** Valid for the channels and handlers that the table has then, and the names that have their ranks. */
export const rowKeys: Readonly<Record<SortKey, MakeKey>> = {
	id: byNumber((block, slot) => block.id[slot]!),
	created: byNumber((block, slot) => block.created[slot]! || Number.NaN),
	active: byNumber((block, slot) => block.active[slot]! || Number.NaN),
	sender: byParty(flag.outbound),
	recipient: byParty(0),
	customer: byParty(),
	channel: byValue('channel', table => table.channels.values.map(({type}) => channelLabel(type))),
	number: byValue('channel', table => table.channels.values.map(channel => channelKey(channel, table))),
	handler: byValue('handler', table =>
		table.handlers.values.map(handler => (handler.kind === 'none' ? '' : handlerLabel(handler))),
	),
	status: byNumber((block, slot) => block.flags[slot]! & flag.closed),
	messages: byNumber((block, slot) => block.messages[slot]!),
};

/** Keys that changes alter; all others stay as they are while the blocks do. */
export const changingKeys: ReadonlySet<SortKey> = new Set(
	sortKeys.filter(key => sessionFields[key].isChanging),
);

/** Keys that are ranks of names. */
export const nameKeys: ReadonlySet<SortKey> = new Set(sortKeys.filter(key => sessionFields[key].isName));
