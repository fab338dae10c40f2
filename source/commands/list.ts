import {counted, formatCount} from '../text/count.js';
import {type Store} from '../storage/store.js';
import {pastAt, readAsOf} from './as-of.js';
import {defineCommand, exitCode} from './command.js';
import {expectNoInput} from './ids.js';
import {findList} from './find-list.js';
import {firstWatch, listFlags} from './list-flags.js';
import {isCounted, listWriter} from './list-formats.js';
import {listTogether} from './list-together.js';
import {printAll} from './output.js';
import {readFilter} from './read-filter.js';
import {withStore} from './with-store.js';

export const list = defineCommand({
	name: 'list',
	summary: 'the sessions',
	usage: [
		'list [--filter Q] [--limit N] [--columns A,B,C] [--json | --ndjson | --csv [--for excel] | --tsv]',
		'list [--filter Q] [--limit N] --ids',
		'list --as-of TIME …',
		'list --all-sites | --sites A,B | --tag T …',
	],
	flags: listFlags,
	together: listTogether,
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
		const time = readAsOf(context);
		const print = async (store: Store): Promise<number> => {
			const {stdout, stderr} = context;
			const past = time === undefined ? undefined : pastAt(store, time);
			const {view, ids} = await findList(context, store, query, past);
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
