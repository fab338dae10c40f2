import {broughtUnknown} from '../domain/brought.js';
import {actorLabel, type Change, isFromPbx} from '../domain/change.js';
import {touchedSessions} from '../domain/effects.js';
import {foldSyncs, type ListedChange} from '../domain/fold-syncs.js';
import {handlerLabel} from '../domain/handler.js';
import {standingText, withTakenBack} from '../domain/taken-back.js';
import {broughtBy, describeChange} from '../domain/describe-change.js';
import {idsText} from '../domain/id-ranges.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {formatCount} from '../text/count.js';
import {formatExactTime} from '../text/time.js';
import {type Store} from '../storage/store.js';
import {sessionEffectColumns, sessionEffects} from './change-sessions.js';
import {type Context, defineCommand, exitCode, type Flags, type RowsTogether} from './command.js';
import {readId} from './ids.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {moveRecords} from './move-records.js';
import {printAll, printJson, refuseBothJson} from './output.js';
import {jsonLinesText, jsonListText} from '../exchange/export/json-text.js';
import {printPairs} from './print-pairs.js';
import {type Column, tableText} from './print-table.js';
import {movesText} from './tell-plan.js';
import {refuseOthers} from './refuse-others.js';
import {sitesFlags} from './sites-flags.js';
import {withStore} from './with-store.js';

const flags = {
	limit: {type: 'number', value: 'N', explanation: 'only the newest N'},
	ndjson: {type: 'boolean', explanation: 'one JSON object a line'},
	...sitesFlags,
} as const satisfies Flags;

const record = ({change, hasRest, undone}: ListedChange): object => {
	const {n, at, by, as, kind, note, of} = change;
	return {
		change: n,
		at: isoTime(at),
		by,
		as: as ?? null,
		kind,
		description: describeChange(change),
		note: note ?? null,
		of: of ?? null,
		undone: !hasRest,
		sessions: touchedSessions(change).size,
		undoneSessions: undone.size,
	};
};

const columns: readonly Column<ListedChange>[] = [
	{
		title: 'Change',
		cell: ({change: {n}, first = n}) => (first === n ? String(n) : `${first}..${n}`),
		align: 'right',
	},
	{title: 'Time', cell: ({change}) => formatExactTime(change.at)},
	{title: 'By', cell: ({change}) => actorLabel(change), canShrink: true},
	{title: 'What', cell: ({change}) => describeChange(change), canShrink: true},
	{title: 'State', cell: standingText},
	{title: 'Note', cell: ({change}) => change.note ?? '', canShrink: true},
];

const listText = (
	{flags: {json, ndjson}, stdout}: Context<typeof flags>,
	changes: Iterable<ListedChange>,
): Iterable<string> | AsyncIterable<string> => {
	const records = Iterator.from(changes).map(record);
	if (json) return jsonListText({}, 'changes', records);
	return ndjson ? jsonLinesText(records) : tableText(stdout, columns, changes);
};

/** `Orders 26`, for each destination. */
const destinationTexts = ({moves = []}: Change): string[] =>
	Array.from(
		Map.groupBy(moves, ({to}) => handlerLabel(to)),
		([label, those]) =>
			`${label} ${formatCount(those.reduce((sum, {sessions}) => sum + sessions.length, 0))}`,
	);

const printOne = async (
	{flags: {json}, stdout}: Context<typeof flags>,
	listed: ListedChange,
): Promise<void> => {
	const {change} = listed;
	const brought = broughtBy(change);
	const sessions = [...touchedSessions(change)];
	if (json) {
		printJson(stdout, {
			...record(listed),
			sessions,
			moves: moveRecords(change.moves),
			...(isFromPbx(change) && {brought: change.brought ?? null}),
		});
		return;
	}

	printPairs(stdout, [
		['Change', String(change.n)],
		['Time', formatExactTime(change.at)],
		['By', actorLabel(change)],
		['What', describeChange(change)],
		['State', standingText(listed)],
		['Note', change.note ?? ''],
		['Sessions', formatCount(sessions.length)],
		...movesText(change.moves ?? []).map(text => ['Moves', text] as const),
		...destinationTexts(change).map(text => ['Totals', text] as const),
		...(brought?.map(([label, ids]) => [label, idsText(ids)] as const) ?? [
			['Brought', broughtUnknown] as const,
		]),
	]);
	if (sessions.length === 0) return;
	stdout.write('\n');
	await printAll(stdout, tableText(stdout, sessionEffectColumns, sessionEffects(change)));
};

const find = (store: Store, n: number): ListedChange => {
	const found = withTakenBack(store.changes()).find(({change}) => change.n === n);
	if (found === undefined) throw new Refusal(`There is no change ${n}.`);
	return found;
};

const newestFirst: ReturnType<RowsTogether['compare']> = ([a], [b]) => Number(b) - Number(a);

/** As one list of several sites, the newest first. */
const together: RowsTogether<typeof flags> = {
	kind: 'rows',
	name: 'changes',
	titles: columns,
	isNumbered: true,
	lone: ({input}) => (input.length > 0 ? 'The number of a change' : undefined),
	async rows(context, take) {
		const {json, ndjson, limit = Infinity} = context.flags;
		refuseBothJson(context.flags);
		return withStore(context, async store => {
			let count = 0;
			for (const listed of withTakenBack(store.changes())) {
				if (count === limit) break;
				count++;
				const key = [listed.change.at];
				await take(
					json || ndjson
						? {key, record: record(listed)}
						: {key, cells: columns.map(({cell}) => cell(listed))},
				);
			}

			return count;
		});
	},
	compare: () => newestFirst,
};

export const changes = defineCommand({
	name: 'changes',
	summary: 'who changed what, the newest first; or one change with its sessions',
	usage: [
		'changes [--limit N] [--json | --ndjson]',
		'changes N [--json]',
		'changes --all-sites | --sites A,B | --tag T …',
	],
	numbers: 'first',
	flags,
	together,
	examples: [
		{line: 'changes --limit 20', explanation: 'the last 20 changes, with notes'},
		{
			line: 'changes 12',
			explanation: 'change 12, and the sessions that it touched, each with from whom and to whom',
		},
	],
	async run(context) {
		const [text, ...more] = context.input;
		const {json, ndjson, limit = Infinity} = context.flags;
		if (more.length > 0) throw new UsageRefusal('Name one change, or none for all.');
		refuseBothJson(context.flags);
		const n = text === undefined ? undefined : readId(text, 'change');
		if (n !== undefined) refuseOthers(context.flags, [], 'the number of a change');
		return withStore(context, async store => {
			if (n === undefined) {
				const each = withTakenBack(store.changes());
				const all = json || ndjson ? each : foldSyncs(each);
				await printAll(context.stdout, listText(context, limit === Infinity ? all : all.take(limit)));
			} else await printOne(context, find(store, n));
			return exitCode.done;
		});
	},
});
