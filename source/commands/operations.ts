import {timeline} from '../domain/timeline.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {type TimelineEntry} from '../domain/timeline/entry.js';
import {operationsOfChanges} from '../domain/timeline/of-changes.js';
import {type Store} from '../storage/store.js';
import {formatTime} from '../domain/text/time.js';
import {defineCommand, exitCode} from './command.js';
import {readOnlyId} from './ids.js';
import {isoTime} from './iso-time.js';
import {printJson} from './output.js';
import {printTable} from './print-table.js';
import {sessionIn, withStore} from './with-store.js';

/** Of a purged session what the journal tells, which has no word of a customer. */
const operationsOf = (store: Store, id: number): readonly TimelineEntry[] => {
	const changes = store.changesOf(id);
	if (store.isPurged(id)) return operationsOfChanges(changes, id);
	return timeline({session: sessionIn(store, id), history: store.history(id), changes});
};

export const operations = defineCommand({
	name: 'operations',
	summary: 'who did what to a session, and when; also to one in the trash, or purged',
	usage: ['operations ID [--json]'],
	flags: {},
	examples: [{line: 'operations 3073', explanation: 'created, picked up, transferred, closed, deleted …'}],
	async run(context) {
		const id = readOnlyId(context);
		return withStore(context, store => {
			const entries = operationsOf(store, id);
			if (context.flags.json) {
				const records = entries.map(entry => ({
					...entry,
					at: isoTime(entry.at),
					description: describeOperation(entry),
				}));
				printJson(context.stdout, {session: id, operations: records});
			} else {
				const columns = [
					{title: 'Time', cell: ({at}: {at: number}) => formatTime(at)},
					{title: 'Operation', cell: describeOperation},
				];
				printTable(context.stdout, columns, entries);
			}

			return exitCode.done;
		});
	},
});
