import {type Plan} from '../domain/act/plan.js';
import {type Change} from '../domain/change.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {counted} from '../text/count.js';
import {exitCode} from './command.js';
import {printJson, printLine} from './output.js';
import {type PolicyContext} from './policy-flags.js';
import {inSite} from './report-act.js';
import {codeThere, type OutcomeThere, tellThere} from './tell-there.js';
import {skippedTexts} from './tell-plan.js';

/** What a run of a policy did, or would do. */
export interface Run {
	readonly policy: NamedPolicy;
	/** Missing if it was refused. */
	readonly plan?: Plan;
	/** Missing if nothing was written. */
	readonly change?: Change;
	/** Why it took nothing. */
	readonly refused?: string;
	/** The exit code of that. */
	readonly code?: number;
	readonly there?: OutcomeThere;
}

/** How many ids are named; --json names all. */
const fewEnough = 20;

const done = {delete: 'deleted', purge: 'purged'} as const;

const outcomeOf = (context: PolicyContext, {policy: {name, act}, plan, change}: Run): string => {
	const count = counted(plan!.hits.length, 'session');
	if (change === undefined) return `Dry run, nothing is changed: policy “${name}” would ${act} ${count}.`;
	if (plan!.hits.length === 0) return `Change ${change.n}: policy “${name}” found nothing.`;
	const back =
		act === 'delete' ? ` Undo: chatlogs undo ${change.n}${inSite(context)}` : ' It cannot be undone.';
	return `Change ${change.n}: policy “${name}” ${done[act]} ${count}.${back}`;
};

const tellRun = (context: PolicyContext, run: Run): void => {
	const {stdout, stderr} = context;
	const {policy, plan, refused, there} = run;
	if (plan === undefined) {
		printLine(stderr, `chatlogs: policy “${policy.name}” took nothing: ${refused!}`);
		return;
	}

	printLine(stdout, outcomeOf(context, run));
	if (run.change === undefined && plan.hits.length > 0) printLine(stdout, plan.hits.join(', '));
	if (plan.remark !== undefined) printLine(stdout, plan.remark);
	for (const text of skippedTexts(plan.skipped, fewEnough)) printLine(stdout, `Left alone, ${text}`);
	if (there) tellThere(context, there);
};

const runRecord = ({policy, plan, change, refused, there}: Run): object => ({
	policy: policy.name,
	act: policy.act,
	change: change?.n ?? null,
	hits: plan?.hits ?? [],
	skipped: plan?.skipped ?? [],
	refused: refused ?? null,
	...(there && {pbx: there}),
});

/** Prints what runs did, or would do; returns the exit code. */
export const reportRuns = (context: PolicyContext, runs: readonly Run[]): number => {
	const {stdout, flags: given} = context;
	if (given.json) printJson(stdout, {dryRun: given.dryRun === true, runs: runs.map(run => runRecord(run))});
	else if (runs.length === 0) printLine(stdout, 'There is no policy.');
	else
		for (const run of runs)
			if (!given.quiet || run.plan?.hits.length !== 0 || run.there) tellRun(context, run);
	const codes = runs.map(({refused, code = exitCode.refused, there}) => {
		if (refused !== undefined) return code;
		return there ? codeThere(there) : exitCode.done;
	});
	return Math.max(exitCode.done, ...codes);
};
