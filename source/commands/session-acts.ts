import {type StateActKind} from '../domain/act/state-act.js';
import {actFlags, laterFlag, noteFlag} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {type Command, defineCommand, type Flags} from './command.js';
import {readTargets, targetFlags} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	...targetFlags,
	...noteFlag,
	...laterFlag,
	...actFlags,
} as const satisfies Flags;

/** A command for an act that needs nothing but sessions. */
const sessionCommand = (
	kind: StateActKind | 'delete' | 'restore',
	{summary, examples}: Pick<Command, 'summary' | 'examples'>,
) =>
	defineCommand({
		name: kind,
		summary,
		usage: [`${kind} ID… | --filter Q | -  [--note T]`],
		numbers: 'all',
		flags,
		examples,
		async run(context) {
			const targets = await readTargets(context);
			const {note} = context.flags;
			return withStore(context, async store => {
				const meant = await targets.in(store);
				return carryOutAct(context, store, () => ({kind, sessions: meant(), note}), targets.times);
			});
		},
	});

export const close = sessionCommand('close', {
	summary: 'close sessions; on a connected PBX nothing reopens them',
	examples: [
		{line: 'close 3073', explanation: 'one session, after a question'},
		{
			line: "close --filter 'status:open active:..180d' --dry-run",
			explanation: 'what has been silent for half a year',
		},
	],
});

export const archive = sessionCommand('archive', {
	summary: 'archive sessions; unarchive or undo brings them back',
	examples: [
		{
			line: "archive --filter 'status:closed -is:archived active:..30d' --yes",
			explanation: 'what was closed and has been silent for 30 days',
		},
	],
});

export const unarchive = sessionCommand('unarchive', {
	summary: 'take sessions out of the archive',
	examples: [
		{line: "unarchive --filter 'is:archived status:open'", explanation: 'those that are still open'},
	],
});

export const deleteSessions = sessionCommand('delete', {
	summary: 'put sessions into the trash, from where undo brings them back',
	examples: [
		{line: 'delete 3073', explanation: 'one session, after a question'},
		{
			line: "delete --filter 'status:closed active:..2024-12-31' --dry-run",
			explanation: 'what would be deleted',
		},
	],
});

export const restore = sessionCommand('restore', {
	summary: 'bring sessions back from the trash, whoever deleted them',
	examples: [
		{line: 'restore 3073', explanation: 'one session, after a question'},
		{line: "restore --filter 'is:deleted channel:sms' --dry-run", explanation: 'what would come back'},
	],
});
