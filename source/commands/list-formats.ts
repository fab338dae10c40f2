import {UsageRefusal} from '../domain/refusal.js';
import {type Session} from '../domain/session.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {type ColumnKey} from '../domain/column-fields.js';
import {cellWriter, type CsvStyle, csvText, plainTsv} from '../exchange/export/csv.js';
import {jsonLinesText, jsonListText} from '../exchange/export/json-text.js';
import {sessionPathsIn, sessionRecord} from '../exchange/export/session-record.js';
import {type Store} from '../storage/store.js';
import {safeLine} from '../text/safe-text.js';
import {type Context, type Flags} from './command.js';
import {csvStyleOf, forFlag} from './csv-style.js';
import {columnsFlag, partsAt, readPaths, readTableColumns} from './list-columns.js';
import {type Column, tableText} from './print-table.js';
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
export const checkFormat = ({flags}: Formatting): void => {
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

/** Where the sessions of a list come from, and what is told of each. */
export interface ListView {
	/** What JSON tells before them. */
	readonly head: object;
	/** What they are sorted by. */
	readonly table: SessionTable;
	/** The parts of a record, by their paths. */
	readonly paths: readonly string[];
	/** One that was found. */
	session(id: number): Session;
	/** @param paths the parts of it that are wanted */
	record(session: Session, paths: readonly string[]): object;
	/** For people; the usual ones if no keys are given. */
	columns(keys: readonly ColumnKey[] | undefined): readonly Column<Session>[];
}

/** A session's own id, read only if it is one of the parts that are told. */
export const ownIdFor = (store: Store, id: number, paths: readonly string[]): string | undefined =>
	paths.includes('ownId') ? store.ownId(id) : undefined;

/** The sessions as they are. */
export const listNow = (store: Store): ListView => ({
	head: {},
	table: store.table,
	paths: sessionPathsIn(store.identity),
	session: id => store.session(id)!,
	record: (session, paths) => sessionRecord(session, store.directory, ownIdFor(store, session.id, paths)),
	columns: keys => sessionColumns({directory: store.directory, ownId: id => store.ownId(id)}, keys),
});

/** Writes the sessions with these ids; `matches` is how many there are in all. */
type ListWriter = (
	view: ListView,
	ids: readonly number[],
	matches: number,
) => Iterable<string> | AsyncIterable<string>;

/**
Writes the list in the format that the flags ask for.
@throws UsageRefusal if the flags do not go together, or there is no such column
*/
export const listWriter = (context: Formatting): ListWriter => {
	checkFormat(context);
	const {flags, stdout} = context;
	const {columns} = flags;
	if (flags.ids) return (_view, ids) => ids.values().map(id => `${id}\n`);
	if (formatsOf(flags).length === 0) {
		const keys = columns === undefined ? undefined : readTableColumns(columns);
		return (view, ids) => tableText(stdout, view.columns(keys), sessionsOf(view, ids));
	}

	const paths = columns === undefined ? undefined : readPaths(columns);
	return (view, ids, matches) => {
		const names = paths ?? view.paths;
		const whole = sessionsOf(view, ids).map(session => view.record(session, names));
		const records = paths ? whole.map(record => partsAt(record, paths)) : whole;
		if (flags.json) return jsonListText({...view.head, matches}, 'sessions', records);
		if (flags.ndjson) return jsonLinesText(records);
		const style = rowStyle(context);
		return csvText(names, records.map(cellWriter(names, style)), style);
	};
};

const sessionsOf = (view: ListView, ids: readonly number[]): IteratorObject<Session> =>
	ids.values().map(id => view.session(id));
