import {type Change} from '../domain/change.js';
import {clockTrouble, earlierClock} from '../domain/keep/policy-clock.js';
import {type PolicyLook} from '../domain/keep/policy-look.js';
import {planPolicyRun} from '../domain/keep/policy-run.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {withForPbx} from '../domain/outbox/for-pbx.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {concernsPbx} from './concerns-pbx.js';
import {confirm} from './confirm.js';
import {exitCode} from './command.js';
import {canAsk} from './output.js';
import {type PolicyContext} from './policy-flags.js';
import {lookFor, policiesMeant} from './policies-meant.js';
import {type ReachedPbx} from './reach-pbx.js';
import {reportRuns, type Run} from './report-runs.js';
import {tellOf} from './tell-error.js';
import {tidyUp} from './with-store.js';

/** @throws Refusal if nobody vouches for a clock that cannot be trusted */
const checkClock = async (context: PolicyContext, store: Store): Promise<void> => {
	const {machine, flags: given} = context;
	const [newest] = store.changes().take(1);
	const trouble = newest && clockTrouble(machine.now(), newest.at);
	if (trouble === undefined || given.expect !== undefined) return;
	const notDone = 'Nothing was changed.';
	if (given.dryRun || !canAsk(context))
		throw new Refusal(
			`${trouble} ${notDone} If the clock is right, run it once from a terminal, or with --expect N.`,
		);
	await confirm(context, `${trouble} Is it right?`, notDone);
};

/** Runs policies on a store, each as one change. */
class Runner {
	readonly #context: PolicyContext;
	readonly #store: Store;
	readonly #look: PolicyLook;

	constructor(context: PolicyContext, store: Store, look: PolicyLook) {
		this.#context = context;
		this.#store = store;
		this.#look = look;
	}

	async run(policy: NamedPolicy): Promise<Run> {
		try {
			const {dryRun, later} = this.#context.flags;
			const planned = this.#plan(policy);
			if (dryRun) return planned;
			if (later || !concernsPbx(this.#store, planned.plan)) return await this.#write(policy);
			// Loads what reaches a PBX, which takes a while.
			const {reachingPbx} = await import('./reaching-pbx.js');
			return await reachingPbx.withReachedPbx(this.#context, this.#store, async pbx =>
				this.#write(policy, pbx),
			);
		} catch (error) {
			if (!(error instanceof Refusal) || error.name !== 'Refusal') throw error;
			return {policy, refused: error.message, code: exitCode[tellOf(error).kind]};
		}
	}

	#plan(policy: NamedPolicy, clock = this.#store.pbxClock): ReturnType<typeof planPolicyRun> {
		const {machine, flags: given} = this.#context;
		const now = earlierClock(machine.now(), clock);
		return planPolicyRun({policy, look: this.#look, now, expect: given.expect});
	}

	/** Plans and checks anew under the lock. */
	async #write(policy: NamedPolicy, pbx?: ReachedPbx): Promise<Run> {
		const store = this.#store;
		let written!: ReturnType<typeof planPolicyRun>;
		const change: Change = await store.commit(this.#context.actor, () => {
			const clock = pbx ? pbx.clock() : store.pbxClock;
			written = this.#plan(policy, clock);
			return withForPbx(store, written.plan.draft, clock);
		});
		const there = change.forPbx && pbx ? await pbx.carryOut(change) : undefined;
		return {...written, change, ...(there && {there})};
	}
}

/** Runs the named policy, or all; resolves with 1 if one of them took nothing because of its limits. */
export const runPolicies = async (
	context: PolicyContext,
	store: Store,
	name: string | undefined,
): Promise<number> => {
	const {actor, machine, stderr, flags: given} = context;
	if (given.expect !== undefined && name === undefined)
		throw new UsageRefusal('--expect says what one policy takes: name it.');
	const policies = policiesMeant(store, name);
	if (policies.length > 0) await checkClock(context, store);
	const look = await lookFor(store, policies, {now: machine.now(), stderr});
	const runner = new Runner(context, store, look);
	const runs: Run[] = [];
	for (const policy of policies) runs.push(await runner.run(policy));
	const code = reportRuns(context, runs);
	if (!given.dryRun) await tidyUp(store, actor);
	return code;
};
