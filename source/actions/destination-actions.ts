import {apiHandler, isSameHandler} from '../domain/handler.js';
import {Refusal, refuseIf} from '../domain/refusal.js';
import {type DestinationDialog, type DestinationKindDialog, underCursor} from '../state/dialog.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {emptyField} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {askFor} from './confirm.js';
import {type Destination, destinationKinds, destinationsFor, kindBlocker} from './destinations.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';

/** Asks where the sessions are to go. */
export const openDestinationKinds = (app: App, targets: readonly number[]): void =>
	app.update(state => ({
		...withDialog({kind: 'destination-kind', targets, cursor: 0})(state),
		notice: undefined,
	}));

const chooseKind = (app: App, {targets, cursor}: DestinationKindDialog): void => {
	const kind = destinationKinds[cursor]!;
	refuseIf(kindBlocker(app, kind, targets));
	if (kind === 'api') askFor(app, {kind: 'transfer', sessions: targets, to: [apiHandler]});
	else
		app.update(
			withDialog({
				kind: 'destination',
				targets,
				ownerKind: kind,
				field: emptyField,
				chosen: [],
				cursor: 0,
			}),
		);
};

const offered = (app: App, {ownerKind, targets, field}: DestinationDialog): readonly Destination[] =>
	destinationsFor(app, ownerKind, targets, field.text);

/** @throws Refusal if no destination is there, or it cannot be chosen */
const destinationUnderCursor = (app: App, dialog: DestinationDialog): Destination => {
	const destination = underCursor(offered(app, dialog), dialog);
	if (destination === undefined) throw new Refusal('No destination has that number or name.');
	refuseIf(destination.blocker);
	return destination;
};

const choose = (app: App, dialog: DestinationDialog): void => {
	const {chosen, targets} = dialog;
	const to = chosen.length > 0 ? chosen : [destinationUnderCursor(app, dialog).handler];
	askFor(app, {kind: 'transfer', sessions: targets, to});
};

/** Adds the destination to those over which the sessions are spread, or removes it again. */
const toggle = (app: App, dialog: DestinationDialog): void => {
	const {handler} = destinationUnderCursor(app, dialog);
	const others = dialog.chosen.filter(each => !isSameHandler(each, handler));
	const chosen = others.length < dialog.chosen.length ? others : [...others, handler];
	app.update(withDialog({...dialog, chosen}));
};

export const destinationActions: readonly Action[] = [
	...listActions('destination-kind', () => destinationKinds.length),
	...dialogActions('destination-kind', [
		{name: 'choose', title: 'Choose', keys: ['enter', 'l'], hint: 'choose', run: chooseKind},
		{
			...leaving(['escape', 'q', 'h']),
			run: app => app.update(state => withNotice('done', 'Not transferred.')(closeDialog(state))),
		},
	]),
	...listActions('destination', (app, dialog) => offered(app, dialog).length, {isTypedIn: true}),
	...dialogActions('destination', [
		{name: 'choose', title: 'Choose', keys: ['enter'], hint: 'choose', run: choose},
		{
			name: 'toggle',
			title: 'Choose several, to spread the sessions by load; again removes one',
			keys: ['tab'],
			hint: 'several',
			run: toggle,
		},
		{
			name: 'back',
			title: 'Back to the kinds',
			keys: ['escape'],
			hint: 'back',
			run: (app, {targets, ownerKind}) =>
				app.update(
					withDialog({kind: 'destination-kind', targets, cursor: destinationKinds.indexOf(ownerKind)}),
				),
		},
	]),
];
