import {type Change} from '../domain/change.js';
import {type Plan} from '../domain/act/plan.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {type Act, type actFlags, type Proposal, propose} from './act.js';
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

/** Plans and commits under one lock, so that nothing can come between. */
const commit = async (
	store: Store,
	{actor, flags}: Context<typeof actFlags>,
	act: Act,
	confirmed: Plan | undefined,
): Promise<{proposal: Proposal; change: Change | undefined}> =>
	store.write(async writing => {
		const proposal = propose(store, act);
		const {draft, hits} = proposal.plan;
		if (confirmed && JSON.stringify(confirmed.draft) !== JSON.stringify(draft))
			throw new Refusal('Nothing was changed: meanwhile somebody else changed these sessions. Look again.');
		checkExpected(proposal.plan, flags.expect);
		if (hits.length === 0) return {proposal, change: undefined};
		const change = writing.number(actor, draft);
		await writing.append(change);
		return {proposal, change};
	});

/** Shows, asks, does and tells; resolves with the exit code. */
export const carryOut = async (
	context: Context<typeof actFlags>,
	store: Store,
	act: Act,
): Promise<number> => {
	const {dryRun, yes, expect} = context.flags;
	if (!dryRun && !yes && !canAsk(context))
		throw new UsageRefusal('Without a terminal nobody can be asked: add --yes, or look with --dry-run.');
	const proposal = propose(store, act);
	checkExpected(proposal.plan, expect);
	const {plan} = proposal;
	if (dryRun || plan.hits.length === 0) return reportAct(context, act, proposal, undefined);
	if (!yes && plan.remark) printLine(context.stderr, plan.remark);
	if (!yes) await confirm(context, act.order(plan), plan.hits.length);
	const done = await commit(store, context, act, yes ? undefined : plan);
	const code = await reportAct(context, act, done.proposal, done.change);
	await tidyUp(store);
	return code;
};
