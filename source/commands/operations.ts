import {timeline} from '../domain/timeline.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {formatTime} from '../domain/text/time.js';
import {defineCommand, exitCode} from './command.js';
import {readOnlyId} from './ids.js';
import {isoTime} from './iso-time.js';
import {printJson} from './output.js';
import {printTable} from './print-table.js';
import {sessionIn, withStore} from './with-store.js';

export const operations = defineCommand({
	name: 'operations',
	summary: 'who did what to a session, and when; also to one in the trash',
	usage: ['operations ID [--json]'],
	flags: {},
	examples: [{line: 'operations 3073', explanation: 'created, picked up, transferred, closed, deleted …'}],
	async run(context) {
		const id = readOnlyId(context);
		return withStore(context, store => {
			const session = sessionIn(store, id);
			const entries = timeline({session, history: store.history(id), changes: store.changesOf(id)});
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
