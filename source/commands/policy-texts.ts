import {text as textOf} from 'node:stream/consumers';
import {actorLabel, type Draft} from '../domain/change.js';
import {policyDraft, policyRemoval} from '../domain/keep/policy-drafts.js';
import {type NamedPolicy, policyActs, type PolicyText} from '../domain/keep/policy.js';
import {ownZone} from '../domain/language/calendar.js';
import {UsageRefusal} from '../domain/refusal.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {type Store} from '../storage/store.js';
import {formatCount} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {exitCode} from './command.js';
import {textOfNamed} from './named-file.js';
import {printJson, printLine} from './output.js';
import {type PolicyContext} from './policy-flags.js';
import {afterText, checkedPolicy, policyRecord, readPolicies} from './policy-form.js';
import {type Column, printTable} from './print-table.js';
import {refuseOthers} from './refuse-others.js';

const columns: readonly Column<NamedPolicy>[] = [
	{title: 'Policy', cell: ({name}) => name, canShrink: true},
	{
		title: 'Then',
		cell: ({act, after}) => (after === undefined ? act : `${act} after ${afterText(after)}`),
	},
	{title: 'At most', cell: ({atMost}) => (atMost === undefined ? '' : formatCount(atMost)), align: 'right'},
	{title: 'Zone', cell: ({zone}) => zone},
	{title: 'Simulated', cell: ({isSimulated}) => (isSimulated ? 'yes' : 'not yet')},
	{title: 'Last run', cell: ({runs}) => formatTime(runs.at(-1))},
	{title: 'By', cell: policy => actorLabel(policy), canShrink: true},
	{title: 'Filter', cell: ({filter = '(cannot be read any more; set it anew)'}) => filter, canShrink: true},
];

/** Prints the policies; as JSON in the form that `policy set --file` takes. */
export const listPolicies = (
	{flags: given, stdout}: Pick<PolicyContext, 'flags' | 'stdout'>,
	{policies}: Store,
): number => {
	if (given.json) {
		printJson(stdout, {
			policies: policies.map(policy => ({
				...policyRecord({...policy, filter: policy.filter ?? ''}),
				change: policy.n,
				since: isoTime(policy.at),
				by: policy.by,
				...(policy.as !== undefined && {as: policy.as}),
				isSimulated: policy.isSimulated,
				lastRun: isoTime(policy.runs.at(-1)) ?? null,
				took: policy.took,
			})),
		});
	} else if (policies.length === 0) printLine(stdout, 'There is no policy.');
	else printTable(stdout, columns, policies);
	return exitCode.done;
};

/** The policies that the command line, or a file, gives. */
export const readTexts = async (
	context: PolicyContext,
	name: string | undefined,
): Promise<readonly PolicyText[]> => {
	const {file, filter, then, after, atMost, zone = ownZone()} = context.flags;
	if (file !== undefined) {
		if (name !== undefined) throw new UsageRefusal('With --file, the file says all: leave out the name.');
		refuseOthers(context.flags, ['file'], 'policy set --file');
		return file === '-'
			? readPolicies(await textOf(context.stdin.stream()), 'stdin')
			: readPolicies(textOfNamed(context.machine.files, file), file);
	}

	const act = policyActs.find(each => each === then);
	const isComplete = name !== undefined && filter !== undefined;
	if (act === undefined || !isComplete)
		throw new UsageRefusal(
			"A policy needs a name, a filter, and what to do: chatlogs policy set NAME --filter 'status:closed active:..365d' --then delete",
		);
	return [checkedPolicy({name, filter, act, after, atMost, zone})];
};

const did = ({kind, policy}: Draft): string =>
	kind === 'policy-removed' ? 'removed' : policy!.of === undefined ? 'set' : 'edited';

/** Writes a change for each policy that says something new. */
export const setPolicies = async (
	{actor, stdout, flags: given}: PolicyContext,
	store: Store,
	texts: readonly PolicyText[],
): Promise<number> => {
	const told: {readonly policy: string; readonly change: number | null}[] = [];
	for (const text of texts) {
		const change = await store.commit(actor, () => policyDraft(store.policies, text));
		told.push({policy: text.name, change: change?.n ?? null});
		if (given.json || (given.quiet && change === undefined)) continue;
		printLine(
			stdout,
			change
				? `Change ${change.n}: policy “${text.name}” ${did(change)}. Before it can run: chatlogs policy simulate`
				: `Policy “${text.name}” says that already.`,
		);
	}

	const isNothing = told.every(({change}) => change === null);
	if (given.json && !(given.quiet && isNothing)) printJson(stdout, {policies: told});
	return exitCode.done;
};

export const removePolicy = async (
	{actor, stdout, flags: given}: PolicyContext,
	store: Store,
	name: string,
): Promise<number> => {
	const change = await store.commit(actor, () => policyRemoval(store.policies, name));
	if (given.json) printJson(stdout, {policy: change.policy!.name, change: change.n});
	else printLine(stdout, `Change ${change.n}: policy “${change.policy!.name!}” removed.`);
	return exitCode.done;
};
