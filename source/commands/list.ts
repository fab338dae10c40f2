import {UsageRefusal} from '../domain/refusal.js';
import {type Session} from '../domain/session.js';
import {type Store} from '../storage/store.js';
import {counted} from '../domain/text/time.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {expectNoInput} from './ids.js';
import {inertJson, printJson} from './output.js';
import {printCsv} from './print-csv.js';
import {printTable} from './print-table.js';
import {sessionColumns} from './session-columns.js';
import {sessionPaths, sessionRecord} from './session-record.js';
import {filterFlag, findSessions, readFilter} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	...filterFlag,
	limit: {type: 'number', value: 'N', explanation: 'only the first N'},
	ndjson: {type: 'boolean', explanation: 'one JSON object a line'},
	csv: {type: 'boolean', explanation: 'comma-separated values with a line of names'},
} as const satisfies Flags;

const printSessions = (
	{flags: {json, ndjson, csv}, stdout, stderr}: Context<typeof flags>,
	{directory}: Store,
	sessions: readonly Session[],
	matches: number,
): void => {
	const records = (): object[] => sessions.map(session => sessionRecord(session, directory));
	if (json) {
		printJson(stdout, {matches, sessions: records()});
	} else if (ndjson) {
		stdout.write(
			records()
				.map(record => `${inertJson(record)}\n`)
				.join(''),
		);
	} else if (csv) {
		printCsv(stdout, sessionPaths, records());
	} else {
		printTable(stdout, sessionColumns(directory), sessions);
		const shown = sessions.length < matches ? `${sessions.length.toLocaleString('en-US')} of ` : '';
		if (stdout.isTTY) stderr.write(`${shown}${counted(matches, 'session')}\n`);
	}
};

export const list = defineCommand({
	name: 'list',
	summary: 'the sessions',
	usage: ['list [--filter Q] [--limit N] [--json | --ndjson | --csv]'],
	flags,
	examples: [
		{line: "list --filter 'is:orphaned status:open'", explanation: 'open sessions whose owner was deleted'},
		{line: "list --filter 'active:7d sort:-messages' --limit 10", explanation: 'the longest of this week'},
		{
			line: "list --filter 'channel:sms' | awk '{print $1}'",
			explanation: 'without a terminal: no titles, two or more spaces between columns',
		},
	],
	async run(context) {
		const {json, ndjson, csv, filter = '', limit = Infinity} = context.flags;
		expectNoInput(context);
		if ([json, ndjson, csv].filter(Boolean).length > 1)
			throw new UsageRefusal('Choose one of --json, --ndjson and --csv.');
		const query = readFilter(filter);
		return withStore(context, async store => {
			const find = await findSessions(store, query, context.surroundings.now());
			const ids = find();
			const sessions = ids.slice(0, limit).map(id => store.session(id)!);
			printSessions(context, store, sessions, ids.length);
			return exitCode.done;
		});
	},
});
