import {actorLabel} from '../domain/change.js';
import {putOffText} from '../domain/erase/erasure.js';
import {idsText} from '../domain/id-ranges.js';
import {type NamedHold} from '../domain/keep/hold.js';
import {goesNext, usablePolicies} from '../domain/keep/goes-next.js';
import {findHold, holdDraft} from '../domain/keep/hold-drafts.js';
import {earlierClock} from '../domain/keep/policy-clock.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {finish} from '../domain/steps.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {addHold, releaseHold, sessionsFor} from '../storage/hold-acts.js';
import {type Store} from '../storage/store.js';
import {counted, formatCount} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {actFlags, noteFlag} from './act-flags.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {confirmOrder} from './confirm.js';
import {printJson, printLine} from './output.js';
import {lookFor} from './policies-meant.js';
import {type Column, printTable} from './print-table.js';
import {readHoldFilter} from './read-filter.js';
import {refuseOthers} from './refuse-others.js';
import {readTargets, targetFlags} from './targets.js';
import {tidyUp, withStore} from './with-store.js';

const {dryRun, expect, yes} = actFlags;

const flags = {
	...targetFlags,
	...noteFlag,
	dryRun,
	expect,
	yes: {...yes, explanation: 'do not ask before a release; needed without a terminal'},
} as const satisfies Flags;

type HoldContext = Context<typeof flags>;

const columns: readonly Column<NamedHold>[] = [
	{title: 'Hold', cell: ({name}) => name, canShrink: true},
	{title: 'Sessions', cell: ({count}) => formatCount(count), align: 'right'},
	{title: 'Since', cell: ({at}) => formatTime(at)},
	{title: 'By', cell: hold => actorLabel(hold), canShrink: true},
	{title: 'Filter', cell: ({filter = ''}) => filter, canShrink: true},
	{title: 'Note', cell: ({note = ''}) => note, canShrink: true},
];

const list = ({flags: given, stdout}: HoldContext, store: Store): number => {
	if (given.json) {
		printJson(stdout, {
			holds: store.holds.map(({name, n, at, by, as, filter, note, count, sessions}) => ({
				name,
				since: isoTime(at),
				by,
				as: as ?? null,
				change: n,
				filter: filter ?? null,
				note: note ?? null,
				sessions: count,
				ids: idsText(sessions),
			})),
		});
	} else if (store.holds.length === 0) printLine(stdout, 'Nothing is held.');
	else printTable(stdout, columns, store.holds);
	return exitCode.done;
};

const add = async (context: HoldContext, name: string, ids: readonly string[]): Promise<number> => {
	const {actor, stdout, stderr, flags: given} = context;
	const filter = given.filter ?? (given.all ? '' : undefined);
	if (filter !== undefined) readHoldFilter(filter);
	const targets = await readTargets({...context, input: ids});
	return withStore(context, async store => {
		const named = filter === undefined ? [...new Set((await targets.in(store))())] : [];
		const missing = named.filter(id => store.session(id) === undefined);
		const sessions = named.filter(id => store.session(id) !== undefined);
		const accept = (held: readonly number[]): void => {
			if (given.expect !== undefined && held.length !== given.expect)
				throw new Refusal(
					`Nothing was changed: it would hold ${held.length}, not the ${given.expect} expected. Look with --dry-run.`,
				);
			if (filter === undefined && held.length === 0)
				throw new Refusal('Nothing was changed: there are no such sessions.');
		};

		const change = given.dryRun
			? undefined
			: await addHold(store, actor, {name, sessions, filter, note: given.note}, accept);
		const held = change?.held ?? (filter === undefined ? sessions : await sessionsFor(store, filter));
		if (given.dryRun) {
			holdDraft(store.holds, {name}, held);
			accept(held);
		}

		if (given.json) printJson(stdout, {hold: name, change: change?.n ?? null, sessions: held, missing});
		else {
			const done = change ? `Change ${change.n}: holds` : 'Would hold';
			const later = filter === undefined ? '' : ' What comes later and matches is held, too.';
			printLine(stdout, `${done} ${counted(held.length, 'session')} as “${name}”.${later}`);
			if (missing.length > 0)
				printLine(stderr, `chatlogs: refused, there is no such session: ${missing.join(', ')}`);
		}

		if (change) await tidyUp(store, actor);
		return missing.length === 0 ? exitCode.done : exitCode.refused;
	});
};

const release = async (context: HoldContext, name: string): Promise<number> =>
	withStore(context, async store => {
		const {actor, machine, stdout, stderr, flags: given} = context;
		const found = findHold(store.holds, name);
		const {name: known, count} = found;
		const now = machine.now();
		const look = await lookFor(store, usablePolicies(store), {now, stderr});
		const next = finish(goesNext(look, store.holds, found, earlierClock(now, store.pbxClock)));
		const order = `release the hold “${known}”, so that ${counted(count, 'session')} can be deleted and purged again`;
		if (!given.yes) await confirmOrder(context, order, 'Not released.', next);
		const change = await releaseHold(store, actor, known);
		const sessions = change.released!;
		if (given.json) printJson(stdout, {hold: known, change: change.n, sessions, next});
		else {
			printLine(stdout, `Change ${change.n}: released “${known}”, ${counted(sessions.length, 'session')}.`);
			for (const line of given.yes ? next : []) printLine(stdout, line);
			const putOff = putOffText(store.erasures, 'What can go now: chatlogs erase --deferred --dry-run');
			if (putOff !== undefined) printLine(stdout, putOff);
		}

		await tidyUp(store, actor);
		return exitCode.done;
	});

export const hold = defineCommand({
	name: 'hold',
	summary: 'legal holds: what is held cannot be deleted, by nobody and no policy, until it is released',
	usage: [
		'hold list [--json]',
		'hold add NAME ID… | --filter Q | -  [--note T] [--dry-run]',
		'hold release NAME [--yes]',
	],
	words: ['list', 'add', 'release'],
	flags,
	examples: [
		{line: 'hold add "Case 7" 3073 3074 --note "letter of 12 May"', explanation: 'two sessions'},
		{
			line: 'hold add "Case 8" --filter \'customer:+15550142 active:2026-01-01..\'',
			explanation: 'also what comes later and matches',
		},
		{line: 'hold release "Case 7"', explanation: 'after a question'},
	],
	async run(context) {
		const [word, name, ...rest] = context.input;
		const isNamed = name !== undefined && name.trim() !== '';
		if (word === 'add' && isNamed) return add(context, name, rest);
		if (word === 'release' && isNamed && rest.length === 0) {
			refuseOthers(context.flags, ['yes'], 'hold release');
			return release(context, name);
		}

		if ((word === undefined || word === 'list') && name === undefined) {
			refuseOthers(context.flags, [], 'hold list');
			return withStore(context, store => list(context, store));
		}

		throw new UsageRefusal(
			'After hold, chatlogs expects list, add with a name and what to hold, or release with a name: chatlogs hold add NAME ID…',
		);
	},
});
