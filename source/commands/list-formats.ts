import {UsageRefusal} from '../domain/refusal.js';
import {type Session} from '../domain/session.js';
import {cellWriter, type CsvStyle, csvText, plainTsv} from '../exchange/export/csv.js';
import {jsonLinesText, jsonListText} from '../exchange/export/json-text.js';
import {sessionPaths, sessionRecord} from '../exchange/export/session-record.js';
import {type Store} from '../storage/store.js';
import {safeLine} from '../text/safe-text.js';
import {type Context, type Flags} from './command.js';
import {csvStyleOf, forFlag} from './csv-style.js';
import {columnsFlag, partsAt, readPaths, readTableColumns} from './list-columns.js';
import {tableText} from './print-table.js';
import {sessionColumns} from './session-columns.js';

export const formatFlags = {
	...columnsFlag,
	ids: {type: 'boolean', explanation: 'the ids alone, one a line, as acts take them by -'},
	ndjson: {type: 'boolean', explanation: 'one JSON object a line'},
	csv: {type: 'boolean', explanation: 'comma-separated values with a line of names'},
	...forFlag,
	tsv: {
		type: 'boolean',
		explanation: 'the same separated by tabs, a row a line, nothing quoted; for cut and awk',
	},
} as const satisfies Flags;

type Formatting = Pick<Context<typeof formatFlags>, 'flags' | 'stdout' | 'environment'>;

/** The formats asked for; none for a table. */
const formatsOf = (flags: Formatting['flags']): readonly string[] =>
	(['json', 'ndjson', 'csv', 'tsv', 'ids'] as const).filter(format => flags[format]);

/** Whether records are asked for rather than cells for people. */
export const isForPrograms = ({flags}: Pick<Formatting, 'flags'>): boolean =>
	formatsOf(flags).some(format => format !== 'ids');

/** Whether the number of matches is printed, which takes a look at all sessions. */
export const isCounted = ({flags, stdout}: Formatting): boolean =>
	flags.json === true || (stdout.isTTY === true && !flags.quiet && formatsOf(flags).length === 0);

/** @throws UsageRefusal if the flags do not go together */
const checkFlags = ({flags}: Formatting): void => {
	if (formatsOf(flags).length > 1)
		throw new UsageRefusal('Choose one of --json, --ndjson, --csv, --tsv and --ids.');
	if (flags.for !== undefined && !flags.csv) throw new UsageRefusal('--for goes with --csv only.');
	if (flags.columns !== undefined && flags.ids)
		throw new UsageRefusal('--ids prints the ids alone: leave out --columns.');
};

/** The CSV or TSV style that the flags ask for; a row is always one line. */
export const rowStyle = ({flags, environment}: Omit<Formatting, 'stdout'>): CsvStyle => {
	if (flags.tsv) return plainTsv;
	const style = csvStyleOf(flags, {environment});
	return {...style, cell: text => safeLine(style.cell(text))};
};

const sessionsOf = (store: Store, ids: readonly number[]): IteratorObject<Session> =>
	ids.values().map(id => store.session(id)!);

/** Writes the sessions with these ids; `matches` is how many there are in all. */
type ListWriter = (
	store: Store,
	ids: readonly number[],
	matches: number,
) => Iterable<string> | AsyncIterable<string>;

/**
Writes the list in the format that the flags ask for.
@throws UsageRefusal if the flags do not go together, or there is no such column
*/
export const listWriter = (context: Formatting): ListWriter => {
	checkFlags(context);
	const {flags, stdout} = context;
	const {columns} = flags;
	if (flags.ids) return (_store, ids) => ids.values().map(id => `${id}\n`);
	if (formatsOf(flags).length === 0) {
		const keys = columns === undefined ? undefined : readTableColumns(columns);
		return (store, ids) => tableText(stdout, sessionColumns(store.directory, keys), sessionsOf(store, ids));
	}

	const paths = columns === undefined ? undefined : readPaths(columns);
	return (store, ids, matches) => {
		const whole = sessionsOf(store, ids).map(session => sessionRecord(session, store.directory));
		const records = paths ? whole.map(record => partsAt(record, paths)) : whole;
		if (flags.json) return jsonListText({matches}, 'sessions', records);
		if (flags.ndjson) return jsonLinesText(records);
		const style = rowStyle(context);
		const names = paths ?? sessionPaths;
		return csvText(names, records.map(cellWriter(names, style)), style);
	};
};
