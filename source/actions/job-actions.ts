import {type JobsDialog, underCursor} from '../state/dialog.js';
import {type Job, type Possible} from '../state/jobs.js';
import {mainPlaces, withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';

const chosen = (app: App, dialog: JobsDialog): Job => underCursor(app.jobs, dialog)!;

const ended: Possible = {blocker: 'It has ended already.'};
const notFailed: Possible = {blocker: 'It has not failed, so there is nothing to do again.'};

const canceling = (app: App, dialog: JobsDialog): Possible => chosen(app, dialog).cancel ?? ended;
const repeating = (app: App, dialog: JobsDialog): Possible => chosen(app, dialog).again ?? notFailed;

export const blockerOf = (possible: Possible): string | undefined =>
	typeof possible === 'function' ? undefined : possible.blocker;

export const run = (possible: Possible): void => {
	if (typeof possible === 'function') possible();
};

/** `delivery`, but `PBX`. */
const inSentence = (title: string): string => (title === title.toUpperCase() ? title : title.toLowerCase());

const listBlocker = (app: App, dialog: JobsDialog): string | undefined => {
	if (chosen(app, dialog).list) return undefined;
	const titles = app.jobs.flatMap(({title, list}) => (list ? [`the ${inSentence(title)}`] : []));
	return `Only ${titles.join(' and ')} ${titles.length === 1 ? 'has' : 'have'} a list.`;
};

const showList = (app: App, dialog: JobsDialog): void =>
	app.update(withDialog(chosen(app, dialog).list!(dialog)));

export const jobActions: readonly Action[] = [
	{
		id: 'jobs.open',
		title: 'Jobs: work behind the screen, its progress and errors',
		keys: ['w'],
		places: mainPlaces,
		run: app => app.update(withDialog({kind: 'jobs', cursor: 0})),
	},
	...listActions('jobs', app => app.jobs.length),
	...dialogActions('jobs', [
		{
			name: 'show',
			title: 'Show the list of this job: what waits, and what was refused',
			keys: ['enter', 'l'],
			hint: 'show',
			asks: true,
			blocker: listBlocker,
			run: showList,
		},
		{
			name: 'cancel',
			title: 'Cancel this job',
			keys: ['c'],
			hint: 'cancel',
			blocker: (app, dialog) => blockerOf(canceling(app, dialog)),
			run: (app, dialog) => run(canceling(app, dialog)),
		},
		{
			name: 'again',
			title: 'Repeat a job that failed or was stopped; deliver at once',
			keys: ['r'],
			hint: 'again',
			blocker: (app, dialog) => blockerOf(repeating(app, dialog)),
			run: (app, dialog) => run(repeating(app, dialog)),
		},
		leaving(['escape', 'q', 'h', 'w']),
	]),
];
