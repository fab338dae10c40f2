import {Refusal, UsageRefusal} from '../../domain/refusal.js';
import {type DateOrder, type WrittenDate} from '../chats/date-order.js';
import {type ChatPart, type Dialect, type ReadOptions} from '../chats/dialect.js';
import {attempt} from '../chats/json-records.js';
import {piecesOf, type TextInput} from '../read/text-input.js';
import {withWindows1252} from '../read/windows-1252.js';
import {areKnown, columnsOf} from './columns.js';
import {cellsOf, type Cells, partOfRow} from './row.js';
import {decides, openDateOf, orderOf, timeOf} from './row-time.js';
import {rowsOf} from './rows.js';

interface Row {
	readonly origin: string;
	readonly cells: Cells;
}

/** Rows in memory until one of them tells the order of dates. */
const mostWaiting = 200_000;

/** The rows below the headers. */
async function* dataRows(input: TextInput, options: ReadOptions): AsyncGenerator<Row> {
	let columns: ReturnType<typeof columnsOf> | undefined;
	let number = 0;
	for await (const row of rowsOf(withWindows1252(piecesOf(input, options.refuse)))) {
		number++;
		// Excel's own line about the separator, before the headers.
		if (number === 1 && /^sep=/i.test(row[0]!)) continue;
		if (columns) yield {origin: `${input.name}: row ${number}`, cells: cellsOf(row, columns)};
		else columns = columnsOf(row, options.map);
	}

	if (columns === undefined) throw new Refusal('it is empty');
}

/** Waits with the rows until the order of their dates is sure. */
async function* ordered(
	input: TextInput,
	options: ReadOptions,
): AsyncGenerator<{readonly row: Row; readonly order: DateOrder}> {
	let order = options.dates;
	const waiting: Row[] = [];
	const dates: WrittenDate[] = [];
	const decided = function* (): Generator<{row: Row; order: DateOrder}> {
		order ??= dates.length > 0 ? orderOf(dates, input.name, options) : 'ymd';
		for (const row of waiting.splice(0)) yield {row, order};
	};

	for await (const row of dataRows(input, options)) {
		waiting.push(row);
		const date = order === undefined ? openDateOf(row.cells('at')) : undefined;
		if (date) dates.push(date);
		const isOpen = order === undefined && dates.length > 0 && !(date && decides(date));
		if (isOpen && waiting.length < mostWaiting) continue;
		if (dates.length > 0 || order !== undefined) yield* decided();
		else for (const other of waiting.splice(0)) yield {row: other, order: 'ymd'};
	}

	yield* decided();
}

const partOf = ({cells, origin}: Row, order: DateOrder, options: ReadOptions): ChatPart => {
	const time = timeOf(cells('at'), order, options);
	if (time === undefined) throw new Refusal('it has no time');
	return partOfRow(cells, time, origin, options);
};

/** A table of messages with headers, in UTF-8, UTF-16 or Windows-1252. */
export const csv: Dialect = {
	wants: path => /\.(?:csv|tsv)(?:\.gz)?$/i.test(path),
	detects(head, path) {
		const [first = ''] = head.replace(/^sep=.?\r?\n/i, '').split('\n', 1);
		const headers = first.split(/[,;\t|]/).map(header => header.replaceAll(/^\s*"|"\s*$/g, ''));
		return csv.wants(path) || areKnown(headers);
	},
	async *read(input, options) {
		try {
			for await (const {row, order} of ordered(input, options)) {
				const part = attempt(row.origin, options.refuse, () => partOf(row, order, options));
				if (part) yield part;
			}
		} catch (error) {
			if (!(error instanceof Refusal) || error instanceof UsageRefusal) throw error;
			options.refuse({origin: input.name, reason: error.message});
		}
	},
};
