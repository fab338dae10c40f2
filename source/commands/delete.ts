import {actFlags, laterFlag, noteFlag} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {defineCommand, type Flags} from './command.js';
import {readTargets, targetFlags} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	...targetFlags,
	...noteFlag,
	...laterFlag,
	...actFlags,
} as const satisfies Flags;

export const deleteSessions = defineCommand({
	name: 'delete',
	summary: 'put sessions into the trash, from where undo brings them back',
	usage: ['delete ID… | --filter Q | -  [--note T]'],
	numbers: 'all',
	flags,
	examples: [
		{line: 'delete 3073', explanation: 'one session, after a question'},
		{
			line: "delete --filter 'status:closed active:..2024-12-31' --dry-run",
			explanation: 'what would be deleted',
		},
	],
	async run(context) {
		const targets = await readTargets(context);
		const {note} = context.flags;
		return withStore(context, async store => {
			const meant = await targets.in(store);
			const act = () => ({kind: 'delete', sessions: meant(), note}) as const;
			return carryOutAct(context, store, act, targets.times);
		});
	},
});
