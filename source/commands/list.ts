import {firstRowsWatch, isNewestFirst} from '../domain/find/first-rows.js';
import {type Query, wordsInMessages} from '../domain/language/query.js';
import {counted, formatCount} from '../text/count.js';
import {type Store} from '../storage/store.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {expectNoInput} from './ids.js';
import {formatFlags, isCounted, listWriter} from './list-formats.js';
import {printAll} from './output.js';
import {readFilter} from './read-filter.js';
import {filterFlag, findSessions} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	...filterFlag,
	limit: {type: 'number', value: 'N', explanation: 'only the first N; --json counts all matches'},
	...formatFlags,
} as const satisfies Flags;

type ListContext = Context<typeof flags>;

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

export const list = defineCommand({
	name: 'list',
	summary: 'the sessions',
	usage: [
		'list [--filter Q] [--limit N] [--columns A,B,C] [--json | --ndjson | --csv [--for excel] | --tsv]',
		'list [--filter Q] [--limit N] --ids',
	],
	flags,
	examples: [
		{line: "list --filter 'is:orphaned status:open'", explanation: 'open sessions whose owner was deleted'},
		{line: "list --filter 'active:7d sort:-messages' --limit 10", explanation: 'the longest of this week'},
		{
			line: "list --filter 'status:closed active:..180d' --ids | chatlogs archive - --yes",
			explanation: 'into an act',
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
			const {stdout, stderr, machine} = context;
			const find = await findSessions(store, query, {now: machine.now(), stderr});
			const ids = find();
			const shown = ids.slice(0, limit);
			await printAll(stdout, textOf(store, shown, ids.length));
			if (isCounted(context) && !json) {
				const part = shown.length < ids.length ? `${formatCount(shown.length)} of ` : '';
				stderr.write(`${part}${counted(ids.length, 'session')}\n`);
			}

			return exitCode.done;
		};

		return withStore(context, print, firstWatch(context, query));
	},
});
