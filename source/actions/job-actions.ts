import {type Delivery} from '../domain/outbox/due.js';
import {type DeliveryDialog, type JobsDialog, underCursor} from '../state/dialog.js';
import {applyFilter} from '../state/filter-text.js';
import {closeDialog, mainPlaces, withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {deliveryKey, type ListedJob, listedJobs, type Possible, sendAgain} from './jobs.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';

const chosenJob = (app: App, dialog: JobsDialog): ListedJob => underCursor(listedJobs(app), dialog)!;

const blockerOf = (possible: Possible): string | undefined =>
	typeof possible === 'function' ? undefined : possible.blocker;

const run = (possible: Possible): void => {
	if (typeof possible === 'function') possible();
};

/** What was refused, and behind it what waits. */
export const undelivered = ({outbox}: App): readonly Delivery[] => [...outbox.failed, ...outbox.waiting];

const chosenDelivery = (app: App, dialog: DeliveryDialog): Delivery | undefined =>
	underCursor(undelivered(app), dialog);

const noneBlocker = (app: App, dialog: DeliveryDialog): string | undefined =>
	chosenDelivery(app, dialog) === undefined ? 'Nothing waits for the platform.' : undefined;

const againOne = (app: App, dialog: DeliveryDialog): Possible =>
	sendAgain(app, [chosenDelivery(app, dialog)!]);

export const jobActions: readonly Action[] = [
	{
		id: 'jobs.open',
		title: 'Jobs: what goes on, its progress and errors',
		keys: ['w'],
		places: mainPlaces,
		run: app => app.update(withDialog({kind: 'jobs', cursor: 0})),
	},
	...listActions('jobs', app => listedJobs(app).length),
	...dialogActions('jobs', [
		{
			name: 'show',
			title: 'Show what waits for the platform and what it refused',
			keys: ['enter', 'l'],
			hint: 'show',
			blocker: (app, dialog) =>
				chosenJob(app, dialog).key === deliveryKey ? undefined : 'Only the delivery has a list.',
			run: (app, dialog) => app.update(withDialog({kind: 'delivery', back: dialog, cursor: 0})),
		},
		{
			name: 'cancel',
			title: 'Cancel this job',
			keys: ['c'],
			hint: 'cancel',
			blocker: (app, dialog) => blockerOf(chosenJob(app, dialog).cancel),
			run: (app, dialog) => run(chosenJob(app, dialog).cancel),
		},
		{
			name: 'again',
			title: 'Do this job again that failed or was stopped; deliver at once',
			keys: ['r'],
			hint: 'again',
			blocker: (app, dialog) => blockerOf(chosenJob(app, dialog).again),
			run: (app, dialog) => run(chosenJob(app, dialog).again),
		},
		leaving(['escape', 'q', 'h', 'w']),
	]),
	...listActions('delivery', app => undelivered(app).length),
	...dialogActions('delivery', [
		{
			name: 'again',
			title: 'Try again to deliver this session, and at once what waits',
			keys: ['r'],
			hint: 'again',
			blocker: (app, dialog) => noneBlocker(app, dialog) ?? blockerOf(againOne(app, dialog)),
			run: (app, dialog) => run(againOne(app, dialog)),
		},
		{
			name: 'show',
			title: 'Show this session in the list',
			keys: ['enter', 'l'],
			hint: 'show in the list',
			blocker: noneBlocker,
			run(app, dialog) {
				const {session} = chosenDelivery(app, dialog)!;
				app.update(state => applyFilter(closeDialog(state), `id:${session}`));
			},
		},
		{
			name: 'close',
			title: 'Back to the jobs',
			keys: ['escape', 'q', 'h'],
			hint: 'back',
			run: (app, {back}) => app.update(withDialog(back)),
		},
	]),
];
