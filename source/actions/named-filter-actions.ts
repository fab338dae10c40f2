import {type Dialog} from '../state/dialog.js';
import {typeFilter} from '../state/filter-text.js';
import {withNamedFilter} from '../state/preferences.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, type State, withNotice} from '../state/state.js';
import {emptyField, fieldOf} from '../state/text-field.js';
import {type Action} from './action.js';
import {type App} from './app.js';

type FilterDialog = Extract<Dialog, {kind: 'filter'}>;
type NameDialog = Extract<Dialog, {kind: 'filter-name'}>;

/** Those that were used, the last one first, and behind them those that have a name. */
const earlierFilters = ({
	preferences: {filters, recentFilters},
}: State): readonly {text: string; name?: string}[] => [...recentFilters.map(text => ({text})), ...filters];

const stepBack = (app: App, by: number): void =>
	app.update(state => {
		const dialog = state.dialog as FilterDialog;
		const earlier = earlierFilters(state);
		const recent = clamp(dialog.recent + by, -1, earlier.length - 1);
		const chosen = earlier[recent];
		const typed = typeFilter(state, {...dialog, recent}, fieldOf(chosen?.text ?? ''));
		return chosen?.name === undefined
			? {...typed, notice: undefined}
			: withNotice('done', `Named “${chosen.name}”`)(typed);
	});

const noneBlocker = ({state}: App): string | undefined =>
	earlierFilters(state).length === 0 ? 'There are no earlier filters yet.' : undefined;

const askName = (app: App): void =>
	app.update(state => ({
		...state,
		dialog: {kind: 'filter-name', field: emptyField, text: (state.dialog as FilterDialog).field.text.trim()},
	}));

const keepName = (app: App): void =>
	app.update(state => {
		const {field, text} = state.dialog as NameDialog;
		const name = field.text.trim();
		if (name === '') return state;
		const kept = {...closeDialog(state), preferences: withNamedFilter(state.preferences, name, text)};
		return withNotice(
			'done',
			text === '' ? `“${name}” is forgotten.` : `Kept as “${name}”: ↑ in the filter finds it.`,
		)(kept);
	});

export const namedFilterActions: readonly Action[] = [
	{
		id: 'filter.earlier',
		title: 'Earlier filters, then those with a name',
		keys: ['up'],
		places: ['filter'],
		hint: 'earlier',
		blocker: noneBlocker,
		run: app => stepBack(app, 1),
	},
	{
		id: 'filter.later',
		title: 'Later filters',
		keys: ['down'],
		places: ['filter'],
		blocker: noneBlocker,
		run: app => stepBack(app, -1),
	},
	{
		id: 'filter.name',
		title: 'Keep this filter by a name; an empty filter takes the name away',
		keys: ['ctrl-s'],
		places: ['filter'],
		hint: 'name',
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
		title: 'Leave',
		keys: ['escape'],
		places: ['filter-name'],
		hint: 'leave',
		run: app => app.update(closeDialog),
	},
];
