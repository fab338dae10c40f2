import {type Place, withDialog} from '../state/state.js';
import {heldUp} from '../state/jobs.js';
import {type Action, type App} from './app.js';

export const everyPlace: readonly Place[] = [
	'list',
	'messages',
	'operations',
	'filter',
	'pane-search',
	'form',
	'filter-name',
	'columns',
	'narrow',
	'views',
	'orphans',
	'holds',
	'hold-name',
	'policy',
	'changes',
	'change',
	'statistics',
	'code-points',
	'destination',
	'confirmation',
	'note',
	'erasure',
	'erasure-text',
	'export',
	'jobs',
	'delivery',
	'question',
	'sites',
	'joint',
	'joint-undo',
	'joint-confirmation',
	'help',
];

/** Quits, but asks first while a job runs that would delay quitting. */
const quit = (app: App): void => {
	if (heldUp(app.jobs).length === 0) app.quit();
	else {
		const openedAt = app.milliseconds();
		app.update(withDialog({kind: 'question', about: {kind: 'quit'}, openedAt}));
	}
};

export const quitActions: readonly Action[] = [
	{id: 'app.quit', title: 'Quit', keys: ['q'], places: ['list'], hint: 'quit', asks: true, run: quit},
	{
		id: 'app.interrupt',
		title: 'Quit from anywhere',
		keys: ['ctrl-c'],
		places: everyPlace,
		run: app => app.quit(),
	},
];
