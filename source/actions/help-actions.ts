import {keyLabel} from '../state/key-label.js';
import {type HelpDialog, underCursor} from '../state/dialog.js';
import {closeDialog, mainPlaces, placeOf, type Place, type State, withDialog} from '../state/state.js';
import {emptyField} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';
import {runAction} from './run-action.js';

/** One line of the help: an action of the place that it was opened from. */
export interface HelpEntry {
	readonly action: Action;
	readonly keys: string;
	readonly blocker: string | undefined;
}

const behind = (state: State): Place => placeOf(closeDialog(state));

/** The actions of the place behind the help, narrowed to those whose title or keys contain the words. */
export const helpEntries = (app: App, {field}: HelpDialog): readonly HelpEntry[] => {
	const place = behind(app.state);
	const wanted = field.text.trim().toLowerCase();
	return app.actions
		.filter(action => action.places.includes(place))
		.map(action => ({
			action,
			keys: app.keymap
				.keysOf(action.id, place)
				.map(key => keyLabel(key))
				.join(' '),
			blocker: action.blocker?.(app),
		}))
		.filter(({action, keys}) => action.title.toLowerCase().includes(wanted) || keys.toLowerCase() === wanted);
};

const runChosen = async (app: App, dialog: HelpDialog): Promise<void> => {
	const entry = underCursor(helpEntries(app, dialog), dialog);
	app.update(closeDialog);
	if (entry) await runAction(app, entry.action);
};

export const helpActions: readonly Action[] = [
	{
		id: 'help.open',
		title: 'Actions of this place: keys and help',
		keys: ['?', ':'],
		places: mainPlaces,
		hint: 'help',
		run: app => app.update(withDialog({kind: 'help', field: emptyField, cursor: 0})),
	},
	...listActions('help', (app, dialog) => helpEntries(app, dialog).length, {isTypedIn: true}),
	...dialogActions('help', [
		{name: 'run', title: 'Run it', keys: ['enter'], hint: 'run', run: runChosen},
		leaving(['escape']),
	]),
];
