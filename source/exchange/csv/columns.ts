import {Refusal, UsageRefusal} from '../../domain/refusal.js';

/** What a column can say, each with the headers by which it is known. */
const known = {
	at: [
		'at',
		'date',
		'time',
		'datetime',
		'date time',
		'timestamp',
		'sent',
		'sent at',
		'sent date',
		'sentdate',
		'date sent',
		'datesent',
		'created at',
		'date created',
	],
	from: ['from', 'from number', 'sender', 'number', 'phone', 'phone number'],
	to: ['to', 'to number', 'recipient', 'receiver'],
	text: ['text', 'body', 'message', 'message body', 'content'],
	name: ['name', 'author', 'sender name', 'customer name'],
	direction: ['direction'],
	customer: ['customer', 'customer number', 'contact'],
	conversation: [
		'conversation',
		'conversation id',
		'session',
		'session id',
		'chat',
		'chat id',
		'thread',
		'thread id',
	],
	id: ['id', 'message id'],
	channel: ['channel', 'channel type'],
	status: ['status', 'delivery', 'delivery status'],
	file: ['file', 'attachment', 'media'],
} as const satisfies Record<string, readonly string[]>;

export type ColumnName = keyof typeof known;

const columnNames = Object.keys(known) as readonly ColumnName[];

/** Where each of them stands: several indexes are put together with blanks, as a date and a time. */
export type Columns = ReadonlyMap<ColumnName, readonly number[]>;

const folded = (header: string): string =>
	header
		.trim()
		.toLowerCase()
		.replaceAll(/[\s_-]+/g, ' ');

const isColumnName = (name: string): name is ColumnName => Object.hasOwn(known, name);

/** @throws UsageRefusal if the map cannot be understood, or names a header that is not there */
const mappedColumns = (headers: readonly string[], map: string): Columns =>
	new Map(
		map.split(',').map(pair => {
			const [name = '', column = ''] = pair.split(/=(.*)/s).map(part => part.trim());
			if (!isColumnName(name))
				throw new UsageRefusal(
					`--map cannot understand “${pair}”; expected NAME=HEADER, with one of ${columnNames.join(', ')}.`,
				);
			const whole = headers.findIndex(header => folded(header) === folded(column));
			if (whole !== -1) return [name, [whole]];
			const indexes = column
				.split('+')
				.map(part => headers.findIndex(header => folded(header) === folded(part)));
			if (indexes.includes(-1))
				throw new UsageRefusal(`--map: there is no column “${column}”; there are ${headers.join(', ')}.`);
			return [name, indexes];
		}),
	);

const knownColumns = (headers: readonly string[]): Columns => {
	const columns = new Map<ColumnName, number[]>();
	for (const name of columnNames) {
		const aliases: readonly string[] = known[name];
		const index = headers.findIndex(header => aliases.includes(folded(header)));
		if (index !== -1) columns.set(name, [index]);
	}

	const time = headers.findIndex(header => folded(header) === 'time');
	const at = columns.get('at');
	if (at && time !== -1 && folded(headers[at[0]!]!) === 'date') at.push(time);
	return columns;
};

/** What messages must have, in words; each is one of several columns. */
const needed: readonly (readonly [what: string, oneOf: readonly ColumnName[]])[] = [
	['the time (at)', ['at']],
	['the words (text)', ['text', 'file']],
	['who wrote (from)', ['from', 'customer', 'conversation']],
];

const missingIn = (columns: Columns): readonly string[] =>
	needed.filter(([, oneOf]) => !oneOf.some(name => columns.has(name))).map(([what]) => what);

/** Whether the headers are those of a table of messages, without being told. */
export const areKnown = (headers: readonly string[]): boolean =>
	missingIn(knownColumns(headers)).length === 0;

/** As the user maps them, and the others by their headers. */
const withMap = (headers: readonly string[], map: string): Columns => {
	const mapped = mappedColumns(headers, map);
	const taken = new Set([...mapped.values()].flat());
	const others = [...knownColumns(headers)].filter(([, indexes]) => !indexes.some(index => taken.has(index)));
	return new Map([...others, ...mapped]);
};

/**
The columns by their headers, or as the user maps them.
@throws Refusal if messages lack something, as contacts do
*/
export const columnsOf = (headers: readonly string[], map: string | undefined): Columns => {
	const columns = map === undefined ? knownColumns(headers) : withMap(headers, map);
	const missing = missingIn(columns);
	if (missing.length === 0) return columns;
	throw new Refusal(
		`it is no list of messages: no column is known as ${missing.join(', nor as ')}. It has ${headers.join(', ')}. If they are there: --map 'at=HEADER,from=HEADER,text=HEADER'`,
	);
};
