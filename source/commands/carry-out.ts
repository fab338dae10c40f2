import {type Act, isSamePlan, planAct} from '../domain/act/act.js';
import {carryOut} from '../domain/act/carry-out.js';
import {type Plan} from '../domain/act/plan.js';
import {orderOf} from '../domain/act/sentences.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {type actFlags, type laterFlag} from './act-flags.js';
import {type Context} from './command.js';
import {confirm} from './confirm.js';
import {canAsk, printLine} from './output.js';
import {concernsPbx} from './concerns-pbx.js';
import {type ReachedPbx} from './reach-pbx.js';
import {reportAct} from './report-act.js';
import {tidyUp} from './with-store.js';

const checkExpected = ({hits}: Plan, expected: number | undefined): void => {
	if (expected !== undefined && hits.length !== expected)
		throw new Refusal(
			`Nothing was changed: it would hit ${hits.length}, not the ${expected} expected. Look with --dry-run.`,
		);
};

const ask = async ({stdin, stdout, stderr, site}: Context, act: Act, plan: Plan): Promise<void> => {
	if (site !== undefined && !site.isOnly) printLine(stderr, `Site: ${site.label}`);
	if (plan.remark) printLine(stderr, plan.remark);
	await confirm({stdin, stdout, stderr}, orderOf(act, plan), plan.hits.length);
};

/**
Shows, asks, does and reports; resolves with the exit code. What a connected PBX is to carry out is waited for.
@param act the act, by the state of the store when it is called
@param times what the times in the filter mean
@param prepare done once it was agreed to; the act is asked for anew then
@throws PbxTrouble if the PBX cannot be reached; then nothing is changed
*/
export const carryOutAct = async (
	context: Context<typeof actFlags & typeof laterFlag>,
	store: Store,
	act: () => Act,
	times: readonly string[] = [],
	prepare?: (shown: Plan) => Promise<void>,
): Promise<number> => {
	const {
		actor,
		flags: {dryRun, yes, expect, later},
	} = context;
	if (!dryRun && !yes && !canAsk(context))
		throw new UsageRefusal(
			'Without a terminal, chatlogs cannot ask: add --yes, or look first with --dry-run.',
		);
	const asked = act();
	const shown = planAct(store, actor, asked);
	checkExpected(shown, expect);
	if (dryRun || shown.hits.length === 0) return reportAct(context, store, {act: asked, plan: shown, times});
	store.refuseToWrite();
	const doIt = async (pbx?: ReachedPbx): Promise<number> => {
		if (!yes) await ask(context, asked, shown);
		await prepare?.(shown);
		const agreed = prepare ? planAct(store, actor, act()) : shown;
		const accept = (plan: Plan): boolean => {
			if (!yes && !isSamePlan(plan, agreed))
				throw new Refusal('Nothing was changed: somebody else changed these sessions meanwhile. Look again.');
			if (agreed.hits.length === shown.hits.length) checkExpected(plan, expect);
			return true;
		};

		const done = await carryOut(store, actor, act, accept, pbx?.clock);
		const code = await reportAct(context, store, {act: asked, ...done, times, carryOut: pbx?.carryOut});
		await tidyUp(store, actor);
		return code;
	};

	if (later || !concernsPbx(store, shown)) return doIt();
	// Loads what reaches a PBX, which takes a while.
	const {reachingPbx} = await import('./reaching-pbx.js');
	return reachingPbx.withReachedPbx(context, store, doIt);
};
