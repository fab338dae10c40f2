import {type Act, isSamePlan, planAct} from '../domain/act/act.js';
import {carryOut} from '../domain/act/carry-out.js';
import {type Plan} from '../domain/act/plan.js';
import {orderOf} from '../domain/act/sentences.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {type actFlags} from './act-flags.js';
import {type Context} from './command.js';
import {confirm} from './confirm.js';
import {canAsk, printLine} from './output.js';
import {reportAct} from './report-act.js';
import {tidyUp} from './with-store.js';

const checkExpected = ({hits}: Plan, expected: number | undefined): void => {
	if (expected !== undefined && hits.length !== expected)
		throw new Refusal(
			`Nothing was changed: it would hit ${hits.length}, not the ${expected} expected. Look with --dry-run.`,
		);
};

const ask = async ({stdin, stdout, stderr}: Context, act: Act, plan: Plan): Promise<void> => {
	if (plan.remark) printLine(stderr, plan.remark);
	await confirm({stdin, stdout, stderr}, orderOf(act, plan), plan.hits.length);
};

/**
Shows, asks, does and reports; resolves to the exit code.
@param act returns the act for the current state of the store
@param times the meaning of the times in the filter
*/
export const carryOutAct = async (
	context: Context<typeof actFlags>,
	store: Store,
	act: () => Act,
	times: readonly string[] = [],
): Promise<number> => {
	const {
		actor,
		flags: {dryRun, yes, expect},
	} = context;
	if (!dryRun && !yes && !canAsk(context))
		throw new UsageRefusal(
			'Without a terminal, chatlogs cannot ask: add --yes, or look first with --dry-run.',
		);
	const asked = act();
	const shown = planAct(store, actor, asked);
	checkExpected(shown, expect);
	if (dryRun || shown.hits.length === 0) return reportAct(context, store, {act: asked, plan: shown, times});
	if (!yes) await ask(context, asked, shown);
	const done = await carryOut(store, actor, act, plan => {
		if (!yes && !isSamePlan(plan, shown))
			throw new Refusal('Nothing was changed: somebody else changed these sessions meanwhile. Look again.');
		checkExpected(plan, expect);
		return true;
	});
	const code = await reportAct(context, store, {act: asked, ...done, times});
	await tidyUp(store, actor);
	return code;
};
