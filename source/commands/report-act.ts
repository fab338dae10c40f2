import {type Act} from '../domain/act/act.js';
import {type Plan} from '../domain/act/plan.js';
import {commandBack, orderOf, outcomeOf} from '../domain/act/sentences.js';
import {type Change} from '../domain/change.js';
import {type Skipped} from '../domain/facts.js';
import {formatCount} from '../text/count.js';
import {type Store} from '../storage/store.js';
import {type actFlags, type laterFlag} from './act-flags.js';
import {codeThere, type OutcomeThere, tellThere} from './tell-there.js';
import {type Context, exitCode} from './command.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {printAll, printJson, printLine} from './output.js';
import {printMessages} from './print-messages.js';
import {tableText} from './print-table.js';
import {sessionColumns} from './session-columns.js';
import {sessionIn} from './with-store.js';

/** An act, and what it did or would do. */
export interface Report {
	readonly act: Act;
	readonly plan: Plan;
	/** Missing if nothing was written. */
	readonly change?: Change | undefined;
	/** The meaning of the times in the filter. */
	readonly times: readonly string[];
	/** Waits until a connected PBX has carried it out; missing if nobody waits for that. */
	readonly carryOut?: ((change: Change) => Promise<OutcomeThere>) | undefined;
}

type Reporting = Context<typeof actFlags & typeof laterFlag>;

/** Prints each reason once, with the first `most` ids that it holds for. */
const printSkipped = (skipped: readonly Skipped[], most: number, print: (line: string) => void): void => {
	for (const [reason, those] of Map.groupBy(skipped, each => each.reason)) {
		const ids = those.slice(0, most).map(({id}) => id);
		const more = those.length - ids.length;
		print(`${reason}: ${ids.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`);
	}
};

/** How many ids are named of sessions that are already so; --json names all. Refused ones are always all named. */
const fewEnough = 20;

/** Prints the sessions that would be hit as a list, or the messages. */
const printHits = async ({stdout}: Reporting, store: Store, {act, plan}: Report): Promise<void> => {
	const hits = new Set(plan.hits);
	if (act.kind === 'delete-messages') {
		const conversation = sessionIn(store, act.session);
		const messages = store.history(act.session).messages.filter(({id}) => hits.has(id));
		printMessages(
			stdout,
			messages.map(message => ({message, conversation, isDeleted: false})),
		);
	} else {
		const sessions = hits.values().map(id => store.session(id)!);
		await printAll(stdout, tableText(stdout, sessionColumns(store.directory), sessions));
	}
};

const wayBackText = ({act, plan}: Report, change: Change): string => {
	const command = commandBack(act, plan, change);
	if (command === undefined) return 'It cannot be undone.';
	return `${command === 'redo' ? 'Redo' : 'Undo'}: chatlogs ${command}`;
};

/** Splits what was skipped, because a session that is already so counts as done. */
const skippedOf = ({
	skipped,
}: Plan): {readonly alreadySo: readonly Skipped[]; readonly refused: readonly Skipped[]} => {
	const {true: alreadySo = [], false: refused = []} = Object.groupBy(skipped, ({isAlreadySo}) =>
		isAlreadySo ? 'true' : 'false',
	);
	return {alreadySo, refused};
};

const reportForPeople = async (context: Reporting, store: Store, report: Report): Promise<void> => {
	const {stdout, stderr, flags} = context;
	const {act, plan, change, times} = report;
	if (flags.dryRun) {
		printLine(stdout, `Dry run, nothing is changed: ${orderOf(act, plan)}`);
		for (const time of times) printLine(stdout, `Times: ${time}`);
		await printHits(context, store, report);
	} else {
		const done = change && `Change ${change.n}: ${outcomeOf(act, plan)}. ${wayBackText(report, change)}`;
		printLine(stdout, done ?? 'Nothing to do.');
		if (flags.later && change?.forPbx)
			printLine(stdout, 'It is noted here; the next sync carries it out on the PBX.');
	}

	if (plan.remark) printLine(stdout, plan.remark);
	const {alreadySo, refused} = skippedOf(plan);
	printSkipped(alreadySo, fewEnough, line => printLine(stdout, `Skipped, ${line}`));
	printSkipped(refused, Infinity, line => printLine(stderr, `chatlogs: refused, ${line}`));
};

const withoutMark = (skipped: readonly Skipped[]): readonly Skipped[] =>
	skipped.map(({id, reason}) => ({id, reason}));

const thereRecord = ({graceEnds, pendingBecause, ...there}: OutcomeThere): object => ({
	...there,
	pendingBecause: pendingBecause ?? null,
	graceEnds: graceEnds === undefined ? null : isoTime(graceEnds),
});

const reportAsJson = (
	{stdout, flags}: Reporting,
	{act, plan, change, times}: Report,
	there: OutcomeThere | undefined,
): void => {
	const {alreadySo, refused} = skippedOf(plan);
	printJson(stdout, {
		act: act.kind,
		dryRun: flags.dryRun === true,
		change: change?.n ?? null,
		hits: plan.hits,
		skipped: withoutMark(alreadySo),
		refused: withoutMark(refused),
		times,
		...(plan.remark && {remark: plan.remark}),
		...(there && {pbx: thereRecord(there)}),
	});
};

/** Prints what was done, or would be, and what a connected PBX made of it; resolves with the exit code. */
export const reportAct = async (context: Reporting, store: Store, report: Report): Promise<number> => {
	const {plan, change, carryOut} = report;
	const {json} = context.flags;
	// Before it is waited for, people are told what can be undone.
	if (!json) await reportForPeople(context, store, report);
	const there = change && (await carryOut?.(change));
	if (json) reportAsJson(context, report, there);
	else if (there) tellThere(context, there);
	const code = there ? codeThere(there) : exitCode.done;
	return code === exitCode.done && skippedOf(plan).refused.length > 0 ? exitCode.refused : code;
};
