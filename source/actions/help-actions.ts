import {keyLabel} from '../state/key-label.js';
import {type HelpDialog, underCursor} from '../state/dialog.js';
import {closeDialog, mainPlaces, placeOf, type Place, type State, withDialog} from '../state/state.js';
import {emptyField} from '../state/text-field.js';
import {type Action, type ActionGroup, actionGroups, type App} from './app.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';
import {runAction} from './run-action.js';

/** One line of the help: an action of the place that it was opened from. */
interface HelpEntry {
	readonly action: Action;
	readonly keys: string;
	readonly blocker: string | undefined;
	/** Set on the first of its group. */
	readonly heading: ActionGroup | undefined;
}

/** Many keys as the first and the last of them. */
const keysText = (keys: readonly string[]): string =>
	keys.length > 4
		? `${keyLabel(keys[0]!)} … ${keyLabel(keys.at(-1)!)}`
		: keys.map(key => keyLabel(key)).join(' ');

const behind = (state: State): Place => placeOf(closeDialog(state));

/** The actions of the place behind the help by group, narrowed to those whose title contains the words, or that have that key. */
export const helpEntries = (app: App, {field}: HelpDialog): readonly HelpEntry[] => {
	const place = behind(app.state);
	const wanted = field.text.trim().toLowerCase();
	const isWanted = ({id, title}: Action): boolean =>
		title.toLowerCase().includes(wanted) ||
		app.keymap.keysOf(id, place).some(key => keyLabel(key).toLowerCase() === wanted);
	const found = app.actions.filter(action => action.places.includes(place) && isWanted(action));
	return actionGroups.flatMap(group => {
		const byTitle = Map.groupBy(
			found.filter(action => action.group === group),
			({title}) => title,
		);
		return Array.from(byTitle.values(), (same, index) => ({
			action: same[0]!,
			keys: keysText(same.flatMap(({id}) => app.keymap.keysOf(id, place))),
			blocker: same[0]!.blocker?.(app),
			heading: index === 0 ? group : undefined,
		}));
	});
};

const nothingChosen = (app: App, dialog: HelpDialog): string | undefined =>
	helpEntries(app, dialog).length > 0 ? undefined : 'Nothing that can be done here is called so.';

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
		{
			name: 'run',
			title: 'Run it',
			keys: ['enter'],
			hint: 'run',
			asks: true,
			blocker: nothingChosen,
			run: runChosen,
		},
		leaving(['escape']),
	]),
];
