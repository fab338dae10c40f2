import {type Directory} from '../domain/directory.js';
import {type Handler, handlerKey, handlerKindLabel, handlerLabel} from '../domain/handler.js';
import {type OrphanGroup, orphanGroups, sessionsOfOwner} from '../domain/orphans.js';
import {type Past} from '../domain/past/past.js';
import {UsageRefusal} from '../domain/refusal.js';
import {nameOrder} from '../text/name-order.js';
import {spelled} from '../text/sought.js';
import {formatTime} from '../text/time.js';
import {type Store} from '../storage/store.js';
import {actFlags, laterFlag, noteFlag} from './act-flags.js';
import {asOfFlag, pastAt, pastRecord, readAsOf, sitePastAt, tellPast} from './as-of.js';
import {carryOutAct} from './carry-out.js';
import {type Context, defineCommand, exitCode, type Flags, type RowsTogether} from './command.js';
import {readDestinations, toFlag} from './destination.js';
import {expectNoInput} from './ids.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {printJson} from './output.js';
import {type Column, printTable} from './print-table.js';
import {sitesFlags} from './sites-flags.js';
import {withStore} from './with-store.js';

const flags = {
	reassign: {
		type: 'string',
		value: 'OWNER',
		explanation: 'reassign the sessions that this deleted owner left behind',
	},
	...toFlag,
	...noteFlag,
	...laterFlag,
	...actFlags,
	...asOfFlag,
	...sitesFlags,
} as const satisfies Flags;

const columns: readonly Column<OrphanGroup>[] = [
	{title: 'Owner', cell: ({owner}) => handlerLabel(owner), canShrink: true, least: 14},
	{title: 'Kind', cell: ({owner}) => handlerKindLabel[owner.kind], leftOut: 0},
	{title: 'Sessions', cell: ({sessions}) => String(sessions), align: 'right'},
	{title: 'Open', cell: ({open}) => String(open), align: 'right'},
	{title: 'Oldest', cell: ({oldest}) => formatTime(oldest), leftOut: 2},
	{title: 'Newest', cell: ({newest}) => formatTime(newest), leftOut: 1},
];

const groupRecord = ({owner, sessions, open, oldest, newest}: OrphanGroup): object => ({
	owner: {kind: owner.kind, id: owner.id, number: owner.number, name: owner.name},
	sessions,
	open,
	oldest: isoTime(oldest),
	newest: isoTime(newest),
});

/** The groups as they were, if a past is given, else as they are. */
const groupsOf = (store: Store, past: Past | undefined): readonly OrphanGroup[] =>
	orphanGroups({...(past ?? {table: store.table, directory: store.directory}), locale: store.locale});

const printGroups = (context: Context<typeof flags>, store: Store): void => {
	const {stdout, flags} = context;
	const time = readAsOf(context);
	const past = time === undefined ? undefined : pastAt(store, time);
	if (past) tellPast(context, past);
	const groups = groupsOf(store, past);
	if (flags.json) printJson(stdout, {...(past && {asOf: pastRecord(past)}), groups: groups.map(groupRecord)});
	else printTable(stdout, columns, groups);
};

/** Deleted owners: those that the PBX listed, and those known only by the sessions that they left behind. */
const deletedOwners = (store: Store): readonly Handler[] => {
	const owners = [
		...orphanGroups(store).map(({owner}) => owner),
		...store.directory.owners.filter(({deletedAt}) => deletedAt !== undefined),
	];
	return [...new Map(owners.map(owner => [handlerKey(owner), owner])).values()];
};

/** `#` and the id, which tells namesakes apart; with the label if the id is unknown. */
const tagOf = (handler: Handler): string =>
	handler.id === 0 ? `#0 ${handlerLabel(handler)}` : `#${handler.id}`;

/** The ways to name a handler: number, name, both, or its tag, each also after its kind. */
const namesOf = (handler: Handler): readonly string[] => {
	const {kind, number, name} = handler;
	const words = [number, name, handlerLabel(handler), tagOf(handler)].filter(Boolean);
	return words.flatMap(word => [word, `${kind}:${word}`]);
};

const unknownOwner = (text: string, directory: Directory): UsageRefusal => {
	const [owner] = spelled(text, directory.owners, namesOf);
	return new UsageRefusal(
		owner === undefined
			? `There is no deleted owner “${text}”: chatlogs orphans shows them.`
			: `${handlerLabel(owner)} is not deleted. Choose its sessions by a filter: chatlogs transfer --filter 'handler:${owner.kind}:${owner.number || owner.name}' --to …`,
	);
};

const readOwner = (text: string, store: Store): Handler => {
	const [owner, ...others] = spelled(text, deletedOwners(store), namesOf);
	if (owner === undefined) throw unknownOwner(text, store.directory);
	if (others.length === 0) return owner;
	const choices = [owner, ...others].map(each => `${each.kind}:${tagOf(each)} (${handlerLabel(each)})`);
	throw new UsageRefusal(`“${text}” may be ${choices.join(' or ')}. Name one of them in that form.`);
};

const reassign = async (context: Context<typeof flags>, store: Store, ownerText: string): Promise<number> => {
	const owner = readOwner(ownerText, store);
	const {note} = context.flags;
	const to = readDestinations(context.flags, store);
	return carryOutAct(context, store, () => ({
		kind: 'transfer',
		sessions: sessionsOfOwner(store, owner),
		to,
		leftBy: owner,
		note,
	}));
};

/** As one list of several sites, the largest group first. */
const together: RowsTogether<typeof flags> = {
	kind: 'rows',
	name: 'groups',
	titles: columns,
	lone: ({flags: {reassign: owner}}) => (owner === undefined ? undefined : '--reassign'),
	async rows(context, take) {
		readRequest(context);
		const time = readAsOf(context);
		return withStore(context, async store => {
			const past = time === undefined ? undefined : sitePastAt(context, store, time);
			if (time !== undefined && past === undefined) return 0;
			if (past) tellPast(context, past);
			const groups = groupsOf(store, past);
			for (const group of groups) {
				const key = [group.sessions, handlerLabel(group.owner)];
				await take(
					context.flags.json
						? {key, record: groupRecord(group)}
						: {key, cells: columns.map(({cell}) => cell(group))},
				);
			}

			return groups.length;
		});
	},
	compare({machine}) {
		const order = nameOrder(machine.locale);
		return ([a, nameA], [b, nameB]) => Number(b) - Number(a) || order(String(nameA), String(nameB));
	},
};

/** The owner whose sessions are to be reassigned. */
const readRequest = (context: Context<typeof flags>): string | undefined => {
	expectNoInput(context);
	const {reassign: owner, to = [], note, dryRun, expect, yes, report, asOf} = context.flags;
	const isAct = [note, dryRun, expect, yes, report, ...to].some(value => value !== undefined);
	if (owner === undefined && isAct)
		throw new UsageRefusal('Name the owner whose sessions to reassign: --reassign OWNER.');
	if (owner !== undefined && asOf !== undefined)
		throw new UsageRefusal('The past cannot be altered: leave out --as-of or --reassign.');
	return owner;
};

export const orphans = defineCommand({
	name: 'orphans',
	summary: 'the sessions that deleted extensions and queues left behind; --reassign transfers them',
	together,
	usage: [
		'orphans [--as-of TIME] [--json]',
		'orphans --all-sites | --sites A,B | --tag T [--as-of TIME] [--json]',
		'orphans --reassign OWNER --to extension:1001 | queue:Support | api … [--note T]',
	],
	flags,
	examples: [
		{
			line: 'orphans',
			explanation: 'by owner: sessions, how many are open, the oldest and the latest activity',
		},
		{line: 'orphans --reassign 1003 --to queue:Support', explanation: 'all of them to one, after a question'},
		{
			line: "orphans --reassign 'queue:Night shift' --to extension:1001 --to extension:1002 --dry-run",
			explanation: 'each session to whoever has the fewest open sessions then',
		},
	],
	async run(context) {
		const owner = readRequest(context);
		return withStore(context, async store => {
			if (owner !== undefined) return reassign(context, store, owner);
			printGroups(context, store);
			return exitCode.done;
		});
	},
});
