import {timeline} from '../domain/timeline.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {type TimelineEntry} from '../domain/timeline/entry.js';
import {describeHolders, heldFor, holders, type Holding} from '../domain/timeline/holders.js';
import {operationsOfChanges} from '../domain/timeline/of-changes.js';
import {type Store} from '../storage/store.js';
import {formatTime} from '../text/time.js';
import {type Past} from '../domain/past/past.js';
import {asOfFlag, pastRecord, readAsOf, remarkOn, tellPast} from './as-of.js';
import {defineCommand, exitCode} from './command.js';
import {readOnlyId} from './ids.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {printJson, printLine} from './output.js';
import {printTable} from './print-table.js';
import {sessionThen} from './session-then.js';
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
	const entries = timeline({session, history, changes, facts: store});
	return {entries, holdings: holders(entries, session)};
};

/** The same as it was told at that time. */
const recordsThen = (store: Store, id: number, time: number): Records & {readonly past: Past} => {
	const {past, session, history} = sessionThen(store, id, time);
	const changes = store.changesOf(id).filter(({n}) => n <= past.change.n);
	if (session === undefined || past.table.isPurgedSince(id))
		return {past, entries: operationsOfChanges(changes, id), holdings: []};
	const entries = timeline({session, history, changes});
	return {past, entries, holdings: holders(entries, session)};
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
	usage: ['operations ID [--as-of TIME] [--json]'],
	numbers: 'first',
	flags: asOfFlag,
	examples: [
		{line: 'operations 3073', explanation: 'created, picked up, transferred, closed, deleted …'},
		{line: 'operations 3073 --as-of 2026-10-31', explanation: 'up to the end of that day'},
	],
	async run(context) {
		const id = readOnlyId(context);
		const time = readAsOf(context);
		return withStore(context, store => {
			const {past, ...records} =
				time === undefined ? {...recordsOf(store, id), past: undefined} : recordsThen(store, id, time);
			const until = Math.min(context.machine.now(), time ?? Infinity);
			if (past) tellPast(context, past);
			if (context.flags.json) {
				printJson(context.stdout, {
					session: id,
					...(past && {asOf: pastRecord(past), remarks: remarkOn(past, id)}),
					...jsonOf(records, until),
				});
				return exitCode.done;
			}

			const columns = [
				{title: 'Time', cell: ({at}: {at: number}) => formatTime(at)},
				{title: 'Operation', cell: describeOperation, canShrink: true, wraps: true} as const,
			];
			printTable(context.stdout, columns, records.entries);
			if (records.holdings.length > 0) printLine(context.stdout, describeHolders(records.holdings, until));
			const remark = past && remarkOn(past, id);
			if (remark) printLine(context.stdout, `Session ${id}: ${remark}.`);
			return exitCode.done;
		});
	},
});
