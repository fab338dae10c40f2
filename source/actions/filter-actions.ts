import {complete} from '../domain/language/complete.js';
import {hasTerm, swapParties, toggleTerm} from '../domain/language/edit.js';
import {sitesAsked} from '../domain/language/sites-asked.js';
import {Refusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {type FilterDialog, type FormDialog} from '../state/filter-dialogs.js';
import {applyFilter, typedBlocker, typeFilter} from '../state/filter-text.js';
import {completeNext} from '../state/filter-completion.js';
import {fieldProblem, filterForm} from '../state/filter-form.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, withDialog} from '../state/state.js';
import {withRecentFilter} from '../state/preferences.js';
import {fieldOf} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {dialogActions} from './dialog-actions.js';
import {openJoint} from './open-joint.js';

/** Changes the filter's text. */
export const alterFilter = (app: App, alter: (text: string) => string): void =>
	app.update(state => ({...applyFilter(state, alter(state.filter)), notice: undefined}));

/** Closes the dialog, and lists what the filter finds. */
export const showInList = (app: App, filter: string): void =>
	app.update(state => applyFilter(closeDialog(state), filter));

/** The sites, as far as they can be told: who asks for one hears why not. */
const sitesOf = ({sites}: App): readonly Site[] => {
	try {
		return sites?.all() ?? [];
	} catch (error) {
		if (error instanceof Refusal) return [];
		throw error;
	}
};

/** Opens the filter to be edited, with that text. */
export const editFilter = (app: App, text: string): void => {
	const sites = sitesOf(app);
	app.update(state => ({
		...state,
		dialog: {
			kind: 'filter',
			sites,
			field: fieldOf(text === '' ? '' : `${text} `),
			before: state.filter,
			list: state.list,
			recent: -1,
			typed: '',
		},
	}));
};

const keepText = (app: App, dialog: FilterDialog): void => {
	const asked = sitesAsked(dialog.field.text);
	if (asked) {
		openJoint(app, asked);
		app.update(state => ({...state, filter: dialog.before, list: dialog.list}));
		return;
	}

	const filter = dialog.field.text.trim();
	app.update(state => ({
		...applyFilter(closeDialog(state), filter, dialog.list),
		preferences: withRecentFilter(state.preferences, filter),
	}));
};

/** Goes back to the filter and the cursor that were there when the dialog was opened. */
const restore = (app: App, {before, list}: FilterDialog | FormDialog): void =>
	app.update(state => ({...closeDialog(state), filter: before, list}));

/** The dialog with the next option, or the one before; `undefined` if nothing goes on so. */
const completed = ({state, store}: App, dialog: FilterDialog, by: 1 | -1): FilterDialog | undefined => {
	const {text, caret} = dialog.field;
	const {filters} = state.preferences;
	return completeNext(dialog, complete(text, caret, store, {filters, sites: dialog.sites}), by);
};

const completionBlocker = (app: App, dialog: FilterDialog): string | undefined =>
	completed(app, dialog, 1) ? undefined : 'Nothing is known that goes on so.';

const completeText = (app: App, dialog: FilterDialog, by: 1 | -1): void => {
	const next = completed(app, dialog, by);
	if (next) app.update(state => typeFilter({...state, notice: undefined}, next, next.field));
};

const moveInForm = (app: App, dialog: FormDialog, by: number): void =>
	app.update(withDialog({...dialog, cursor: clamp(dialog.cursor + by, 0, dialog.fields.length - 1)}));

const openForm = (app: App): void =>
	app.update(state =>
		withDialog({
			kind: 'form',
			fields: filterForm(state.filter, app.store),
			cursor: 0,
			before: state.filter,
			list: state.list,
		})(state),
	);

/** The filter is in force already, unless a field is wrong; then the cursor goes there. */
const applyForm = (app: App, dialog: FormDialog): void => {
	const wrong = dialog.fields.findIndex(field => fieldProblem(field) !== undefined);
	if (wrong === -1) app.update(closeDialog);
	else app.update(withDialog({...dialog, cursor: wrong, isRefused: true}));
};

const swapBlocker = ({state}: App): string | undefined =>
	swapParties(state.filter) === state.filter
		? 'The filter names neither sender nor recipient, so there is nothing to swap.'
		: undefined;

const orphansTerm = 'is:orphaned';

export const filterActions: readonly Action[] = [
	{
		id: 'filter.edit',
		title: 'Edit the filter',
		keys: ['/'],
		places: ['list'],
		hint: 'filter',
		run: app => editFilter(app, app.state.filter),
	},
	{
		id: 'filter.form',
		title: 'Filter form, one field per criterion',
		keys: ['f'],
		places: ['list'],
		run: openForm,
	},
	{
		id: 'filter.orphans',
		title: 'Quick filter: sessions of a deleted extension or queue',
		keys: ['!'],
		places: ['list'],
		hint: app => (hasTerm(app.state.filter, orphansTerm) ? 'not only orphans' : 'orphans'),
		run: app => alterFilter(app, text => toggleTerm(text, orphansTerm)),
	},
	{
		id: 'filter.swap',
		title: 'Swap sender and recipient in the filter',
		keys: ['x'],
		places: ['list'],
		blocker: swapBlocker,
		run: app => alterFilter(app, swapParties),
	},
	...dialogActions('filter', [
		{
			name: 'apply',
			title: 'Keep this filter; with site:* or site:A,B: one list of these sites',
			keys: ['enter'],
			hint: 'keep',
			blocker: (_, {field}) => typedBlocker(field),
			run: keepText,
		},
		{
			name: 'restore',
			title: 'Back to the previous filter',
			keys: ['escape'],
			hint: 'restore',
			run: restore,
		},
		{
			name: 'complete',
			title: 'Complete the word; again takes the next one',
			keys: ['tab'],
			hint: 'complete',
			blocker: completionBlocker,
			run: (app, dialog) => completeText(app, dialog, 1),
		},
		{
			name: 'complete-back',
			title: 'Complete the word with the one before',
			keys: ['shift-tab'],
			blocker: completionBlocker,
			run: (app, dialog) => completeText(app, dialog, -1),
		},
	]),
	...dialogActions('form', [
		{
			name: 'up',
			title: 'Up',
			keys: ['up', 'shift-tab'],
			run: (app, dialog) => moveInForm(app, dialog, -1),
		},
		{
			name: 'down',
			title: 'Down',
			keys: ['down', 'tab'],
			run: (app, dialog) => moveInForm(app, dialog, 1),
		},
		{name: 'apply', title: 'Apply the form', keys: ['enter'], hint: 'apply', run: applyForm},
		{name: 'close', title: 'Back to the previous filter', keys: ['escape'], hint: 'restore', run: restore},
	]),
];
