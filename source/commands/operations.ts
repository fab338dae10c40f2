import {timeline} from '../domain/timeline.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {type TimelineEntry} from '../domain/timeline/entry.js';
import {describeHolders, heldFor, holders, type Holding} from '../domain/timeline/holders.js';
import {operationsOfChanges} from '../domain/timeline/of-changes.js';
import {type Store} from '../storage/store.js';
import {formatTime} from '../text/time.js';
import {defineCommand, exitCode} from './command.js';
import {readOnlyId} from './ids.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {printJson, printLine} from './output.js';
import {printTable} from './print-table.js';
import {sessionIn, withStore} from './with-store.js';

interface Records {
	readonly entries: readonly TimelineEntry[];
	readonly holdings: readonly Holding[];
}

/** The records of a session. For a purged one, only what the journal knows: no customer data and no first holder. */
const recordsOf = (store: Store, id: number): Records => {
	// Read the history first, since that may reveal that the session was purged meanwhile.
	const history = store.history(id);
	const changes = store.changesOf(id);
	if (store.isPurged(id)) return {entries: operationsOfChanges(changes, id), holdings: []};
	const session = sessionIn(store, id);
	const entries = timeline({session, history, changes});
	return {entries, holdings: holders(entries, session)};
};

const jsonOf = ({entries, holdings}: Records, now: number) => ({
	operations: entries.map(entry => ({
		...entry,
		at: isoTime(entry.at),
		description: describeOperation(entry),
	})),
	holders: holdings.map(holding => ({
		handler: holding.handler,
		since: isoTime(holding.since),
		until: isoTime(holding.until),
		seconds: heldFor(holding, now),
	})),
});

export const operations = defineCommand({
	name: 'operations',
	summary:
		'who did what to a session and when, and who held it for how long; also for one in the trash, or purged',
	usage: ['operations ID [--json]'],
	numbers: 'first',
	flags: {},
	examples: [{line: 'operations 3073', explanation: 'created, picked up, transferred, closed, deleted …'}],
	async run(context) {
		const id = readOnlyId(context);
		return withStore(context, store => {
			const records = recordsOf(store, id);
			const now = context.machine.now();
			if (context.flags.json) {
				printJson(context.stdout, {session: id, ...jsonOf(records, now)});
			} else {
				const columns = [
					{title: 'Time', cell: ({at}: {at: number}) => formatTime(at)},
					{title: 'Operation', cell: describeOperation},
				];
				printTable(context.stdout, columns, records.entries);
				if (records.holdings.length > 0) printLine(context.stdout, describeHolders(records.holdings, now));
			}

			return exitCode.done;
		});
	},
});
