import {handlerLabel} from '../handler.js';
import {channelLabel} from '../session.js';
import {type Block, blockSize, flag} from '../table/block.js';
import {rowAt, type SessionTable} from '../table/session-table.js';
import {fold, foldNumber} from './fold.js';
import {customerText, haystackOf} from './haystack.js';
import {ranks, sortedPlaces} from './packed-sort.js';
import {type Sort} from './query.js';
import {type SortKey} from './terms.js';

/** What each of the rows is sorted by; not a number where there is nothing to sort by. */
type Keys = (table: SessionTable, rows: Uint32Array) => Float64Array;

const each =
	(value: (block: Block, place: number) => number): Keys =>
	(table, rows) =>
		new Float64Array(rows.length).map((_, index) => {
			const row = rows[index]!;
			return value(table.blockOf(row), row & (blockSize - 1));
		});

const byText =
	(column: 'channel' | 'handler', texts: (table: SessionTable) => readonly string[]): Keys =>
	(table, rows) => {
		const rank = ranks(texts(table));
		return each((block, place) => rank[block[column][place]!]!)(table, rows);
	};

/** By name, then by number. `company` is the value of the outbound flag with which that side is the company. */
const byParty =
	(company?: number): Keys =>
	(table, rows) => {
		const channels = table.channels.values.map(({name, number}) => `${fold(name)}\t${foldNumber(number)}`);
		const texts = Array.from(rows, row => {
			const block = table.blockOf(row);
			const place = row & (blockSize - 1);
			const text =
				(block.flags[place]! & flag.outbound) === company
					? channels[block.channel[place]!]!
					: customerText(haystackOf(block), place);
			return text === '\t' ? '' : text;
		});
		return ranks(texts);
	};

const keysBy: Readonly<Record<SortKey, Keys>> = {
	id: each((block, place) => block.id[place]!),
	created: each((block, place) => block.created[place]! || Number.NaN),
	active: each((block, place) => block.active[place]! || Number.NaN),
	sender: byParty(flag.outbound),
	recipient: byParty(0),
	customer: byParty(),
	channel: byText('channel', table => table.channels.values.map(({type}) => fold(channelLabel(type)))),
	number: byText('channel', table => table.channels.values.map(({number}) => foldNumber(number))),
	handler: byText('handler', table =>
		table.handlers.values.map(handler => (handler.kind === 'none' ? '' : fold(handlerLabel(handler)))),
	),
	status: each((block, place) => block.flags[place]! & flag.closed),
	messages: each((block, place) => block.messages[place]!),
};

/** Keys that changes alter; all others stay as they are while the blocks do. */
const changing: ReadonlySet<SortKey> = new Set(['handler', 'status', 'messages']);

const allRows = (table: SessionTable): Uint32Array => {
	const rows = new Uint32Array(table.blocks.reduce((sum, block) => sum + (block?.count ?? 0), 0));
	let count = 0;
	table.blocks.forEach((block, number) => {
		for (let place = 0; place < (block?.count ?? 0); place++) rows[count++] = rowAt(number, place);
	});
	return rows;
};

const permuted = (rows: Uint32Array, places: Uint32Array): Uint32Array => places.map(place => rows[place]!);

interface Kept {
	readonly version: number;
	readonly rows: Uint32Array;
}

/** The rows of a table in every order that was asked for, each kept until the table changes in a way that matters. */
export class RowOrder {
	readonly #table: SessionTable;
	readonly #kept = new Map<string, Kept>();

	constructor(table: SessionTable) {
		this.#table = table;
	}

	/** All rows: by the key; among equals, and in the end those without a key, by id from the newest to the oldest. */
	rows({key, descending}: Sort): Uint32Array {
		return this.#keep(
			`${key} ${descending}`,
			changing.has(key) ? this.#table.version : this.#table.layout,
			() => {
				const rows = this.#newestFirst();
				return permuted(rows, sortedPlaces(keysBy[key](this.#table, rows), descending));
			},
		);
	}

	#newestFirst(): Uint32Array {
		return this.#keep('newest first', this.#table.layout, () => {
			const rows = allRows(this.#table);
			return permuted(rows, sortedPlaces(keysBy.id(this.#table, rows), true));
		});
	}

	#keep(name: string, version: number, make: () => Uint32Array): Uint32Array {
		const kept = this.#kept.get(name);
		if (kept?.version === version) return kept.rows;
		const rows = make();
		this.#kept.set(name, {version, rows});
		return rows;
	}
}
