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

export const restore = defineCommand({
	name: 'restore',
	summary: 'bring sessions back from the trash, whoever deleted them',
	usage: ['restore ID… | --filter Q | -  [--note T]'],
	flags,
	examples: [
		{line: 'restore 3073', explanation: 'one session, after a question'},
		{line: "restore --filter 'is:deleted channel:sms' --dry-run", explanation: 'what would come back'},
	],
	async run(context) {
		const targets = await readTargets(context);
		const {note} = context.flags;
		return withStore(context, async store => {
			const meant = await targets.in(store);
			const act = () => ({kind: 'restore', sessions: meant(), note}) as const;
			return carryOutAct(context, store, act, targets.times);
		});
	},
});
