import {type Step, stepsOf} from '../domain/keep/due.js';
import {simulatedDraft} from '../domain/keep/policy-drafts.js';
import {runBlocker} from '../domain/keep/policy-run.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {calendarOf} from '../domain/language/calendar.js';
import {readPointInTime} from '../domain/language/point-in-time.js';
import {type Skipped} from '../domain/facts.js';
import {UsageRefusal} from '../domain/refusal.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {day, formatTime} from '../text/time.js';
import {exitCode} from './command.js';
import {printJson, printLine} from './output.js';
import {type PolicyContext} from './policy-flags.js';
import {lookFor, policiesMeant} from './policy-look.js';
import {printBars} from './print-bars.js';
import {skippedTexts} from './tell-plan.js';

/** A simulation goes no further than ten years. */
const mostDays = 3660;

/** How many ids are named; --json names all. */
const fewEnough = 20;

/** @throws UsageRefusal */
const readUntil = (text: string | undefined, now: number): number => {
	if (text === undefined) return now;
	const [, days] = /^(\d{1,4})d$/.exec(text) ?? [];
	const until = days === undefined ? readPointInTime(text) : now + Number(days) * day;
	if (typeof until !== 'number')
		throw new UsageRefusal(`--until ${text}: expected a date, as in 2027-06-30, or 90d.`);
	if (until < now || until > now + mostDays * day)
		throw new UsageRefusal(`--until ${text}: expected a time from now on, within ten years.`);
	return until;
};

/** A run a day, from now on. */
function* daily(now: number, until: number): Generator<number> {
	for (let at = now; at <= until; at += day) yield at;
}

/** All that a policy would take and leave. */
interface Outlook {
	readonly policy: NamedPolicy;
	readonly steps: readonly Step[];
	/** How many sessions go in each month of the policy's zone, such as `2026-11`. */
	readonly months: readonly {readonly label: string; readonly count: number}[];
	readonly skipped: readonly Skipped[];
	/** Why a run would do nothing now. */
	readonly blocker: string | undefined;
}

const outlookOf = (store: Store, policy: NamedPolicy, steps: readonly Step[]): Outlook => {
	const calendar = calendarOf(policy.zone);
	const months = new Map<string, number>();
	for (const {at, ids} of steps) {
		const [year, month] = calendar.dayAt(at);
		const label = `${year}-${String(month + 1).padStart(2, '0')}`;
		months.set(label, (months.get(label) ?? 0) + ids.length);
	}

	const skipped = new Map(
		steps.flatMap(step => step.skipped).map(each => [`${each.id} ${each.reason}`, each]),
	);
	return {
		policy,
		steps: steps.filter(({ids}) => ids.length > 0),
		months: Array.from(months, ([label, count]) => ({label, count})),
		skipped: [...skipped.values()],
		blocker: runBlocker(store.table, {...policy, isSimulated: true}, steps[0]!.ids.length, undefined),
	};
};

const printOutlook = (
	{stdout}: Pick<PolicyContext, 'stdout'>,
	{policy, steps, months, skipped, blocker}: Outlook,
	now: number,
	until: number,
): void => {
	const ids = steps.filter(({at}) => at === now).flatMap(step => step.ids);
	const named = ids.length > fewEnough ? `${ids.slice(0, fewEnough).join(', ')} …` : ids.join(', ');
	printLine(
		stdout,
		`Policy “${policy.name}” would ${policy.act} ${counted(ids.length, 'session')} now${named === '' ? '' : `: ${named}`}.`,
	);
	if (blocker !== undefined) printLine(stdout, `A run now would take nothing: ${blocker}`);
	if (until > now) {
		printLine(stdout, `By month, with a run a day until ${formatTime(until)}:`);
		printBars(stdout, {bars: months, rest: undefined});
	}

	for (const text of skippedTexts(skipped, fewEnough)) printLine(stdout, `Left alone, ${text}`);
};

const outlookRecord = ({policy, steps, months, skipped, blocker}: Outlook): object => ({
	policy: policy.name,
	act: policy.act,
	steps: steps.map(({at, ids}) => ({at: isoTime(at), sessions: ids})),
	months: months.map(({label, count}) => ({month: label, sessions: count})),
	skipped,
	refused: blocker ?? null,
});

/** Shows what runs would take, and notes that these texts were simulated. */
export const simulatePolicies = async (
	context: PolicyContext,
	store: Store,
	name: string | undefined,
): Promise<number> => {
	const {actor, machine, stdout, stderr, flags: given} = context;
	const now = machine.now();
	const until = readUntil(given.until, now);
	const policies = policiesMeant(store, name);
	const look = await lookFor(store, policies, {now, stderr});
	const seeking = policies.map(policy => look.seeking(policy));
	const steps = Map.groupBy(stepsOf(store, look.past(), seeking, daily(now, until)), ({policy}) => policy.id);
	const outlooks = policies.map(policy => outlookOf(store, policy, steps.get(policy.id)!));
	if (given.json)
		printJson(stdout, {
			now: isoTime(now),
			until: isoTime(until),
			policies: outlooks.map(outlook => outlookRecord(outlook)),
		});
	else if (outlooks.length === 0) printLine(stdout, 'There is no policy.');
	else for (const outlook of outlooks) printOutlook(context, outlook, now, until);
	// Of a read-only store, somebody can still see what would go.
	for (const policy of store.readOnly === undefined ? policies : [])
		await store.commit(actor, () => simulatedDraft(store.policies, policy));
	return exitCode.done;
};
