import {readTimeRange} from '../domain/language/time-range.js';
import {type Act} from '../domain/act/act.js';
import {type Plan} from '../domain/act/plan.js';
import {type Copies, copiesIn, type CopyOutcomes} from '../domain/act/copies.js';
import {deletedBy, type PurgeRequest} from '../domain/act/purge.js';
import {type Session} from '../domain/session.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {formatExactTime} from '../text/time.js';
import {type Store} from '../storage/store.js';
import {actFlags} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {type Context, defineCommand, type Flags} from './command.js';
import {forgetCustomers} from './forget-customers.js';
import {readId} from './ids.js';
import {withReceipt} from './purge-receipt.js';
import {receiptFlag} from './receipt-file.js';
import {readTargets, targetFlags} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	...targetFlags,
	change: {type: 'number', value: 'C', explanation: 'what change C deleted, unless it was restored since'},
	before: {
		type: 'string',
		value: 'DATE',
		explanation: 'what was deleted before that day: 2026-01-31, or 90d',
	},
	localOnly: {
		type: 'boolean',
		explanation: 'leave the copies on the connected PBX; what is written there later comes in again',
	},
	erase: {type: 'boolean', explanation: 'also sessions that are not deleted'},
	note: {type: 'string', value: 'T', explanation: 'the reason, kept with the change for ever'},
	...receiptFlag,
	...actFlags,
} as const satisfies Flags;

type Meant = Pick<PurgeRequest, 'sessions' | 'messages'>;

interface Purging {
	/** Returns a function that finds the purge's hits in the store as it is when called. */
	in(store: Store): Promise<() => Meant>;
	readonly times: readonly string[];
}

/** @throws UsageRefusal if the text is not a day */
const readDay = (text: string, now: number): number => {
	const range = readTimeRange(text);
	if (typeof range !== 'function' || text.includes('..'))
		throw new UsageRefusal(`“${text}” is not a day: expected 2026-01-31 or 90d.`);
	return range(now).from;
};

const readPurging = async (context: Context<typeof flags>): Promise<Purging> => {
	const {change, before, erase, filter, all} = context.flags;
	if (change === undefined && before === undefined) {
		const targets = await readTargets(context);
		return {
			times: targets.times,
			async in(store) {
				const find = await targets.in(store);
				return () => ({sessions: find()});
			},
		};
	}

	const isOne = change === undefined || before === undefined;
	if (!isOne || filter !== undefined || all || context.input.length > 0)
		throw new UsageRefusal(
			'Name what to purge in one way: by ids, by --filter, by --change, or by --before.',
		);
	if (erase)
		throw new UsageRefusal(
			'--erase goes with ids and --filter only: what a change deleted is deleted already.',
		);
	if (change !== undefined) {
		const n = readId(String(change), 'change');
		return {
			times: [],
			in(store) {
				if (n > store.newestChange) throw new Refusal(`There is no change ${n}.`);
				return Promise.resolve(() => deletedBy(store, other => other.n === n));
			},
		};
	}

	const time = readDay(before!, context.machine.now());
	return {
		times: [`deleted before ${formatExactTime(time)}`],
		in: store => Promise.resolve(() => deletedBy(store, ({at}) => at < time)),
	};
};

/**
Deletes sessions on the connected PBX.
@throws PbxTrouble or StoreRefusal if it cannot be reached; then nothing is deleted
*/
const deletedThere = async (
	context: Context<typeof flags>,
	store: Store,
	sessions: readonly number[],
): Promise<CopyOutcomes> => {
	if (sessions.length === 0) return new Map();
	// Loads what reaches a PBX, which takes a while.
	const {reachingPbx} = await import('./reaching-pbx.js');
	return reachingPbx.withReachedPbx(
		context,
		store,
		async ({deleteCopies}) => deleteCopies(sessions),
		'With --local-only it is purged here alone.',
	);
};

export const purge = defineCommand({
	name: 'purge',
	summary: 'erase for good what was deleted, with texts and names; cannot be undone',
	usage: [
		'purge ID… | --filter Q | -  [--erase] [--local-only] [--note T]',
		'purge --change C | --before DATE  [--note T]',
	],
	numbers: 'all',
	flags,
	examples: [
		{line: 'purge --before 90d', explanation: 'what has been in the trash for 90 days'},
		{
			line: "purge --filter 'is:deleted channel:sms' --dry-run",
			explanation: 'what would be erased from the trash',
		},
		{
			line: 'purge --before 90d --yes --receipt proof.json',
			explanation: 'with a signed receipt; see: chatlogs help keeping',
		},
		{
			line: "purge --filter 'customer:+15550142' --erase --note 'request of 12 May'",
			explanation: 'a customer, with all sessions that are not in the trash',
		},
	],
	async run(context) {
		const purging = await readPurging(context);
		const {erase = false, localOnly = false, note} = context.flags;
		return withStore(context, async store => {
			const meant = await purging.in(store);
			let copies: Copies = localOnly ? 'stay' : 'go first';
			let meantToGo: readonly Session[] = [];
			const act = (): Act => {
				const request = meant();
				// Note the customers now, since the purge erases who they were.
				meantToGo = request.sessions.flatMap(id => store.session(id) ?? []);
				return {kind: 'purge', ...request, erase, note, copies};
			};

			const prepare = async (plan: Plan): Promise<void> => {
				if (copies === 'go first') copies = await deletedThere(context, store, copiesIn(store, plan));
			};

			const code = await withReceipt(context, store, {localOnly}, async steps =>
				carryOutAct(context, store, act, purging.times, {...steps, prepare}),
			);
			if (erase && !context.flags.dryRun) {
				const gone = meantToGo.filter(({id}) => store.isPurged(id));
				await forgetCustomers(context, store, gone);
			}

			return code;
		});
	},
});
