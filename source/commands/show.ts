import {absenceText} from '../domain/find/on-pbx.js';
import {defineCommand, exitCode} from './command.js';
import {readOnlyId} from './ids.js';
import {printJson} from './output.js';
import {printPairs} from './print-pairs.js';
import {sessionPairs} from '../exchange/export/session-pairs.js';
import {sessionRecord} from '../exchange/export/session-record.js';
import {sessionIn, withHistory, withStore} from './with-store.js';

export const show = defineCommand({
	name: 'show',
	summary: 'one session, also one in the trash',
	usage: ['show ID [--json]'],
	numbers: 'first',
	flags: {},
	examples: [{line: 'show 3073', explanation: 'who wrote to whom, who has it now, its state'}],
	async run(context) {
		const id = readOnlyId(context);
		return withStore(context, store => {
			const absence = absenceText(store.pulled, id);
			if (context.flags.json) {
				const {
					session,
					history: {extra},
				} = withHistory(store, id);
				printJson(context.stdout, {
					...sessionRecord(session, store.directory),
					...(extra && {extra}),
					...(absence && {onPbx: absence}),
				});
			} else {
				const pairs = sessionPairs(sessionIn(store, id), store.directory);
				printPairs(context.stdout, absence ? [...pairs, ['On the PBX', absence]] : pairs);
			}

			return exitCode.done;
		});
	},
});
