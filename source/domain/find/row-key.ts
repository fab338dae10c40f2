import {handlerLabel} from '../handler.js';
import {channelLabel} from '../session.js';
import {type Block, flag} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {fold} from '../../text/fold.js';
import {channelKey, channelText, customerText, haystackOf} from './haystack.js';
import {ranks} from './packed-sort.js';
import {type SortKey} from '../language/terms.js';

/** What rows are sorted by: a number, or a text of characters up to U+00FF. */
export type RowKey =
	| {
			readonly kind: 'number';
			/** Not a number where there is nothing to sort by. */ readonly of: KeyOf<number>;
	  }
	| {readonly kind: 'text'; /** Empty where there is nothing to sort by. */ readonly of: KeyOf<string>};

type KeyOf<Value> = (block: Block, place: number) => Value;

const byNumber = (of: KeyOf<number>) => (): RowKey => ({kind: 'number', of});

/** By a text of the column's values, which are few. */
const byValue =
	(column: 'channel' | 'handler', texts: (table: SessionTable) => readonly string[]) =>
	(table: SessionTable): RowKey => {
		const rank = ranks(texts(table));
		// A change may have brought a handler since.
		return {kind: 'number', of: (block, place) => rank[block[column][place]!] ?? Number.NaN};
	};

/** By name, then by number. `company` is the value of the outbound flag with which that side is the company. */
const byParty =
	(company?: number) =>
	(table: SessionTable): RowKey => {
		const channels = table.channels.values.map(channel => channelText(channel, table));
		return {
			kind: 'text',
			of(block, place) {
				const text =
					(block.flags[place]! & flag.outbound) === company
						? channels[block.channel[place]!]!
						: customerText(haystackOf(block, table), place);
				return text === '\t' ? '' : text;
			},
		};
	};

/** Good for the channels and handlers that the table has then. */
export const rowKeys: Readonly<Record<SortKey, (table: SessionTable) => RowKey>> = {
	id: byNumber((block, place) => block.id[place]!),
	created: byNumber((block, place) => block.created[place]! || Number.NaN),
	active: byNumber((block, place) => block.active[place]! || Number.NaN),
	sender: byParty(flag.outbound),
	recipient: byParty(0),
	customer: byParty(),
	channel: byValue('channel', table => table.channels.values.map(({type}) => fold(channelLabel(type)))),
	number: byValue('channel', table => table.channels.values.map(channel => channelKey(channel, table))),
	handler: byValue('handler', table =>
		table.handlers.values.map(handler => (handler.kind === 'none' ? '' : fold(handlerLabel(handler)))),
	),
	status: byNumber((block, place) => block.flags[place]! & flag.closed),
	messages: byNumber((block, place) => block.messages[place]!),
};

/** Keys that changes alter; all others stay as they are while the blocks do. */
export const changingKeys: ReadonlySet<SortKey> = new Set(['handler', 'status', 'messages']);
