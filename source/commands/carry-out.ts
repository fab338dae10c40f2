import {type Act, isSamePlan, planAct, refuseOtherPbx} from '../domain/act/act.js';
import {carryOut} from '../domain/act/carry-out.js';
import {needsCount} from '../domain/act/needs-count.js';
import {type Plan} from '../domain/act/plan.js';
import {destinationTotals} from '../domain/act/destination-totals.js';
import {capitalized, notDone, orderOf, remarksOf} from '../domain/act/sentences.js';
import {type Change} from '../domain/change.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {type actFlags, type laterFlag} from './act-flags.js';
import {type Context} from './command.js';
import {confirm} from './confirm.js';
import {canAsk, printLine} from './output.js';
import {concernsPbx} from './concerns-pbx.js';
import {type ReachedPbx} from './reach-pbx.js';
import {reportAct} from './report-act.js';
import {checkReport} from './report-file.js';
import {movesAndTotals, type Planned, printHits, skippedTexts, splitSkipped} from './tell-plan.js';
import {tidyUp} from './with-store.js';

/** @throws Refusal if it would hit another number than was expected */
export const checkExpected = (hits: number, expected: number | undefined): void => {
	if (expected !== undefined && hits !== expected)
		throw new Refusal(
			`Nothing was changed: it would hit ${hits}, not the ${expected} expected. Look with --dry-run.`,
		);
};

/** What else belongs to carrying out an act, at its time. */
export interface Steps {
	/** Done once it was agreed to; the act is asked for anew then. */
	readonly prepare?: (shown: Plan) => Promise<void>;
	/** Called under the store's lock with the plan that is about to be written. */
	readonly beforeWriting?: (plan: Plan) => void;
	/** Called once the change is durable. */
	readonly written?: (plan: Plan, change: Change) => Promise<void>;
}

/** @throws UsageRefusal if somebody has to be asked, and there is no terminal to do so */
export const refuseUnasked = (context: Context<typeof actFlags>): void => {
	const {dryRun, yes} = context.flags;
	if (!dryRun && !yes && !canAsk(context))
		throw new UsageRefusal(
			'Without a terminal, chatlogs cannot ask: add --yes, or look first with --dry-run.',
		);
};

/** How many of the sessions are listed before the question; a dry run lists all. */
const fewEnough = 20;

/** Asks as the screen does: with what is hit, from whom to whom, the totals, and what is skipped. */
const ask = async (context: Context, store: Store, planned: Planned): Promise<void> => {
	const {stderr, site} = context;
	const {act, plan} = planned;
	if (site !== undefined && !site.isOnly) printLine(stderr, `Site: ${site.label}`);
	const {alreadySo, refused} = splitSkipped(plan);
	await printHits(stderr, store, planned, fewEnough);
	for (const line of [
		...movesAndTotals(planned),
		...remarksOf(act, plan),
		...skippedTexts(alreadySo, fewEnough).map(text => `Skipped, ${text}`),
		...skippedTexts(refused, fewEnough).map(text => `Refused, ${text}`),
	])
		printLine(stderr, line);
	const count = needsCount(act, plan) ? plan.hits.length : undefined;
	await confirm(context, `${capitalized(orderOf(act, plan))}?`, notDone(act), count);
};

/**
Shows, asks, does and reports; resolves with the exit code. What a connected PBX is to carry out is waited for.
@param act the act, by the state of the store when it is called
@param times what the times in the filter mean
@throws PbxTrouble if the PBX cannot be reached; then nothing is changed
*/
export const carryOutAct = async (
	context: Context<typeof actFlags & typeof laterFlag>,
	store: Store,
	act: () => Act,
	times: readonly string[] = [],
	{prepare, beforeWriting, written}: Steps = {},
): Promise<number> => {
	const {
		actor,
		flags: {dryRun, yes, expect, later},
	} = context;
	refuseUnasked(context);
	checkReport(context);
	const asked = act();
	const shown = planAct(store, actor, asked);
	checkExpected(shown.hits.length, expect);
	let totals = destinationTotals(store, shown);
	const told = {act: asked, plan: shown, totals, times};
	if (dryRun || shown.hits.length === 0) return reportAct(context, store, told);
	store.refuseToWrite();
	const doIt = async (pbx?: ReachedPbx): Promise<number> => {
		if (!yes) await ask(context, store, told);
		await prepare?.(shown);
		const agreed = prepare ? planAct(store, actor, act()) : shown;
		const accept = (plan: Plan): boolean => {
			refuseOtherPbx(plan, agreed);
			if (!yes && !isSamePlan(plan, agreed))
				throw new Refusal('Nothing was changed: somebody else changed these sessions meanwhile. Look again.');
			if (agreed.hits.length === shown.hits.length) checkExpected(plan.hits.length, expect);
			// Counted under the lock: afterwards nobody knows what was there before.
			totals = destinationTotals(store, plan);
			if (plan.hits.length > 0) beforeWriting?.(plan);
			return true;
		};

		const clock = (): number | undefined => (pbx ? pbx.clock() : store.pbxClock);
		const done = await carryOut(store, actor, act, accept, clock);
		if (done.change) await written?.(done.plan, done.change);
		const code = await reportAct(context, store, {
			act: asked,
			...done,
			totals,
			times,
			carryOut: pbx?.carryOut,
		});
		await tidyUp(store, actor);
		return code;
	};

	if (later || !concernsPbx(store, shown)) return doIt();
	// Loads what reaches a PBX, which takes a while.
	const {reachingPbx} = await import('./reaching-pbx.js');
	return reachingPbx.withReachedPbx(context, store, doIt);
};
