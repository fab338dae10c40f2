import {type StatisticsDialog} from '../state/dialog.js';
import {bodyOf} from '../state/size.js';
import {mainPlaces, withDialog} from '../state/state.js';
import {statisticsLayout} from '../state/statistics-layout.js';
import {type Action, type App} from './app.js';
import {loadingBlocker} from './blockers.js';
import {dialogActions, leaving, scrollActions, scrolling} from './dialog-actions.js';

const windowOf = ({state}: App, dialog: StatisticsDialog) => statisticsLayout(dialog, bodyOf(state.size));

const scroll = scrolling(windowOf);

/** Lines that half a page moves. */
const halfPage = 5;

export const statisticsActions: readonly Action[] = [
	{
		id: 'statistics.open',
		title: 'Statistics of what the list shows',
		keys: ['I'],
		places: mainPlaces,
		blocker: loadingBlocker,
		run: app => app.update(withDialog({kind: 'statistics', progress: 0, top: 0})),
	},
	...scrollActions('statistics', windowOf),
	...dialogActions('statistics', [
		{
			name: 'half-up',
			title: 'Half a page up',
			keys: ['ctrl-u'],
			run: (app, dialog) => scroll(app, dialog, -halfPage),
		},
		{
			name: 'half-down',
			title: 'Half a page down',
			keys: ['ctrl-d'],
			run: (app, dialog) => scroll(app, dialog, halfPage),
		},
		{
			name: 'first',
			title: 'First',
			keys: ['g', 'home'],
			run: (app, dialog) => scroll(app, dialog, -Infinity),
		},
		{
			name: 'last',
			title: 'Last',
			keys: ['G', 'end'],
			run: (app, dialog) => scroll(app, dialog, Infinity),
		},
		leaving(['escape', 'q', 'h', 'I']),
	]),
];
