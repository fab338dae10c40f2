import {setImmediate as turn, setTimeout as pause} from 'node:timers/promises';
import {type ExecutionContext} from 'ava';
import {type App} from '../../source/actions/app.js';
import {purgeJob} from '../../source/actions/purge-job.js';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {apiHandler} from '../../source/domain/handler.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {policyDraft} from '../../source/domain/keep/policy-drafts.js';
import {withJob} from '../../source/state/jobs.js';
import {isSearched} from '../../source/state/joint-list.js';
import {type Place} from '../../source/state/state.js';
import {ann, bob, type OpenApp, openApp, sampleAfter} from './open-app.js';

/** From the list to each place, and off its edges where it has some. */
export const ways: Readonly<Record<Place, readonly string[]>> = {
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
	'erasure erasure.half-up': ['ctrl-e', 'down'],
	'erasure erasure.first': ['ctrl-e', 'down'],
};

const asked = new WeakMap<App, string[]>();

/** The way to an action, from the list. */
export const wayTo = (place: Place, id: string): readonly string[] =>
	otherWays[`${place} ${id}`] ?? ways[place];

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

/** Orphans, what others did and a transfer of one's own, and what waits for the platform. */
const fill = sampleAfter(async store => {
	const sessions = store.table.blocks.flatMap(block => [...block!.id]).slice(0, 30);
	for (const [index, name] of ['Case 1', 'Case 2', 'Case 3'].entries())
		await store.commit(bob, () => ({kind: 'hold', hold: {name}, held: [sessions[index + 27]!]}));
	const text = {
		name: 'Old',
		filter: `id:${sessions[29]!}..${sessions[29]! + 1}`,
		act: 'delete',
		zone: 'UTC',
	} as const;
	await store.commit(bob, () => policyDraft([], text)!);
	const marks = {key: '00', numbers: ['11'], names: []};
	await store.commit(bob, () => ({kind: 'deferred', erasure: {id: 'aa', upTo: 1_700_000_000, marks}}));
	const [queue] = store.directory.destinations('queue');
	await store.commit(ann, facts => planTransfer(facts, {sessions: sessions.slice(3, 5), to: queue!}).draft);
	await store.commit(bob, facts => planDeletion(facts, {sessions: sessions.slice(0, 2)}).draft);
	await store.commit(bob, facts => planTransfer(facts, {sessions, to: apiHandler}).draft);
});

/** An app with something in every place, and work that goes on. */
export const busyApp = async (t: ExecutionContext): Promise<OpenApp> => {
	const app = await openApp(t, {
		alter: staying,
		fill,
		sites: [
			{name: 'berlin', folder: '/nowhere/berlin'},
			{name: 'zurich', folder: '/nowhere/zurich'},
		],
	});
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

/** How much the app has shown, or asked of what is around it. */
export const shownBy = ({app, terminal}: OpenApp): number =>
	terminal.stdout.written.length + asked.get(app)!.length;

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
export const isDone = async (opened: OpenApp): Promise<void> => {
	const {app} = opened;
	await turn();
	while (app.state.busy !== undefined || isSearching(app) || isSimulating(app) || isDrawing(opened))
		await pause(1);
};

/** Goes the way, and is there once all that it asks for is done. */
export const goTo = async (app: OpenApp, way: readonly string[]): Promise<void> => {
	for (const step of way) {
		await app.press(step);
		await isDone(app);
	}

	await isDone(app);
};
