import {handlerLabel, isSameHandler} from '../domain/handler.js';
import {planTransfer} from '../domain/act/transfer.js';
import {actFlags, noteFlag} from './act.js';
import {carryOut} from './carry-out.js';
import {defineCommand, type Flags} from './command.js';
import {readDestination} from './destination.js';
import {hitsPrinter, sessionsLabel} from './session-hits.js';
import {readTargets, targetFlags} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	to: {type: 'string', value: 'WHOM', explanation: 'extension:NUMBER, queue:NAME or api'},
	...targetFlags,
	...noteFlag,
	...actFlags,
} as const satisfies Flags;

export const transfer = defineCommand({
	name: 'transfer',
	summary: 'give sessions to an extension, a message queue or the analytics platform',
	usage: ['transfer ID… | --filter Q | -  --to extension:1001 | queue:Support | api  [--note T]'],
	flags,
	examples: [
		{line: 'transfer 3073 3081 --to extension:1001', explanation: 'two sessions, after a question'},
		{
			line: "transfer --filter 'handler:1003 is:orphaned' --to queue:Support --dry-run",
			explanation: 'what would go, what not, and why',
		},
		{
			line: "transfer --filter 'is:orphaned' --to queue:Support --expect 40 --yes",
			explanation: 'from a script',
		},
	],
	async run(context) {
		const targets = await readTargets(context);
		return withStore(context, async store => {
			const to = readDestination(context.flags.to, store.directory);
			const {note} = context.flags;
			const meant = await targets.in(store);
			return carryOut(context, store, {
				kind: 'transfer',
				order: plan => `transfer ${sessionsLabel(plan)} to ${handlerLabel(to)}`,
				outcome: plan => `transferred ${sessionsLabel(plan)} to ${handlerLabel(to)}`,
				wayBack: ({n}) => `Undo: chatlogs undo ${n}`,
				plan: facts => planTransfer(facts, {sessions: meant(), to, note}),
				isAlreadySo(facts, id) {
					const session = facts.session(id);
					return session?.deleted === false && isSameHandler(session.handler, to);
				},
				printHits: hitsPrinter(context, store),
				times: targets.times,
			});
		});
	},
});
