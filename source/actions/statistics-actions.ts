import {closeDialog, mainPlaces} from '../state/state.js';
import {scrollStatistics} from '../state/statistics-layout.js';
import {type Action, type App} from './app.js';
import {loadingBlocker} from './blockers.js';
import {stepActions} from './step-actions.js';

const scroll = (app: App, by: number): void => app.update(state => scrollStatistics(state, by));

/** Lines that half a page moves. */
const halfPage = 5;

export const statisticsActions: readonly Action[] = [
	{
		id: 'statistics.open',
		title: 'Statistics of what the list shows',
		keys: ['I'],
		places: mainPlaces,
		blocker: loadingBlocker,
		run: app => app.update(state => ({...state, dialog: {kind: 'statistics', progress: 0, top: 0}})),
	},
	...stepActions('statistics', scroll),
	{
		id: 'statistics.half-up',
		title: 'Half a page up',
		keys: ['ctrl-u'],
		places: ['statistics'],
		run: app => scroll(app, -halfPage),
	},
	{
		id: 'statistics.half-down',
		title: 'Half a page down',
		keys: ['ctrl-d'],
		places: ['statistics'],
		run: app => scroll(app, halfPage),
	},
	{
		id: 'statistics.first',
		title: 'First',
		keys: ['g', 'home'],
		places: ['statistics'],
		run: app => scroll(app, -Infinity),
	},
	{
		id: 'statistics.last',
		title: 'Last',
		keys: ['G', 'end'],
		places: ['statistics'],
		run: app => scroll(app, Infinity),
	},
	{
		id: 'statistics.close',
		title: 'Leave',
		keys: ['escape', 'q', 'h', 'I'],
		places: ['statistics'],
		hint: 'leave',
		run: app => app.update(closeDialog),
	},
];
