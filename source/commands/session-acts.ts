import {type Act} from '../domain/act/act.js';
import {type StateActKind} from '../domain/act/state-act.js';
import {type Store} from '../storage/store.js';
import {actFlags, laterFlag, noteFlag} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {type Command, type Context, defineCommand, type Flags} from './command.js';
import {sitesFlags} from './sites-flags.js';
import {readTargets, targetFlags} from './targets.js';
import {asAgreed, sitePlan} from './together/plan-in-site.js';
import {type SitePlan} from './together/site-plan.js';
import {withStore} from './with-store.js';

const flags = {
	...targetFlags,
	...noteFlag,
	...laterFlag,
	...actFlags,
	...sitesFlags,
} as const satisfies Flags;

type ActContext = Context<typeof flags>;

/** An act in a store, by the state of that when it is called. */
interface Meant {
	readonly store: Store;
	readonly act: () => Act;
	/** What the times in the filter mean, a line each. */
	readonly times: readonly string[];
}

/** A command for an act that needs nothing but sessions. */
const sessionCommand = (
	kind: StateActKind | 'delete' | 'restore',
	{summary, examples}: Pick<Command, 'summary' | 'examples'>,
) => {
	const withAct = async <Result>(
		context: ActContext,
		work: (meant: Meant) => Promise<Result> | Result,
		askedAt?: number,
	): Promise<Result> => {
		const targets = await readTargets(context, askedAt);
		const {note} = context.flags;
		return withStore(context, async store => {
			const sessions = await targets.in(store);
			return work({store, act: () => ({kind, sessions: sessions(), note}), times: targets.times});
		});
	};

	return defineCommand({
		name: kind,
		summary,
		usage: [
			`${kind} ID… | --filter Q | -  [--note T]`,
			`${kind} --filter Q --all-sites | --sites A,B | --tag T …`,
		],
		numbers: 'all',
		flags,
		examples,
		together: {
			kind: 'acts',
			lone: ({flags: {report}, input}) =>
				input.length > 0 ? 'The number of a session' : report === undefined ? undefined : '--report',
			async plan(context) {
				const askedAt = context.machine.now();
				const plan = ({store, act}: Meant): SitePlan => {
					const planned = sitePlan(context, store, act(), askedAt);
					if (planned.hits > 0 && !context.flags.dryRun) store.refuseToWrite();
					return planned;
				};

				return withAct(context, plan, askedAt);
			},
			carryOut: async (context, agreed) =>
				withAct(
					context,
					async ({store, act, times}) =>
						carryOutAct(context, store, () => asAgreed(context, store, act(), agreed), times),
					agreed.askedAt,
				),
		},
		run: async context =>
			withAct(context, async ({store, act, times}) => carryOutAct(context, store, act, times)),
	});
};

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
