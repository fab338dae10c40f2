import {type Change} from '../domain/change.js';
import {type Skipped} from '../domain/facts.js';
import {formatCount} from '../text/count.js';
import {type Act, type actFlags, type Proposal} from './act.js';
import {type Context, exitCode} from './command.js';
import {printJson, printLine} from './output.js';

/** Each reason once, with the ids for which it holds, or the first of them. */
const printSkipped = (skipped: readonly Skipped[], most: number, print: (line: string) => void): void => {
	for (const [reason, those] of Map.groupBy(skipped, each => each.reason)) {
		const ids = those.slice(0, most).map(({id}) => id);
		const more = those.length - ids.length;
		print(`${reason}: ${ids.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`);
	}
};

/** Of those that are already so; whoever wants to know all takes --json. What was refused is always named. */
const fewEnough = 20;

const reportForPeople = async (
	{stdout, stderr, flags}: Context<typeof actFlags>,
	act: Act,
	{plan, alreadySo, refused}: Proposal,
	change: Change | undefined,
): Promise<void> => {
	if (flags.dryRun) {
		printLine(stdout, `Dry run, nothing is changed: ${act.order(plan)}`);
		for (const time of act.times) printLine(stdout, `Times: ${time}`);
		await act.printHits(plan);
	} else {
		const done = change && `Change ${change.n}: ${act.outcome(plan)}. ${act.wayBack(change)}`;
		printLine(stdout, done ?? 'Nothing to do.');
	}

	if (plan.remark) printLine(stdout, plan.remark);
	printSkipped(alreadySo, fewEnough, line => printLine(stdout, `Skipped, ${line}`));
	printSkipped(refused, Infinity, line => printLine(stderr, `chatlogs: refused, ${line}`));
};

/** Tells what was done, or would be; resolves with the exit code. `change` is missing if nothing was written. */
export const reportAct = async (
	context: Context<typeof actFlags>,
	act: Act,
	proposal: Proposal,
	change: Change | undefined,
): Promise<number> => {
	const {plan, alreadySo, refused} = proposal;
	if (context.flags.json) {
		printJson(context.stdout, {
			act: act.kind,
			dryRun: context.flags.dryRun === true,
			change: change?.n ?? null,
			hits: plan.hits,
			skipped: alreadySo,
			refused,
			times: act.times,
			...(plan.remark && {remark: plan.remark}),
		});
	} else {
		await reportForPeople(context, act, proposal, change);
	}

	return refused.length === 0 ? exitCode.done : exitCode.refused;
};
