import {sortValueOf} from '../domain/find/sort-value.js';
import {firstRowsWatch, isNewestFirst} from '../domain/find/first-rows.js';
import {type Query, soughtInHistories} from '../domain/language/query.js';
import {counted, formatCount} from '../text/count.js';
import {type Store} from '../storage/store.js';
import {asOfFlag, listThen, pastAt, readAsOf, tellPast} from './as-of.js';
import {type Context, defineCommand, exitCode, type Flags, type RowsTogether} from './command.js';
import {expectNoInput} from './ids.js';
import {findThen} from './find-then.js';
import {formatFlags, isCounted, isForPrograms, listNow, type ListView, listWriter} from './list-formats.js';
import {printAll} from './output.js';
import {readFilter} from './read-filter.js';
import {sessionColumns, sessionTitles} from './session-columns.js';
import {sessionOrder} from './session-order.js';
import {sitesFlags} from './sites-flags.js';
import {sessionPaths, sessionRecord} from '../exchange/export/session-record.js';
import {filterFlag, findSessions} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	...filterFlag,
	limit: {type: 'number', value: 'N', explanation: 'only the first N; --json counts all matches'},
	...formatFlags,
	...asOfFlag,
	...sitesFlags,
} as const satisfies Flags;

type ListContext = Context<typeof flags>;

/** Tells when the sessions to print are in memory; `undefined` if only loading all sessions can tell. */
const firstWatch = (context: ListContext, query: Query): ((store: Store) => boolean) | undefined => {
	const {limit} = context.flags;
	const isCut = limit !== undefined && context.flags.asOf === undefined;
	if (!isCut || isCounted(context) || !isNewestFirst(query) || soughtInHistories(query).length > 0)
		return undefined;
	const now = context.machine.now();
	let isThere: ((newestMissing: number) => boolean) | undefined;
	return ({table, directory, newestMissing}) => {
		isThere ??= firstRowsWatch(table, query, {now, directory}, limit);
		return isThere(newestMissing);
	};
};

/** The sessions that match, as they are or as they were. */
const look = async (
	context: ListContext,
	store: Store,
	query: Query,
): Promise<{readonly view: ListView; readonly ids: readonly number[]}> => {
	const asking = {now: context.machine.now(), stderr: context.stderr};
	const time = readAsOf(context);
	if (time === undefined) {
		const find = await findSessions(store, query, asking);
		return {view: listNow(store), ids: find()};
	}

	const past = pastAt(store, time);
	tellPast(context, past);
	return {view: listThen(past, store), ids: await findThen(past, store, query, asking)};
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
	lone: ({flags: {columns, asOf}}) =>
		columns === undefined ? (asOf === undefined ? undefined : '--as-of') : '--columns',
	async rows(context, take) {
		const {limit = Infinity, filter = ''} = context.flags;
		expectNoInput(context);
		listWriter(context);
		const query = readFilter(filter);
		const print = async (store: Store): Promise<number> => {
			const {table, directory} = store;
			const find = await findSessions(store, query, {now: context.machine.now(), stderr: context.stderr});
			const ids = find();
			const columns = sessionColumns({directory});
			for (const id of ids.slice(0, limit)) {
				const session = store.session(id)!;
				const key = [sortValueOf(query.sort.key, session, table), id];
				await take(
					isForPrograms(context)
						? {key, record: sessionRecord(session, directory, store.ownId(id))}
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
		'list [--filter Q] [--limit N] [--columns A,B,C] [--json | --ndjson | --csv [--for excel] | --tsv]',
		'list [--filter Q] [--limit N] --ids',
		'list --as-of TIME …',
		'list --all-sites | --sites A,B | --tag T …',
	],
	flags,
	together,
	examples: [
		{line: "list --filter 'is:orphaned status:open'", explanation: 'open sessions whose owner was deleted'},
		{line: "list --filter 'active:7d sort:-messages' --limit 10", explanation: 'the longest of this week'},
		{
			line: "list --filter 'status:closed active:..180d' --ids | chatlogs archive - --yes",
			explanation: 'into an act',
		},
		{
			line: "list --as-of 2026-10-31 --filter 'handler:queue:Support status:open'",
			explanation: 'the open sessions of a queue at the end of that day',
		},
		{line: 'list --columns id,customer,handler.name --tsv', explanation: 'for cut, awk and spreadsheets'},
		{
			line: "list --filter 'channel:sms' | awk '{print $1}'",
			explanation: 'without a terminal: no titles, two or more spaces between columns',
		},
	],
	async run(context) {
		const {json, filter = '', limit = Infinity} = context.flags;
		expectNoInput(context);
		const textOf = listWriter(context);
		const query = readFilter(filter);
		const print = async (store: Store): Promise<number> => {
			const {stdout, stderr} = context;
			const {view, ids} = await look(context, store, query);
			const shown = ids.slice(0, limit);
			await printAll(stdout, textOf(view, shown, ids.length));
			if (isCounted(context) && !json) {
				const part = shown.length < ids.length ? `${formatCount(shown.length)} of ` : '';
				stderr.write(`${part}${counted(ids.length, 'session')}\n`);
			}

			return exitCode.done;
		};

		return withStore(context, print, firstWatch(context, query));
	},
});
