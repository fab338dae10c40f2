import {narrowedTo} from '../domain/language/edit.js';
import {type StatisticsDialog, underCursor} from '../state/dialog.js';
import {clamp} from '../state/scroll.js';
import {bodyOf} from '../state/size.js';
import {closeDialog, mainPlaces, withDialog} from '../state/state.js';
import {type PlacedBar, statisticsLayout} from '../state/statistics-layout.js';
import {type Action, type App} from './app.js';
import {loadingBlocker} from './blockers.js';
import {dialogActions, leaving, stepActions} from './dialog-actions.js';
import {alterFilter} from './filter-actions.js';

const barsOf = ({state}: App, dialog: StatisticsDialog): readonly PlacedBar[] =>
	statisticsLayout(dialog, bodyOf(state.size)).bars;

const move = (app: App, dialog: StatisticsDialog, by: number): void => {
	const cursor = clamp(dialog.cursor + by, 0, Math.max(0, barsOf(app, dialog).length - 1));
	app.update(withDialog({...dialog, cursor}));
};

const termOf = (app: App, dialog: StatisticsDialog) => underCursor(barsOf(app, dialog), dialog)?.bar.term;

const narrowBlocker = (app: App, dialog: StatisticsDialog): string | undefined =>
	termOf(app, dialog) === undefined ? 'No term of the filter says this.' : undefined;

const narrow = (app: App, dialog: StatisticsDialog): void => {
	const [field, value] = termOf(app, dialog)!;
	app.update(closeDialog);
	alterFilter(app, text => narrowedTo(text, field, value));
};

export const statisticsActions: readonly Action[] = [
	{
		id: 'statistics.open',
		title: 'Statistics of what the list shows',
		keys: ['I'],
		places: mainPlaces,
		blocker: loadingBlocker,
		run: app => app.update(withDialog({kind: 'statistics', progress: 0, cursor: 0})),
	},
	...stepActions('statistics', move),
	...dialogActions('statistics', [
		{
			name: 'narrow',
			title: 'Narrow the list to this row',
			keys: ['enter', 'l'],
			hint: 'narrow the list',
			blocker: narrowBlocker,
			run: narrow,
		},
		{
			name: 'responses',
			title: 'Response times: reads all messages',
			keys: ['r'],
			hint: 'response times',
			blocker: (_, {responses}) => (responses === undefined ? undefined : 'They are shown, or being read.'),
			run: (app, dialog) => app.update(withDialog({...dialog, responses: {progress: 0}, cursor: 0})),
		},
		leaving(['escape', 'q', 'h', 'I']),
	]),
];
