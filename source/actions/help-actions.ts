import {keyLabel} from '../state/key-label.js';
import {type Dialog} from '../state/dialog.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, mainPlaces, placeOf, type Place, type State} from '../state/state.js';
import {emptyField} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {runAction} from './run-action.js';
import {stepActions} from './step-actions.js';

type HelpDialog = Extract<Dialog, {kind: 'help'}>;

/** One line of the help: what can be done in the place it was opened from. */
export interface HelpEntry {
	readonly action: Action;
	readonly keys: string;
	readonly blocker: string | undefined;
}

const behind = (state: State): Place => placeOf(closeDialog(state));

/** The actions of the place behind the help, narrowed to those whose title or keys contain the words. */
export const helpEntries = (app: App, all: readonly Action[], {narrow}: HelpDialog): readonly HelpEntry[] => {
	const place = behind(app.state);
	const wanted = narrow.text.trim().toLowerCase();
	return all
		.filter(action => action.places.includes(place))
		.map(action => ({
			action,
			keys: action.keys.map(key => keyLabel(key)).join(' '),
			blocker: action.blocker?.(app),
		}))
		.filter(({action, keys}) => action.title.toLowerCase().includes(wanted) || keys.toLowerCase() === wanted);
};

const move = (app: App, by: number): void =>
	app.update(state => {
		const dialog = state.dialog as HelpDialog;
		const count = helpEntries(app, app.actions, dialog).length;
		return {...state, dialog: {...dialog, cursor: clamp(dialog.cursor + by, 0, Math.max(0, count - 1))}};
	});

const runChosen = async (app: App): Promise<void> => {
	const dialog = app.state.dialog as HelpDialog;
	const entry = helpEntries(app, app.actions, dialog)[dialog.cursor];
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
		run: app => app.update(state => ({...state, dialog: {kind: 'help', narrow: emptyField, cursor: 0}})),
	},
	...stepActions('help', move, {isTypedIn: true}),
	{id: 'help.run', title: 'Run it', keys: ['enter'], places: ['help'], hint: 'run', run: runChosen},
	{
		id: 'help.close',
		title: 'Leave',
		keys: ['escape'],
		places: ['help'],
		hint: 'leave',
		run: app => app.update(closeDialog),
	},
];
