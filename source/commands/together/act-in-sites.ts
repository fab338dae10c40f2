import {destroysMany} from '../../domain/act/needs-count.js';
import {capitalized, notDone, verbs} from '../../domain/act/sentences.js';
import {describeTimes} from '../../domain/language/describe.js';
import {Refusal} from '../../domain/refusal.js';
import {type Site, siteLabel} from '../../domain/site.js';
import {counted, formatCount} from '../../text/count.js';
import {type actFlags} from '../act-flags.js';
import {checkExpected, refuseUnasked} from '../carry-out.js';
import {type Context, exitCode} from '../command.js';
import {type Output} from '../streams.js';
import {confirm} from '../confirm.js';
import {printJson, printLine} from '../output.js';
import {printTable} from '../print-table.js';
import {readFilter} from '../read-filter.js';
import {type filterFlag} from '../targets.js';
import {type SitePlan} from './site-plan.js';
import {type Running, outcomesIn, type SiteOutcome} from './outcomes.js';
import {jointCode, outputRecord, printOutputLines, printTroubles} from './print-outputs.js';

type ActContext = Context<typeof actFlags & typeof filterFlag>;

/** A site in which the act was planned. */
interface Planned {
	readonly site: Site;
	readonly plan: SitePlan;
}

const plannedIn = (outcomes: readonly SiteOutcome[]): readonly Planned[] =>
	outcomes.flatMap(({site, report: {plan}}) => (plan ? [{site, plan}] : []));

const totalOf = (planned: readonly Planned[]): number => planned.reduce((sum, {plan}) => sum + plan.hits, 0);

/** `delete 36 sessions in 3 sites`; nothing if no site has any. */
const orderOf = (planned: readonly Planned[]): string | undefined => {
	const hit = planned.filter(({plan}) => plan.hits > 0);
	if (hit.length === 0) return undefined;
	const final = hit.some(({plan}) => plan.isFinal) ? ', which cannot be undone' : '';
	const sessions = counted(totalOf(hit), 'session');
	return `${verbs[hit[0]!.plan.kind]} ${sessions} in ${counted(hit.length, 'site')}${final}`;
};

/** The meaning of the times in the filter, a line each: to the second as it was planned in the first site. */
const timesOf = ({flags: {filter = ''}}: ActContext, [first]: readonly Planned[]): readonly string[] =>
	first === undefined ? [] : describeTimes(readFilter(filter), first.plan.askedAt);

const printPlans = (output: Output, planned: readonly Planned[]): void => {
	const countColumn = (title: string, count: (plan: SitePlan) => number) => ({
		title,
		cell: ({plan}: Planned) => formatCount(count(plan)),
		align: 'right' as const,
	});
	printTable(
		output,
		[
			{title: 'Site', cell: ({site}: Planned) => siteLabel(site), canShrink: true as const},
			countColumn('Sessions', ({hits}) => hits),
			countColumn('Already so', ({alreadySo}) => alreadySo),
		],
		planned,
	);
	for (const remark of new Set(planned.flatMap(({plan}) => plan.remark ?? []))) printLine(output, remark);
};

const printRefused = (output: Output, planned: readonly Planned[]): void => {
	for (const {site, plan} of planned)
		for (const text of plan.refused) printLine(output, `chatlogs: ${site.name}: refused, ${text}`);
};

/** Asks once for all sites: with how many sessions in each, and which sites it cannot be done in. */
const ask = async (context: ActContext, outcomes: readonly SiteOutcome[]): Promise<void> => {
	const {stderr} = context;
	const planned = plannedIn(outcomes);
	const {kind} = planned[0]!.plan;
	printPlans(stderr, planned);
	printRefused(stderr, planned);
	printTroubles(context, outcomes);
	const total = totalOf(planned);
	const count = destroysMany(kind, total) ? total : undefined;
	await confirm(context, `${capitalized(orderOf(planned)!)}?`, notDone({kind}), count);
};

/** What became of each site, where it was carried out, else where it was planned. */
const printDone = (
	context: ActContext,
	outcomes: readonly SiteOutcome[],
	plans: readonly Planned[],
): void => {
	const {stdout, stderr, flags} = context;
	const {json, quiet, dryRun = false} = flags;
	const order = orderOf(plans);
	if (json) {
		const planOf = new Map(plans.map(({site, plan}) => [site.name, plan]));
		const sites = outcomes.map(outcome => {
			const {hits = 0, alreadySo = 0, refused = []} = planOf.get(outcome.site.name) ?? {};
			return {...outputRecord(outcome), sessions: hits, alreadySo, refused};
		});
		const act = plans[0]?.plan.kind ?? null;
		printJson(stdout, {act, dryRun, sessions: totalOf(plans), times: timesOf(context, plans), sites});
		return;
	}

	if (dryRun) {
		printLine(stdout, `Dry run, nothing is changed: ${order ?? 'nothing to do'}`);
		for (const time of timesOf(context, plans)) printLine(stdout, `Times: ${time}`);
		printPlans(stdout, plans);
	} else if (order === undefined && !quiet) printLine(stdout, 'Nothing to do.');
	printOutputLines(stdout, outcomes);
	// Where it was carried out, that told which were refused.
	const isCarriedOut = new Set(outcomes.filter(({report}) => !report.plan).map(({site}) => site.name));
	printRefused(
		stderr,
		plans.filter(({site}) => !isCarriedOut.has(site.name)),
	);
};

/**
Plans an act in all sites, asks once, and only then carries it out in the first. Trouble in one does not stop the
others. Called again, it does what is left.
@returns the exit code
@throws Refusal if it was not agreed to, or a signal came before; then nothing is changed
*/
export const actInSites = async (
	context: ActContext,
	sites: readonly Site[],
	running: Running,
): Promise<number> => {
	const {yes, dryRun, expect, quiet} = context.flags;
	refuseUnasked(context);
	const ended = new Refusal('Nothing was changed: the command was ended.');
	const planned = await outcomesIn(sites, context, {...running, ended});
	const plans = plannedIn(planned);
	const total = totalOf(plans);
	checkExpected(total, expect);
	let outcomes = planned;
	if (!dryRun && total > 0) {
		if (!yes) await ask(context, planned);
		const isExact = !yes || expect !== undefined;
		const agreed = new Map(
			plans.flatMap(({site, plan: {hits, marks, askedAt, digest}}) =>
				hits > 0 ? [[site.name, {marks, askedAt, ...(isExact && {digest})}]] : [],
			),
		);
		const done = await outcomesIn(
			plans.flatMap(({site, plan}) => (plan.hits > 0 ? [{...site, ...plan.marks}] : [])),
			context,
			// What is done may be carried out on PBXs, of which some may be silent.
			{...running, agreed, mayWait: true},
		);
		const doneIn = new Map(done.map(outcome => [outcome.site.name, outcome]));
		outcomes = planned.map(outcome => doneIn.get(outcome.site.name) ?? outcome);
	}

	const code = jointCode(outcomes);
	if (!quiet || total > 0 || code !== exitCode.done) printDone(context, outcomes, plans);
	printTroubles(context, outcomes);
	return code;
};
