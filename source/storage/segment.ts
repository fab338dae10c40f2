import {crc32} from 'node:zlib';
import {type Handler} from '../domain/handler.js';
import {type Channel} from '../domain/session.js';
import {
	type Block,
	eachColumn,
	numberColumn,
	type NumberColumn,
	type NumberColumns,
} from '../domain/table/block.js';
import {Dictionary} from '../domain/table/dictionary.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {StoreRefusal} from '../domain/refusal.js';
import {segmentName} from './file-names.js';
import {readForm} from './form.js';
import {isSegment, plainColumns, runningColumns, type SegmentColumns} from './segment-form.js';
import {type SegmentInfo} from './segment-info.js';

type Numbers = NumberColumns[NumberColumn];

const running = Object.keys(runningColumns) as (keyof typeof runningColumns)[];
const plain = Object.keys(plainColumns) as (keyof typeof plainColumns)[];

/** A column's values as a list. `Array.from` and `...` take several times longer, and a sync writes segments all the time. */
const listed = (column: Numbers, valueAt: (slot: number) => number): number[] => {
	const values: number[] = [];
	for (let slot = 0; slot < column.length; slot++) values.push(valueAt(slot));
	return values;
};

const plainly = (column: Numbers): number[] => listed(column, slot => column[slot]!);

const differences = (column: Numbers): number[] =>
	listed(column, slot => column[slot]! - (slot === 0 ? 0 : column[slot - 1]!));

/** The values of a column renumbered for the segment's own list. */
const renumbered = <Value>(column: Uint32Array, from: Dictionary<Value>, to: Dictionary<Value>): number[] => {
	const numbers = new Map<number, number>();
	return listed(column, slot => {
		const number = column[slot]!;
		let own = numbers.get(number);
		if (own === undefined) {
			own = to.numberOf(from.get(number));
			numbers.set(number, own);
		}

		return own;
	});
};

const gaps = ({historyOffset, historyLength}: Block): number[] =>
	listed(historyOffset, slot =>
		slot === 0
			? historyOffset[slot]!
			: historyOffset[slot]! - historyOffset[slot - 1]! - historyLength[slot - 1]!,
	);

/** A segment file, and the block that it holds. */
export interface WrittenSegment {
	readonly info: SegmentInfo;
	readonly block: Block;
}

/** The newest time of a session in the block, in Unix seconds; 0 if there is none. */
export const newestIn = ({active}: Block): number =>
	active.reduce((latest, time) => Math.max(latest, time), 0);

/** A segment file's text: a line that states its facts, and a line of columns. */
export const encodeSegment = (
	block: Block,
	table: Pick<SessionTable, 'channels' | 'handlers'>,
	{number, generation, upTo}: Pick<SegmentInfo, 'number' | 'generation' | 'upTo'>,
): {text: string; info: SegmentInfo} => {
	const channels = new Dictionary<Channel>();
	const handlers = new Dictionary<Handler>();
	const columns: SegmentColumns = {
		channel: renumbered(block.channel, table.channels, channels),
		handler: renumbered(block.handler, table.handlers, handlers),
		importedHandler: renumbered(block.importedHandler, table.handlers, handlers),
		channels: channels.values,
		handlers: handlers.values,
		historyFiles: block.historyFiles,
		...eachColumn(running, name => differences(block[name])),
		...eachColumn(plain, name => plainly(block[name])),
		customerName: block.customerName,
		customerNumber: block.customerNumber,
		historyFile: plainly(block.historyFile),
		historyOffset: gaps(block),
		deletedMessages: [...block.deletedMessages].map(([slot, ids]) => [slot, [...ids]]),
		highestTold: [...block.highestTold],
		highestPurged: [...block.highestPurged],
		touched: [...block.touched],
		superseded: [...block.superseded],
	};
	const newest = newestIn(block);
	const heading = {segment: number, generation, upTo, count: block.count};
	const text = `${JSON.stringify(heading)}\n${JSON.stringify(columns)}\n`;
	return {text, info: {number, generation, upTo, count: block.count, newest, crc: crc32(text)}};
};

const sums = <Column extends Numbers>(values: readonly number[], column: Column): Column => {
	let sum = 0;
	for (let slot = 0; slot < values.length; slot++) {
		sum += values[slot]!;
		column[slot] = sum;
	}

	return column;
};

const offsets = (values: readonly number[], lengths: readonly number[]): Float64Array => {
	const column = new Float64Array(values.length);
	let end = 0;
	for (let slot = 0; slot < values.length; slot++) {
		column[slot] = end + values[slot]!;
		end = column[slot]! + lengths[slot]!;
	}

	return column;
};

const damaged = (info: SegmentInfo, what: string): StoreRefusal =>
	new StoreRefusal(`${segmentName(info)} is damaged: ${what}. Run: chatlogs check`);

/**
The block of a segment file, its repeated values numbered for the table.
@throws StoreRefusal if the bytes were altered
*/
export const decodeSegment = (
	bytes: Buffer,
	table: Pick<SessionTable, 'channels' | 'handlers'>,
	info: SegmentInfo,
): Block => {
	if (crc32(bytes) !== info.crc) throw damaged(info, 'its checksum differs');
	const columns = readForm(bytes.toString('utf8', bytes.indexOf(0x0a) + 1), isSegment);
	if (columns === undefined) throw damaged(info, 'its columns do not hold what they should');
	const channels = columns.channels.map(channel => table.channels.numberOf(channel));
	const handlers = columns.handlers.map(handler => table.handlers.numberOf(handler));
	const count = columns.id.length;
	return {
		count,
		...(eachColumn(running, name => sums(columns[name], numberColumn(name, count))) as Pick<
			Block,
			(typeof running)[number]
		>),
		...(eachColumn(plain, name => numberColumn(name, columns[name])) as Pick<Block, (typeof plain)[number]>),
		channel: new Uint32Array(columns.channel.map(number => channels[number]!)),
		customerName: columns.customerName,
		customerNumber: columns.customerNumber,
		handler: new Uint32Array(columns.handler.map(number => handlers[number]!)),
		importedHandler: new Uint32Array(columns.importedHandler.map(number => handlers[number]!)),
		historyFile: numberColumn('historyFile', columns.historyFile),
		historyOffset: offsets(columns.historyOffset, columns.historyLength),
		historyFiles: columns.historyFiles,
		deletedMessages: new Map(columns.deletedMessages.map(([slot, ids]) => [slot, new Set(ids)])),
		highestTold: new Map(columns.highestTold),
		highestPurged: new Map(columns.highestPurged),
		touched: new Map(columns.touched),
		superseded: new Map(columns.superseded),
	};
};
