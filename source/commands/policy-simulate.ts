import {leftAlone, type Outlook, simulate} from '../domain/keep/outlook.js';
import {earlierClock} from '../domain/keep/policy-clock.js';
import {simulatedDraft} from '../domain/keep/policy-drafts.js';
import {readPointInTime} from '../domain/language/point-in-time.js';
import {UsageRefusal} from '../domain/refusal.js';
import {finish} from '../domain/steps.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {day, formatTime} from '../text/time.js';
import {exitCode} from './command.js';
import {printJson, printLine} from './output.js';
import {type PolicyContext} from './policy-flags.js';
import {lookFor, policiesMeant} from './policies-meant.js';
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

const printOutlook = ({stdout}: Pick<PolicyContext, 'stdout'>, outlook: Outlook): void => {
	const {policy, now, until, today, months, blocker} = outlook;
	const named = today.length > fewEnough ? `${today.slice(0, fewEnough).join(', ')} …` : today.join(', ');
	printLine(
		stdout,
		`Policy “${policy.name}” would ${policy.act} ${counted(today.length, 'session')} now${named === '' ? '' : `: ${named}`}.`,
	);
	if (blocker !== undefined) printLine(stdout, `A run now would be refused: ${blocker}`);
	if (until > now) {
		printLine(stdout, `By month, with a run a day until ${formatTime(until)}:`);
		printBars(stdout, {bars: months.map(({label, ids}) => ({label, count: ids.length})), rest: undefined});
	}

	for (const text of skippedTexts(leftAlone(outlook), fewEnough)) printLine(stdout, `Left alone, ${text}`);
};

const outlookRecord = ({policy, runs, months, skipped, blocker}: Outlook): object => ({
	policy: policy.name,
	act: policy.act,
	steps: runs.map(({at, ids}) => ({at: isoTime(at), sessions: ids})),
	months: months.map(({label, ids}) => ({month: label, sessions: ids.length})),
	skipped: leftAlone({skipped}),
	refused: blocker ?? null,
});

/** Shows what runs would take, and notes that these texts were simulated. */
export const simulatePolicies = async (
	context: PolicyContext,
	store: Store,
	name: string | undefined,
): Promise<number> => {
	const {actor, machine, stdout, stderr, flags: given} = context;
	const now = earlierClock(machine.now(), store.pbxClock);
	const until = readUntil(given.until, now);
	const policies = policiesMeant(store, name);
	const look = await lookFor(store, policies, {now, stderr});
	const outlooks = finish(simulate(look, policies, {now, until}));
	if (given.json)
		printJson(stdout, {
			now: isoTime(now),
			until: isoTime(until),
			policies: outlooks.map(outlook => outlookRecord(outlook)),
		});
	else if (outlooks.length === 0) printLine(stdout, 'There is no policy.');
	else for (const outlook of outlooks) printOutlook(context, outlook);
	// Of a read-only store, somebody can still see what would go.
	for (const policy of store.readOnly === undefined ? policies : [])
		await store.commit(actor, () => simulatedDraft(store.policies, policy));
	return exitCode.done;
};
