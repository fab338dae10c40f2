import {setImmediate as turn, setTimeout as pause} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {type App} from '../../source/actions/app.js';
import {purgeJob} from '../../source/actions/purge-job.js';
import {actionsOf} from '../../source/actions/registry.js';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {apiHandler} from '../../source/domain/handler.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {policyDraft} from '../../source/domain/keep/policy-drafts.js';
import {withJob} from '../../source/state/jobs.js';
import {isSearched} from '../../source/state/joint-list.js';
import {type Place, placeOf, type State} from '../../source/state/state.js';
import {type OpenApp, openApp} from '../helpers/open-app.js';

/** From the list to each place, and off its edges where it has some. */
const ways: Readonly<Record<Place, readonly string[]>> = {
	list: ['j', 'j', 'page-down'],
	messages: ['enter', 'g', 'j'],
	operations: ['o', 'g', 'j'],
	filter: ['/', 'a'],
	'filter-name': ['/', 'ctrl-s', 'a'],
	form: ['f', 'down'],
	'pane-search': ['enter', '/', 'a'],
	columns: ['c', 'up'],
	narrow: ['=', 'down'],
	views: ['F', 'down'],
	orphans: ['O', 'down'],
	holds: ['H', 'down'],
	'hold-name': ['H', 'a', 'n'],
	policy: ['H', 'page-down', 'k', 'enter', 'down'],
	changes: ['T', 'down'],
	change: ['T', 'enter', 'page-down'],
	statistics: ['I', 'page-down'],
	'code-points': ['X', 'page-down'],
	destination: ['t', 'down'],
	confirmation: ['*', 'd', 'page-down'],
	note: ['d', 'tab', 'a'],
	erasure: ['ctrl-e'],
	'erasure-text': ['ctrl-e', 'tab', 'a'],
	export: ['e'],
	jobs: ['w', 'down'],
	delivery: ['w', 'down', 'enter', 'page-down'],
	question: ['q'],
	sites: ['S', 'up'],
	joint: ['S', 'tab', 'down', 'space'],
	'joint-undo': ['S', 'tab', 'u'],
	'joint-confirmation': ['S', 'tab', '*', 'd', 'page-down'],
	help: ['?', 'page-down'],
};

/** Where a key means nothing right behind the usual way: another. */
const otherWays: Readonly<Record<string, readonly string[]>> = {
	'list place.back': ['v'],
	'list place.left': ['v'],
	'messages session.delete': ['enter', 'ctrl-a'],
	'columns columns.reset': ['c', 'space'],
	// What is exported would lie in the folder of the tests.
	'export export.start': ['e', 'ctrl-u'],
	'confirmation confirmation.erase': ['*', 'd', '1'],
	'joint-confirmation joint-confirmation.erase': ['S', 'tab', '*', 'd', '1'],
	// Another person, so that the first is there for the other keys.
	'erasure erasure.agree': ['down', 'ctrl-e'],
	'erasure erasure.up': ['ctrl-e', 'down'],
	'erasure erasure.page-up': ['ctrl-e', 'down'],
};

/** Where keys lead that open something. */
const leads: Readonly<Record<string, Place>> = {
	'messages.open': 'messages',
	'messages.show': 'messages',
	'operations.open': 'operations',
	'pane.close': 'list',
	'session.transfer': 'destination',
	'destination.choose': 'confirmation',
	'session.delete': 'confirmation',
	'confirmation.note': 'note',
	'note.keep': 'confirmation',
	'note.restore': 'confirmation',
	'erasure.open': 'erasure',
	'erasure.note': 'erasure-text',
	'erasure.receipt': 'erasure-text',
	'erasure-text.keep': 'erasure',
	'erasure-text.restore': 'erasure',
	'pane.search': 'pane-search',
	'filter.edit': 'filter',
	'filter.form': 'form',
	'filter.name': 'filter-name',
	'columns.open': 'columns',
	'narrow.open': 'narrow',
	'narrow.choose': 'list',
	'change.show': 'list',
	'views.open': 'views',
	'views.show': 'list',
	'orphans.open': 'orphans',
	'holds.open': 'holds',
	'holds.add': 'hold-name',
	'holds.release': 'question',
	'holds.erase': 'erasure',
	'policy.run': 'confirmation',
	'policy.close': 'holds',
	'changes.open': 'changes',
	'changes.show': 'change',
	'statistics.open': 'statistics',
	'code-points.open': 'code-points',
	'export.open': 'export',
	'jobs.open': 'jobs',
	'jobs.show': 'delivery',
	'sites.open': 'sites',
	'sites.together': 'joint',
	'joint.open': 'messages',
	'joint.operations': 'operations',
	'joint.delete': 'joint-confirmation',
	'joint-confirmation.note': 'note',
	'joint.undo': 'joint-undo',
	'joint.filter': 'filter',
	'help.open': 'help',
};

/** From where some of them lead elsewhere, or nowhere. */
const refused: ReadonlySet<string> = new Set(['operations session.delete']);

/** Where one key agrees. */
const asking: ReadonlySet<Place> = new Set([
	'confirmation',
	'joint-confirmation',
	'note',
	'erasure',
	'erasure-text',
	'question',
]);

const asked = new WeakMap<App, string[]>();

/** The app that stays when it is asked to go, and tells that it was. */
const staying = (app: App): App => {
	const calls: string[] = [];
	const stays = Object.create(app, {
		quit: {value: () => calls.push('quit')},
		suspend: {value: () => Promise.resolve(calls.push('suspend'))},
		showPast: {value: () => calls.push('past')},
	}) as App;
	asked.set(stays, calls);
	return stays;
};

/** An app with something in every place: orphans, changes, what waits for the platform, and work that goes on. */
const busyApp = async (t: ExecutionContext): Promise<OpenApp> => {
	const app = await openApp(t, {
		alter: staying,
		sites: [
			{name: 'berlin', folder: '/nowhere/berlin'},
			{name: 'zurich', folder: '/nowhere/zurich'},
		],
	});
	const sessions = app.app.store.table.blocks.flatMap(block => [...block!.id]).slice(0, 30);
	for (const [index, name] of ['Case 1', 'Case 2', 'Case 3'].entries())
		await app.happens(() => ({kind: 'hold', hold: {name}, held: [sessions[index + 27]!]}));
	const text = {
		name: 'Old',
		filter: `id:${sessions[29]!}..${sessions[29]! + 1}`,
		act: 'delete',
		zone: 'UTC',
	} as const;
	await app.happens(() => policyDraft([], text)!);
	const marks = {key: '00', numbers: ['11'], names: []};
	await app.happens(() => ({kind: 'deferred', erasure: {id: 'aa', upTo: 1_700_000_000, marks}}));
	await app.happens(facts => planDeletion(facts, {sessions: sessions.slice(0, 2)}).draft);
	await app.happens(facts => planTransfer(facts, {sessions, to: apiHandler}).draft);
	await app.press('r');
	app.app.update(state => ({
		...state,
		preferences: {
			...state.preferences,
			filters: Array.from({length: 11}, (_, index) => ({name: `View ${index + 1}`, text: `id:>${index}`})),
		},
	}));
	await app.setFilter('sort:-messages');
	app.app.update(state => withJob(state, purgeJob(3)));
	return app;
};

const isSearching = ({state: {dialog}}: App): boolean =>
	(dialog?.kind === 'joint' && !isSearched(dialog)) ||
	(dialog?.kind === 'sites' && dialog.looks.size < dialog.sites.length) ||
	(dialog?.kind === 'erasure' && dialog.progress !== undefined);

const isSimulating = ({state: {dialog}, store}: App): boolean =>
	dialog?.kind === 'policy' &&
	(dialog.simulated === undefined || store.policies.some(({isSimulated}) => !isSimulated));

/** A frame counts as written only once the emulator has understood the one before. */
const isDrawing = ({terminal}: OpenApp): boolean => terminal.stdout.writableLength > 0;

/** Draws what was asked for, and waits for what is being looked for or written. */
const isDone = async (opened: OpenApp): Promise<void> => {
	const {app} = opened;
	await turn();
	while (app.state.busy !== undefined || isSearching(app) || isSimulating(app) || isDrawing(opened))
		await pause(1);
};

for (const place of Object.keys(ways) as Place[]) {
	test.serial(`every key does something that is seen, or says why not, in: ${place}`, async t => {
		const app = await busyApp(t);
		const {state: start} = app.app;
		/** What a way leads to, so that it is gone once. */
		const reached = new Map<readonly string[], State>();
		const silent: string[] = [];
		for (const {id, keys, asks} of actionsOf(place)) {
			for (const key of keys) {
				const way = otherWays[`${place} ${id}`] ?? ways[place];
				const known = reached.get(way);
				app.app.update(({version, jobs}) => ({...(known ?? start), version, jobs}));
				if (known === undefined)
					for (const step of way) {
						await app.press(step);
						await isDone(app);
					}

				await isDone(app);
				reached.set(way, app.app.state);
				t.is(placeOf(app.app.state), place);
				const before = app.terminal.stdout.written.length + asked.get(app.app)!.length;
				await app.press(key);
				await isDone(app);
				const after = app.terminal.stdout.written.length + asked.get(app.app)!.length;
				if (after === before) silent.push(`${key}: ${id}`);
				const isAsked = !asking.has(place) && asking.has(placeOf(app.app.state));
				if (isAsked && key !== 'enter') t.true(asks, `${key}: ${id} asks`);
				const to = leads[id];
				if (to && !refused.has(`${place} ${id}`)) t.is(placeOf(app.app.state), to, `${key}: ${id}`);
			}
		}

		t.deepEqual(silent, []);
	});
}
