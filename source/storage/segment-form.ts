import {type Handler} from '../domain/handler.js';
import {type Channel} from '../domain/session.js';
import {blockSize, type HistoryPosition, type NumberColumn} from '../domain/table/block.js';
import {isChannel, isHandler} from './facts-form.js';
import {isHistoryFile} from './file-names.js';
import {type Form, is32Bits, isCount, isFields, isText, listOf, pairOf, recordOf} from './form.js';

const highest32 = 0xff_ff_ff_ff;
const highest = Number.MAX_SAFE_INTEGER;

/** Columns written as differences to the row before, with the highest value of a row. */
export const runningColumns = {
	id: highest,
	created: highest32,
	active: highest32,
	highestMessage: highest,
} as const satisfies Partial<Record<NumberColumn, number>>;

/** Columns written as they are, with the highest value of a row. */
export const plainColumns = {
	flags: 0xff,
	messages: highest32,
	failed: highest32,
	files: highest32,
	transfers: highest32,
	historyLength: highest32,
} as const satisfies Partial<Record<NumberColumn, number>>;

/** Columns of numbers into one of the segment's own lists. */
const listedColumns = {
	channel: 'channels',
	handler: 'handlers',
	importedHandler: 'handlers',
	historyFile: 'historyFiles',
} as const satisfies Partial<Record<NumberColumn, keyof SegmentLists>>;

interface SegmentLists {
	readonly channels: readonly Channel[];
	readonly handlers: readonly Handler[];
	readonly historyFiles: string[];
}

/**
A segment as JSON, one array for each column. To keep it short, ids and times are differences to the row before,
histories' offsets are differences to the end of the history before, and repeated values are numbers into lists.
*/
export interface SegmentColumns extends Readonly<Record<NumberColumn, readonly number[]>>, SegmentLists {
	readonly customerName: string[];
	readonly customerNumber: string[];
	readonly deletedMessages: readonly (readonly [slot: number, ids: readonly number[]])[];
	/** Older programs did not write it. */
	readonly highestTold?: readonly (readonly [slot: number, message: number])[];
	readonly highestPurged: readonly (readonly [slot: number, message: number])[];
	readonly touched: readonly (readonly [slot: number, positions: readonly number[]])[];
	readonly superseded: readonly (readonly [slot: number, histories: readonly HistoryPosition[]])[];
}

const isHistoryName: Form<string> = (value): value is string => isText(value) && isHistoryFile(value);

export const historyPositionForms = {file: isHistoryName, offset: isCount, length: is32Bits};

const isHistoryPosition = recordOf<HistoryPosition>(historyPositionForms);

/** A column of so many rows. The loop is written out: this is done for every session when a store is opened. */
const isColumn = (value: unknown, count: number, most: number): boolean => {
	if (!Array.isArray(value) || value.length !== count) return false;
	for (let slot = 0; slot < count; slot++) {
		const number = value[slot] as number;
		// Only for such numbers is that the same; asking Number takes several times as long until it is compiled.
		if (number >>> 0 !== number || number > most) return false;
	}

	return true;
};

/** The same for a column of differences, whose sums are checked; each also adds the length before it, if given. */
const isRunning = (value: unknown, count: number, most: number, lengths?: readonly number[]): boolean => {
	if (!Array.isArray(value) || value.length !== count) return false;
	let sum = 0;
	for (let slot = 0; slot < count; slot++) {
		const number: unknown = value[slot];
		if (typeof number !== 'number') return false;
		sum += number + (slot > 0 && lengths ? lengths[slot - 1]! : 0);
		if (!(sum >= 0 && sum <= most && sum % 1 === 0)) return false;
	}

	return true;
};

const areTexts = (value: unknown, count: number): boolean =>
	Array.isArray(value) && value.length === count && value.every(text => typeof text === 'string');

const bySlot = <Value>(value: unknown, count: number, form: Form<Value>): boolean =>
	listOf(pairOf(isCount, form))(value) && value.every(([slot]) => slot < count);

export const isSegment: Form<SegmentColumns> = (value): value is SegmentColumns => {
	if (!isFields(value) || !Array.isArray(value.id)) return false;
	const {channels, handlers, historyFiles} = value;
	const count = value.id.length;
	return (
		count <= blockSize &&
		listOf(isChannel)(channels) &&
		listOf(isHandler)(handlers) &&
		listOf(isHistoryName)(historyFiles) &&
		Object.entries(runningColumns).every(([name, most]) => isRunning(value[name], count, most)) &&
		Object.entries(plainColumns).every(([name, most]) => isColumn(value[name], count, most)) &&
		Object.entries(listedColumns).every(([name, list]) =>
			isColumn(value[name], count, (value[list] as readonly unknown[]).length - 1),
		) &&
		isRunning(value.historyOffset, count, highest, value.historyLength as number[]) &&
		areTexts(value.customerName, count) &&
		areTexts(value.customerNumber, count) &&
		bySlot(value.deletedMessages, count, listOf(isCount)) &&
		(value.highestTold === undefined || bySlot(value.highestTold, count, isCount)) &&
		bySlot(value.highestPurged, count, isCount) &&
		bySlot(value.touched, count, listOf(isCount)) &&
		bySlot(value.superseded, count, listOf(isHistoryPosition))
	);
};
