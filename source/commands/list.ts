import {firstRowsWatch, isNewestFirst} from '../domain/find/first-rows.js';
import {sortValueOf} from '../domain/find/sort-value.js';
import {type Query, wordsInMessages} from '../domain/language/query.js';
import {UsageRefusal} from '../domain/refusal.js';
import {safeLine} from '../text/safe-text.js';
import {counted, formatCount} from '../text/count.js';
import {type Store} from '../storage/store.js';
import {type Context, defineCommand, exitCode, type Flags, type RowsTogether} from './command.js';
import {csvStyleOf, forFlag} from './csv-style.js';
import {expectNoInput} from './ids.js';
import {printAll} from './output.js';
import {cellWriter, csvText} from '../exchange/export/csv.js';
import {jsonLinesText, jsonListText} from '../exchange/export/json-text.js';
import {tableText} from './print-table.js';
import {sessionColumns, sessionTitles} from './session-columns.js';
import {sessionOrder} from './session-order.js';
import {sitesFlags} from './sites-flags.js';
import {sessionPaths, sessionRecord} from '../exchange/export/session-record.js';
import {readFilter} from './read-filter.js';
import {filterFlag, findSessions} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	...filterFlag,
	limit: {type: 'number', value: 'N', explanation: 'only the first N; --json counts all matches'},
	ndjson: {type: 'boolean', explanation: 'one JSON object a line'},
	csv: {type: 'boolean', explanation: 'comma-separated values with a line of names'},
	...forFlag,
	...sitesFlags,
} as const satisfies Flags;

type ListContext = Context<typeof flags>;

/** Whether the number of matches is printed, which takes a look at all sessions. */
const isCounted = ({flags: {json, ndjson, csv}, stdout}: ListContext): boolean =>
	json === true || (stdout.isTTY === true && !ndjson && !csv);

/** Tells when the sessions to print are in memory; `undefined` if only loading all sessions can tell. */
const firstWatch = (context: ListContext, query: Query): ((store: Store) => boolean) | undefined => {
	const {limit} = context.flags;
	if (limit === undefined || isCounted(context) || !isNewestFirst(query) || wordsInMessages(query).length > 0)
		return undefined;
	const now = context.machine.now();
	let isThere: ((newestMissing: number) => boolean) | undefined;
	return ({table, directory, newestMissing}) => {
		isThere ??= firstRowsWatch(table, query, {now, directory}, limit);
		return isThere(newestMissing);
	};
};

/** The list in the requested format. */
const listText = (
	context: ListContext,
	store: Store,
	ids: readonly number[],
	matches: number,
): Iterable<string> | AsyncIterable<string> => {
	const {
		flags: {json, ndjson, csv},
		stdout,
	} = context;
	const {directory} = store;
	const sessions = ids.values().map(id => store.session(id)!);
	const records = sessions.map(session => sessionRecord(session, directory));
	if (json) return jsonListText({matches}, 'sessions', records);
	if (ndjson) return jsonLinesText(records);
	if (csv) {
		const {cell, ...style} = csvStyleOf(context.flags, context);
		const oneLine = {...style, cell: (text: string) => safeLine(cell(text))};
		return csvText(sessionPaths, records.map(cellWriter(sessionPaths, oneLine)), oneLine);
	}

	return tableText(stdout, sessionColumns(directory), sessions);
};

/** @throws UsageRefusal if the arguments do not go together, or the filter cannot be understood */
const readRequest = (context: ListContext): Query => {
	const {json, ndjson, csv, filter = ''} = context.flags;
	expectNoInput(context);
	if ([json, ndjson, csv].filter(Boolean).length > 1)
		throw new UsageRefusal('Choose one of --json, --ndjson and --csv.');
	if (context.flags.for !== undefined && !csv) throw new UsageRefusal('--for goes with --csv only.');
	return readFilter(filter);
};

/** As one list of several sites. */
const together: RowsTogether<typeof flags> = {
	kind: 'rows',
	name: 'sessions',
	noun: 'session',
	titles: sessionTitles,
	isNumbered: true,
	isCounted: true,
	paths: sessionPaths,
	lone: () => undefined,
	async rows(context, take) {
		const {limit = Infinity, json, ndjson, csv} = context.flags;
		const query = readRequest(context);
		const print = async (store: Store): Promise<number> => {
			const {table, directory} = store;
			const find = await findSessions(store, query, {now: context.machine.now(), stderr: context.stderr});
			const ids = find();
			const columns = sessionColumns(directory);
			for (const id of ids.slice(0, limit)) {
				const session = store.session(id)!;
				const key = [sortValueOf(query.sort.key, session, table), id];
				await take(
					json || ndjson || csv
						? {key, record: sessionRecord(session, directory)}
						: {key, cells: columns.map(({cell}) => cell(session))},
				);
			}

			return ids.length;
		};

		return withStore(context, print, firstWatch(context, query));
	},
	compare: context => sessionOrder(context.flags.filter ?? '', context),
};

export const list = defineCommand({
	name: 'list',
	summary: 'the sessions',
	usage: [
		'list [--filter Q] [--limit N] [--json | --ndjson | --csv [--for excel]]',
		'list --all-sites | --sites A,B | --tag T …',
	],
	flags,
	examples: [
		{line: "list --filter 'is:orphaned status:open'", explanation: 'open sessions whose owner was deleted'},
		{line: "list --filter 'active:7d sort:-messages' --limit 10", explanation: 'the longest of this week'},
		{
			line: "list --filter 'channel:sms' | awk '{print $1}'",
			explanation: 'without a terminal: no titles, two or more spaces between columns',
		},
	],
	together,
	async run(context) {
		const {json, limit = Infinity} = context.flags;
		const query = readRequest(context);
		const print = async (store: Store): Promise<number> => {
			const {stdout, stderr, machine} = context;
			const find = await findSessions(store, query, {now: machine.now(), stderr});
			const ids = find();
			const shown = ids.slice(0, limit);
			await printAll(stdout, listText(context, store, shown, ids.length));
			if (isCounted(context) && !json) {
				const part = shown.length < ids.length ? `${formatCount(shown.length)} of ` : '';
				stderr.write(`${part}${counted(ids.length, 'session')}\n`);
			}

			return exitCode.done;
		};

		return withStore(context, print, firstWatch(context, query));
	},
});
