import {actFlags, laterFlag, noteFlag} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {defineCommand, type Flags} from './command.js';
import {readDestinations, toFlag} from './destination.js';
import {readTargets, targetFlags} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	...toFlag,
	...targetFlags,
	...noteFlag,
	...laterFlag,
	...actFlags,
} as const satisfies Flags;

export const transfer = defineCommand({
	name: 'transfer',
	summary: 'give sessions to an extension, a message queue or the analytics platform',
	usage: ['transfer ID… | --filter Q | -  --to extension:1001 | queue:Support | api …  [--note T]'],
	numbers: 'all',
	flags,
	examples: [
		{line: 'transfer 3073 3081 --to extension:1001', explanation: 'two sessions, after a question'},
		{
			line: "transfer --filter 'handler:1003 is:orphaned' --to queue:Support --dry-run",
			explanation: 'what would be transferred, what would not, and why',
		},
		{
			line: "transfer --filter 'handler:1003' --to queue:Orders --to queue:Support",
			explanation: 'each session to the one with the fewest open sessions then',
		},
		{
			line: "transfer --filter 'is:orphaned' --to queue:Support --expect 40 --yes",
			explanation: 'from a script',
		},
	],
	async run(context) {
		const targets = await readTargets(context);
		return withStore(context, async store => {
			const to = readDestinations(context.flags, store);
			const {note} = context.flags;
			const meant = await targets.in(store);
			const act = () => ({kind: 'transfer', sessions: meant(), to, note}) as const;
			return carryOutAct(context, store, act, targets.times);
		});
	},
});
