import {isOverdue, overdueTexts} from '../domain/keep/policy-clock.js';
import {counted} from '../text/count.js';
import {type Problem} from '../storage/check/check-index.js';
import {type CheckReport, checkStore} from '../storage/check/check-store.js';
import {type RepairReport, repairStore} from '../storage/repair/repair-store.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {type Output} from './streams.js';
import {expectNoInput} from './ids.js';
import {printJson, printLine} from './output.js';
import {sessionProgress} from './progress.js';
import {sitesFlags} from './sites-flags.js';
import {refuseOtherStore} from './with-store.js';

const flags = {
	repair: {type: 'boolean', explanation: 'repair it, after copying what is changed'},
	...sitesFlags,
} as const satisfies Flags;

/** How many positions of one problem are named; --json names all. */
const fewEnough = 5;

/** Prints each problem of a file once, with its positions. */
const printProblems = (output: Output, problems: readonly Problem[]): void => {
	const kinds = Map.groupBy(problems, ({file, what, remedy}) => JSON.stringify([file, what, remedy]));
	for (const those of kinds.values()) {
		const [{file, what, remedy}] = those as [Problem];
		const positions = those.flatMap(({position}) => position ?? []);
		const more = positions.length > fewEnough ? `; and ${positions.length - fewEnough} more` : '';
		const where = [file, positions.slice(0, fewEnough).join('; ') + more].filter(Boolean).join(', ');
		printLine(output, `${where}: ${what}. Do: ${remedy}`);
	}
};

/** The names of the policies that did not run for longer than they usually do. */
const overdueIn = ({policies}: CheckReport, now: number): readonly string[] =>
	policies.filter(({runs}) => isOverdue(runs, now)).map(({name}) => name);

/** The output of `--json`, in which a problem's position has the key `place`. */
const reportJson = ({problems, policies, ...report}: CheckReport, now: number): object => ({
	...report,
	overduePolicies: overdueIn({problems, policies, ...report}, now),
	problems: problems.map(({file, position, what, remedy}) => ({
		file,
		...(position !== undefined && {place: position}),
		what,
		remedy,
	})),
});

const printReport = (
	{stdout, stderr, machine}: Pick<Context, 'stdout' | 'stderr' | 'machine'>,
	report: CheckReport,
): void => {
	const {changes, digest, sessions, messages, problems, leftOvers} = report;
	const {copies, store, hasStrayWords, unknownTargets} = report;
	printLine(stdout, `Checked ${counted(sessions, 'session')} and ${counted(messages, 'message')}.`);
	printLine(stdout, `Changes: ${changes}, digest of the last: ${digest}. Keep both elsewhere.`);
	if (store.id !== undefined) printLine(stdout, `Store: ${store.id}.`);
	if (store.rewritten)
		printLine(
			stdout,
			`Rewritten as version 2 up to change ${store.rewritten.n}; in version 1 its digest was ${store.rewritten.digest}.`,
		);
	for (const name of leftOvers)
		printLine(stdout, `${name}: left over, harmless; the next import removes it.`);
	if (hasStrayWords)
		printLine(
			stdout,
			'words.jsonl: holds words that belong to no change, harmless; chatlogs check --repair removes them.',
		);
	for (const name of copies)
		printLine(stdout, `${name}: kept by a repair. Remove it once you need nothing from it.`);
	for (const target of unknownTargets)
		printLine(stdout, `${target}: unknown to this chatlogs. What the journal says about it is kept.`);
	for (const text of overdueTexts(report.policies, machine.now()))
		printLine(stdout, `${text} Run it: chatlogs policy run`);
	printProblems(stderr, problems);
	printLine(stdout, problems.length === 0 ? 'Nothing is wrong.' : `${counted(problems.length, 'problem')}.`);
};

const printRepair = (context: Pick<Context, 'stdout' | 'stderr' | 'machine'>, report: RepairReport): void => {
	const {before, after, backup, losses, change} = report;
	printProblems(context.stderr, before.problems);
	if (backup !== undefined)
		printLine(
			context.stdout,
			`The files that were changed are kept in ${backup}, inside the store, as they were.`,
		);
	for (const loss of losses) printLine(context.stdout, `Lost: ${loss}.`);
	if (change !== undefined) printLine(context.stdout, `Change ${change.n}: repaired.`);
	printReport(context, after);
};

export const check = defineCommand({
	name: 'check',
	summary: 'read the whole store and say what is wrong; --repair mends it',
	usage: ['check [--repair] [--json]', 'check --all-sites | --sites A,B | --tag T [--json]'],
	flags,
	together: {kind: 'outputs', lone: ({flags: given}) => (given.repair ? '--repair' : undefined)},
	examples: [
		{line: 'check', explanation: 'changes nothing; exit code 1 if anything is wrong'},
		{line: 'check --repair', explanation: 'keeps everything that can be kept, and names the rest'},
	],
	async run(context) {
		expectNoInput(context);
		const {flags: given, folder, machine, actor, stdout, stderr} = context;
		await refuseOtherStore(context);
		const progress = sessionProgress(stderr);
		const onProgress = progress.update;
		const now = machine.now();
		try {
			if (given.repair) {
				const report = await repairStore({folder, machine, actor, onProgress});
				progress.end();
				if (given.json)
					printJson(stdout, {
						...report,
						before: reportJson(report.before, now),
						after: reportJson(report.after, now),
					});
				else printRepair(context, report);
				return report.after.problems.length === 0 ? exitCode.done : exitCode.refused;
			}

			const report = await checkStore({...machine, folder, onProgress});
			progress.end();
			if (given.json) printJson(stdout, reportJson(report, now));
			else printReport(context, report);
			return report.problems.length === 0 ? exitCode.done : exitCode.refused;
		} finally {
			progress.end();
		}
	},
});
