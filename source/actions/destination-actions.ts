import {isSameHandler} from '../domain/handler.js';
import {type DestinationDialog, underCursor} from '../state/dialog.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {emptyField} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {askFor} from './confirm.js';
import {type Destination, destinationsFor} from './destinations.js';
import {dialogActions, listActions} from './dialog-actions.js';

/** Asks where the sessions are to go, beginning with the first destination that can be chosen. */
export const openDestinations = (app: App, targets: readonly number[]): void => {
	const dialog = {kind: 'destination', targets, field: emptyField, chosen: []} as const;
	const first = destinationsFor(app, dialog).findIndex(({blocker}) => blocker === undefined);
	app.update(state => ({
		...withDialog({...dialog, cursor: Math.max(0, first)})(state),
		notice: undefined,
	}));
};

const underCursorIn = (app: App, dialog: DestinationDialog): Destination | undefined =>
	underCursor(destinationsFor(app, dialog), dialog);

const cursorBlocker = (app: App, dialog: DestinationDialog): string | undefined => {
	const destination = underCursorIn(app, dialog);
	return destination === undefined ? 'No destination has that number or name.' : destination.blocker;
};

const choose = (app: App, dialog: DestinationDialog): void => {
	const {chosen, targets} = dialog;
	const to = chosen.length > 0 ? chosen : [underCursorIn(app, dialog)!.handler];
	askFor(app, {kind: 'transfer', sessions: targets, to});
};

/** Adds the destination to those over which the sessions are spread, or removes it again. */
const toggle = (app: App, dialog: DestinationDialog): void => {
	const {handler} = underCursorIn(app, dialog)!;
	const others = dialog.chosen.filter(each => !isSameHandler(each, handler));
	const chosen = others.length < dialog.chosen.length ? others : [...others, handler];
	app.update(withDialog({...dialog, chosen}));
};

export const destinationActions: readonly Action[] = [
	...listActions('destination', (app, dialog) => destinationsFor(app, dialog).length, {isTypedIn: true}),
	...dialogActions('destination', [
		{
			name: 'choose',
			asks: true,
			title: 'Choose',
			keys: ['enter'],
			hint: 'choose',
			blocker: (app, dialog) => (dialog.chosen.length > 0 ? undefined : cursorBlocker(app, dialog)),
			run: choose,
		},
		{
			name: 'toggle',
			title: 'Take one more, to spread the sessions by load; again leaves it out',
			keys: ['tab'],
			hint: 'several',
			blocker: cursorBlocker,
			run: toggle,
		},
		{
			name: 'cancel',
			title: 'Cancel',
			keys: ['escape'],
			hint: 'cancel',
			run: app => app.update(state => withNotice('nothing', 'Not transferred.')(closeDialog(state))),
		},
	]),
];
