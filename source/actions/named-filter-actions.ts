import {Refusal} from '../domain/refusal.js';
import {type Dialog, type FilterDialog} from '../state/dialog.js';
import {filterBlocker, typeFilter} from '../state/filter-text.js';
import {withNamedFilter} from '../state/preferences.js';
import {closeDialog, type State, withNotice} from '../state/state.js';
import {emptyField, fieldOf} from '../state/text-field.js';
import {type Action, type App} from './app.js';

type NameDialog = Extract<Dialog, {kind: 'filter-name'}>;

/** Those that were used, the last one first, and behind them those that have a name. */
const earlierFilters = ({
	preferences: {filters, recentFilters},
}: State): readonly {text: string; name?: string}[] => [...recentFilters.map(text => ({text})), ...filters];

const stepBack = (app: App, by: number): void =>
	app.update(state => {
		const dialog = state.dialog as FilterDialog;
		const recent = dialog.recent + by;
		const chosen = earlierFilters(state)[recent];
		const typed = dialog.recent === -1 ? dialog.field.text : dialog.typed;
		const next = typeFilter(state, {...dialog, recent, typed}, fieldOf(chosen?.text ?? typed));
		return chosen?.name === undefined
			? {...next, notice: undefined}
			: withNotice('done', `Named “${chosen.name}”`)(next);
	});

const stepBlocker = ({state}: App, by: number): string | undefined => {
	const to = (state.dialog as FilterDialog).recent + by;
	if (to < -1) return 'There is no later filter.';
	return to < earlierFilters(state).length ? undefined : 'There is no earlier filter.';
};

const askName = (app: App): void =>
	app.update(state => ({
		...state,
		dialog: {kind: 'filter-name', field: emptyField, back: state.dialog as FilterDialog},
	}));

const keepName = async (app: App): Promise<void> => {
	const {field, back} = app.state.dialog as NameDialog;
	const name = field.text.trim();
	const text = back.field.text.trim();
	if (name === '') throw new Refusal('Type a name, or leave with Esc.');
	app.update(state => ({
		...closeDialog(state),
		preferences: withNamedFilter(state.preferences, name, text),
	}));
	// Told as kept when it is; that it cannot be is told by whoever keeps it.
	if (!(await app.background.keeper.kept())) return;
	const told = text === '' ? `“${name}” is forgotten.` : `Kept as “${name}”: ↑ in the filter finds it.`;
	app.update(withNotice('done', told));
};

export const namedFilterActions: readonly Action[] = [
	{
		id: 'filter.earlier',
		title: 'Earlier filters, then those with a name',
		keys: ['up'],
		places: ['filter'],
		hint: 'earlier',
		blocker: app => stepBlocker(app, 1),
		run: app => stepBack(app, 1),
	},
	{
		id: 'filter.later',
		title: 'Later filters',
		keys: ['down'],
		places: ['filter'],
		blocker: app => stepBlocker(app, -1),
		run: app => stepBack(app, -1),
	},
	{
		id: 'filter.name',
		title: 'Keep this filter by a name; an empty filter takes the name away',
		keys: ['ctrl-s'],
		places: ['filter'],
		hint: 'name',
		blocker: ({state}) => filterBlocker(state),
		run: askName,
	},
	{
		id: 'filter-name.keep',
		title: 'Keep it by this name',
		keys: ['enter'],
		places: ['filter-name'],
		hint: 'keep',
		run: keepName,
	},
	{
		id: 'filter-name.close',
		title: 'Back to the filter',
		keys: ['escape'],
		places: ['filter-name'],
		hint: 'back',
		run: app => app.update(state => ({...state, dialog: (state.dialog as NameDialog).back})),
	},
];
