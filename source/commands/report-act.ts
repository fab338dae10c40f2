import {type DestinationTotal} from '../domain/act/destination-totals.js';
import {commandBack, orderOf, outcomeOf, remarksOf} from '../domain/act/sentences.js';
import {type Change} from '../domain/change.js';
import {type Skipped} from '../domain/facts.js';
import {type Store} from '../storage/store.js';
import {type actFlags, type laterFlag} from './act-flags.js';
import {codeThere, type OutcomeThere, tellThere} from './tell-there.js';
import {type Context, exitCode} from './command.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {moveRecords} from './move-records.js';
import {printJson, printLine} from './output.js';
import {isReportPrinted, writeReport} from './report-file.js';
import {actReportText} from './report-text.js';
import {movesAndTotals, type Planned, printHits, skippedTexts, splitSkipped} from './tell-plan.js';

/** An act, and what it did or would do. */
interface Report extends Planned {
	/** Missing if nothing was written. */
	readonly change?: Change | undefined;
	/** The meaning of the times in the filter. */
	readonly times: readonly string[];
	/** Waits until a connected PBX has carried it out; missing if nobody waits for that. */
	readonly carryOut?: ((change: Change) => Promise<OutcomeThere>) | undefined;
}

type Reporting = Context<typeof actFlags & typeof laterFlag>;

/** How many ids are named of sessions that are already so; --json names all. Refused ones are always all named. */
const fewEnough = 20;

/** What a command adds where there are several sites, with a blank before it. */
export const inSite = ({site}: Pick<Context, 'site'>): string =>
	site === undefined || site.isOnly ? '' : ` --site ${site.name}`;

const wayBackText = (context: Reporting, {act, plan}: Report, change: Change): string => {
	const command = commandBack(act, plan, change);
	return command === undefined
		? 'It cannot be undone.'
		: `${command === 'redo' ? 'Redo' : 'Undo'}: chatlogs ${command}${inSite(context)}`;
};

const printRefused = ({stderr}: Reporting, {plan}: Report): void => {
	for (const text of skippedTexts(splitSkipped(plan).refused, Infinity))
		printLine(stderr, `chatlogs: refused, ${text}`);
};

const reportForPeople = async (context: Reporting, store: Store, report: Report): Promise<void> => {
	const {stdout, flags} = context;
	const {act, plan, change, times} = report;
	if (flags.dryRun) {
		printLine(stdout, `Dry run, nothing is changed: ${orderOf(act, plan)}`);
		for (const time of times) printLine(stdout, `Times: ${time}`);
		await printHits(stdout, store, report);
	} else {
		const done =
			change && `Change ${change.n}: ${outcomeOf(act, plan)}. ${wayBackText(context, report, change)}`;
		printLine(stdout, done ?? 'Nothing to do.');
		if (flags.later && change?.forPbx)
			printLine(stdout, 'It is noted here; the next sync carries it out on the PBX.');
	}

	const remarks = flags.dryRun ? remarksOf(act, plan) : plan.remark === undefined ? [] : [plan.remark];
	for (const line of [...movesAndTotals(report), ...remarks]) printLine(stdout, line);
	for (const text of skippedTexts(splitSkipped(plan).alreadySo, fewEnough))
		printLine(stdout, `Skipped, ${text}`);
	printRefused(context, report);
};

const withoutMark = (skipped: readonly Skipped[]): readonly Skipped[] =>
	skipped.map(({id, reason}) => ({id, reason}));

const totalRecord = ({to: {kind, id, number, name}, ...counts}: DestinationTotal): object => ({
	to: {kind, id, number, name},
	...counts,
});

const thereRecord = ({graceEnds, pendingBecause, ...there}: OutcomeThere): object => ({
	...there,
	pendingBecause: pendingBecause ?? null,
	graceEnds: graceEnds === undefined ? null : isoTime(graceEnds),
});

const reportAsJson = (
	{stdout, flags}: Reporting,
	{act, plan, totals, change, times}: Report,
	there: OutcomeThere | undefined,
): void => {
	const {alreadySo, refused} = splitSkipped(plan);
	printJson(stdout, {
		act: act.kind,
		dryRun: flags.dryRun === true,
		change: change?.n ?? null,
		hits: plan.hits,
		moves: moveRecords(plan.draft.moves),
		totals: totals.map(total => totalRecord(total)),
		skipped: withoutMark(alreadySo),
		refused: withoutMark(refused),
		times,
		...(plan.remark && {remark: plan.remark}),
		...(there && {pbx: thereRecord(there)}),
	});
};

/** Whether there is nothing to tell to those who asked for `--quiet`. */
const isNothing = ({plan}: Report): boolean =>
	plan.hits.length === 0 && splitSkipped(plan).refused.length === 0;

/** Prints what was done, or would be, and what a connected PBX made of it; resolves with the exit code. */
export const reportAct = async (context: Reporting, store: Store, report: Report): Promise<number> => {
	const {plan, change, carryOut} = report;
	const {json, quiet, dryRun = false} = context.flags;
	if (quiet && isNothing(report)) return exitCode.done;
	const isForPeople = !json && !isReportPrinted(context);
	// Before it is waited for, people are told what can be undone.
	if (isForPeople && quiet && plan.hits.length === 0) printRefused(context, report);
	else if (isForPeople) await reportForPeople(context, store, report);
	const there = change && (await carryOut?.(change));
	if (json) reportAsJson(context, report, there);
	else if (there && isForPeople) tellThere(context, there);
	const {folder, actor, machine} = context;
	const told = {...report, there, isDryRun: dryRun};
	await writeReport(context, () => actReportText(told, {store, folder, actor, now: machine.now()}));
	const code = there ? codeThere(there) : exitCode.done;
	return code === exitCode.done && splitSkipped(plan).refused.length > 0 ? exitCode.refused : code;
};
