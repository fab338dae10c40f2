import {planDeletion} from '../domain/act/deletion.js';
import {actFlags, noteFlag} from './act.js';
import {carryOut} from './carry-out.js';
import {defineCommand, type Flags} from './command.js';
import {hitsPrinter, sessionsLabel} from './session-hits.js';
import {readTargets, targetFlags} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	...targetFlags,
	...noteFlag,
	...actFlags,
} as const satisfies Flags;

export const deleteSessions = defineCommand({
	name: 'delete',
	summary: 'put sessions into the trash, from where undo brings them back',
	usage: ['delete ID… | --filter Q | -  [--note T]'],
	flags,
	examples: [
		{line: 'delete 3073', explanation: 'one session, after a question'},
		{
			line: "delete --filter 'status:closed active:..2024-12-31' --dry-run",
			explanation: 'what would go',
		},
	],
	async run(context) {
		const targets = await readTargets(context);
		const {note} = context.flags;
		return withStore(context, async store => {
			const meant = await targets.in(store);
			return carryOut(context, store, {
				kind: 'delete',
				order: plan => `delete ${sessionsLabel(plan)}`,
				outcome: plan => `deleted ${sessionsLabel(plan)}`,
				wayBack: ({n}) => `Undo: chatlogs undo ${n}`,
				plan: facts => planDeletion(facts, {sessions: meant(), note}),
				isAlreadySo: (facts, id) => facts.session(id)?.deleted === true,
				printHits: hitsPrinter(context, store),
				times: targets.times,
			});
		});
	},
});
