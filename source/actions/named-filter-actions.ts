import {Refusal} from '../domain/refusal.js';
import {type FilterDialog, type FilterNameDialog} from '../state/filter-dialogs.js';
import {filterBlocker, typeFilter} from '../state/filter-text.js';
import {withNamedFilter} from '../state/preferences.js';
import {closeDialog, type State, withDialog, withNotice} from '../state/state.js';
import {emptyField, fieldOf} from '../state/text-field.js';
import {isUnseen} from '../text/unseen.js';
import {type Action, type App} from './app.js';
import {dialogActions, goingBack} from './dialog-actions.js';

/** Filters used before, latest first, then those with a name. */
const earlierFilters = ({
	preferences: {filters, recentFilters},
}: State): readonly {text: string; name?: string}[] => [...recentFilters.map(text => ({text})), ...filters];

const stepBack = (app: App, dialog: FilterDialog, by: number): void =>
	app.update(state => {
		const recent = dialog.recent + by;
		const chosen = earlierFilters(state)[recent];
		const typed = dialog.recent === -1 ? dialog.field.text : dialog.typed;
		const next = typeFilter(state, {...dialog, recent, typed}, fieldOf(chosen?.text ?? typed));
		return chosen?.name === undefined
			? {...next, notice: undefined}
			: withNotice('done', `Named “${chosen.name}”`)(next);
	});

const stepBlocker = ({state}: App, {recent}: FilterDialog, by: number): string | undefined => {
	const to = recent + by;
	if (to < -1) return 'There is no later filter.';
	return to < earlierFilters(state).length ? undefined : 'There is no earlier filter.';
};

/** The key that shows the view: its number, or the list of all. */
const keyBack = ({state, keymap}: App, name: string): string => {
	const number = state.preferences.filters.findIndex(filter => filter.name === name) + 1;
	return keymap.keyOf(number > 9 ? 'views.open' : `view.${number}`);
};

const keepName = async (app: App, {field, back}: FilterNameDialog): Promise<void> => {
	const {keyOf} = app.keymap;
	const name = field.text.trim();
	const text = back.field.text.trim();
	if (isUnseen(name)) throw new Refusal(`Type a name, or leave with ${keyOf('filter-name.close')}.`);
	app.update(state => ({
		...closeDialog(state),
		preferences: withNamedFilter(state.preferences, name, text),
	}));
	// The notice waits until the filter is saved; the keeper reports a failure itself.
	if (!(await app.background.keeper.kept())) return;
	const told = text === '' ? `“${name}” is forgotten.` : `Kept as “${name}”: ${keyBack(app, name)} shows it.`;
	app.update(withNotice('done', told));
};

export const namedFilterActions: readonly Action[] = [
	...dialogActions('filter', [
		{
			name: 'earlier',
			title: 'Earlier filters, then those with a name',
			keys: ['up'],
			hint: 'earlier',
			blocker: (app, dialog) => stepBlocker(app, dialog, 1),
			run: (app, dialog) => stepBack(app, dialog, 1),
		},
		{
			name: 'later',
			title: 'Later filters',
			keys: ['down'],
			blocker: (app, dialog) => stepBlocker(app, dialog, -1),
			run: (app, dialog) => stepBack(app, dialog, -1),
		},
		{
			name: 'name',
			title: 'Keep this filter under a name; an empty filter removes the name',
			keys: ['ctrl-s'],
			hint: 'name',
			blocker: (_, {field}) => filterBlocker(field),
			run: (app, back) => app.update(withDialog({kind: 'filter-name', field: emptyField, back})),
		},
	]),
	...dialogActions('filter-name', [
		{name: 'keep', title: 'Keep it under this name', keys: ['enter'], hint: 'keep', run: keepName},
		goingBack('Back to the filter', ['escape']),
	]),
];
