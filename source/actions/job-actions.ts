import {type Delivery} from '../domain/outbox/due.js';
import {type Dialog} from '../state/dialog.js';
import {applyFilter} from '../state/filter-text.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, mainPlaces, type State} from '../state/state.js';
import {type Action, type App} from './app.js';
import {deliveryKey, type ListedJob, listedJobs, type Possible, sendAgain} from './jobs.js';
import {stepActions} from './step-actions.js';

type JobsDialog = Extract<Dialog, {kind: 'jobs'}>;
type DeliveryDialog = Extract<Dialog, {kind: 'delivery'}>;

const move =
	(countOf: (app: App) => number) =>
	(app: App, by: number): void =>
		app.update(state => {
			const dialog = state.dialog as JobsDialog | DeliveryDialog;
			const cursor = clamp(dialog.cursor + by, 0, Math.max(0, countOf(app) - 1));
			return {...state, dialog: {...dialog, cursor}};
		});

const chosenJob = (app: App): ListedJob => {
	const jobs = listedJobs(app);
	return jobs[Math.min((app.state.dialog as JobsDialog).cursor, jobs.length - 1)]!;
};

const blockerOf = (possible: Possible): string | undefined =>
	typeof possible === 'function' ? undefined : possible.blocker;

const run = (possible: Possible): void => {
	if (typeof possible === 'function') possible();
};

const openDelivery = (app: App): void =>
	app.update(state => ({
		...state,
		dialog: {kind: 'delivery', back: state.dialog as JobsDialog, cursor: 0},
	}));

/** What was refused, and behind it what waits. */
export const undelivered = ({outbox}: App): readonly Delivery[] => [...outbox.failed, ...outbox.waiting];

const chosenDelivery = (app: App): Delivery | undefined =>
	undelivered(app)[(app.state.dialog as DeliveryDialog).cursor];

const noneBlocker = (app: App): string | undefined =>
	chosenDelivery(app) === undefined ? 'Nothing waits for the platform.' : undefined;

const againOne = (app: App): Possible => sendAgain(app, [chosenDelivery(app)!]);

const backToJobs = (state: State): State => ({...state, dialog: (state.dialog as DeliveryDialog).back});

export const jobActions: readonly Action[] = [
	{
		id: 'jobs.open',
		title: 'Jobs: what goes on, its progress and errors',
		keys: ['w'],
		places: mainPlaces,
		run: app => app.update(state => ({...state, dialog: {kind: 'jobs', cursor: 0}})),
	},
	...stepActions(
		'jobs',
		move(app => listedJobs(app).length),
	),
	{
		id: 'jobs.show',
		title: 'Show what waits for the platform and what it refused',
		keys: ['enter', 'l'],
		places: ['jobs'],
		hint: 'show',
		blocker: app => (chosenJob(app).key === deliveryKey ? undefined : 'Only the delivery has a list.'),
		run: openDelivery,
	},
	{
		id: 'jobs.cancel',
		title: 'Cancel this job',
		keys: ['c'],
		places: ['jobs'],
		hint: 'cancel',
		blocker: app => blockerOf(chosenJob(app).cancel),
		run: app => run(chosenJob(app).cancel),
	},
	{
		id: 'jobs.again',
		title: 'Do this job again that failed or was stopped; deliver at once',
		keys: ['r'],
		places: ['jobs'],
		hint: 'again',
		blocker: app => blockerOf(chosenJob(app).again),
		run: app => run(chosenJob(app).again),
	},
	{
		id: 'jobs.close',
		title: 'Leave',
		keys: ['escape', 'q', 'h', 'w'],
		places: ['jobs'],
		hint: 'leave',
		run: app => app.update(closeDialog),
	},
	...stepActions(
		'delivery',
		move(app => undelivered(app).length),
	),
	{
		id: 'delivery.again',
		title: 'Try again to deliver this session, and at once what waits',
		keys: ['r'],
		places: ['delivery'],
		hint: 'again',
		blocker: app => noneBlocker(app) ?? blockerOf(againOne(app)),
		run: app => run(againOne(app)),
	},
	{
		id: 'delivery.show',
		title: 'Show this session in the list',
		keys: ['enter', 'l'],
		places: ['delivery'],
		hint: 'show in the list',
		blocker: noneBlocker,
		run(app) {
			const {session} = chosenDelivery(app)!;
			app.update(state => applyFilter(closeDialog(state), `id:${session}`));
		},
	},
	{
		id: 'delivery.close',
		title: 'Back to the jobs',
		keys: ['escape', 'q', 'h'],
		places: ['delivery'],
		hint: 'back',
		run: app => app.update(backToJobs),
	},
];
