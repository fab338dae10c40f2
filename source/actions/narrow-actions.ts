import {narrowedTo} from '../domain/language/edit.js';
import {type NarrowDialog, underCursor} from '../state/dialog.js';
import {narrowings} from '../state/narrowings.js';
import {closeDialog, mainPlaces, withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';
import {alterFilter} from './filter-actions.js';
import {sessionHere} from './targets.js';

const chosen = ({store}: App, dialog: NarrowDialog) => underCursor(narrowings(store, dialog.session), dialog);

const noValueBlocker = (app: App, dialog: NarrowDialog): string | undefined =>
	chosen(app, dialog)?.value === '' ? 'The session has none that a filter could name.' : undefined;

const narrow = (app: App, dialog: NarrowDialog): void => {
	const {field, value} = chosen(app, dialog)!;
	app.update(closeDialog);
	alterFilter(app, text => narrowedTo(text, field, value));
};

export const narrowActions: readonly Action[] = [
	{
		id: 'narrow.open',
		title: 'Narrow the list to this session’s customer, number, channel or handler',
		keys: ['='],
		places: mainPlaces,
		blocker: app => (sessionHere(app) === undefined ? 'There is no session here.' : undefined),
		run: app => app.update(withDialog({kind: 'narrow', session: sessionHere(app)!, cursor: 0})),
	},
	...listActions('narrow', ({store}, {session}) => narrowings(store, session).length),
	...dialogActions('narrow', [
		{
			name: 'choose',
			title: 'Narrow the list to this',
			keys: ['enter', 'l'],
			hint: 'narrow the list',
			blocker: noValueBlocker,
			run: narrow,
		},
		leaving(['escape', 'q', 'h', '=']),
	]),
];
