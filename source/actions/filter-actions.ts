import {complete} from '../domain/language/complete.js';
import {swapParties, toggleTerm} from '../domain/language/edit.js';
import {parseFilter} from '../domain/language/parse.js';
import {type Dialog, type FilterDialog} from '../state/dialog.js';
import {applyFilter, filterBlocker, typeFilter} from '../state/filter-text.js';
import {filterForm, formText} from '../state/filter-form.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, type State, withNotice} from '../state/state.js';
import {withRecentFilter} from '../state/preferences.js';
import {fieldOf, replaceText} from '../state/text-field.js';
import {type Action, type App} from './app.js';

type FormDialog = Extract<Dialog, {kind: 'form'}>;

/** Alters the filter's text and says how it reads now. */
const alterFilter = (app: App, alter: (text: string) => string): void =>
	app.update(state => {
		const filter = alter(state.filter);
		const same = filter === state.filter ? {} : {list: {...state.list, top: 0}};
		return {...state, filter, ...same, notice: undefined};
	});

const editText = (app: App): void =>
	app.update(state => ({
		...state,
		dialog: {
			kind: 'filter',
			field: fieldOf(state.filter === '' ? '' : `${state.filter} `),
			before: state.filter,
			recent: -1,
			typed: '',
		},
	}));

const keepText = (app: App): void => {
	const {dialog} = app.state as State & {dialog: FilterDialog};
	const filter = dialog.field.text.trim();
	app.update(state => ({
		...applyFilter(closeDialog(state), filter),
		preferences: withRecentFilter(state.preferences, filter),
	}));
};

const completeText = (app: App): void => {
	const {dialog} = app.state as State & {dialog: FilterDialog};
	const {field} = dialog;
	const {from, to, options} = complete(field.text, field.caret, app.store);
	if (options.length === 0) return;
	const typed = field.text.slice(from, field.caret);
	const written = sharedStart(
		options.map(option => option.text),
		typed,
	);
	const offered = options
		.slice(0, 8)
		.map(option => option.text)
		.join('  ');
	app.update(state => {
		const next = typeFilter(state, dialog, replaceText(field, from, to, written));
		return options.length === 1
			? {...next, notice: undefined}
			: withNotice('done', `${offered}${options.length > 8 ? '  …' : ''}`)(next);
	});
};

const commonLength = (a: string, b: string): number => {
	let length = 0;
	while (length < a.length && a[length]!.toLowerCase() === b[length]?.toLowerCase()) length++;
	return length;
};

/** How all texts begin that go on from what is typed; what is typed if none does, or if they share no more. */
const sharedStart = (texts: readonly string[], typed: string): string => {
	if (texts.length === 1) return texts[0]!;
	const goingOn = texts.filter(text => commonLength(typed, text) === typed.length);
	return goingOn.length === 0 ? typed : goingOn.reduce((a, b) => a.slice(0, commonLength(a, b)));
};

const moveInForm = (app: App, by: number): void =>
	app.update(state => {
		const dialog = state.dialog as FormDialog;
		return {...state, dialog: {...dialog, cursor: clamp(dialog.cursor + by, 0, dialog.fields.length - 1)}};
	});

const applyForm = (app: App): void => {
	const dialog = app.state.dialog as FormDialog;
	const filter = formText(app.state.filter, dialog.fields);
	const [problem] = parseFilter(filter).problems;
	app.update(state =>
		problem
			? {...state, dialog: {...dialog, problem: problem.message}}
			: applyFilter(closeDialog(state), filter),
	);
};

const loadedSwap = ({state}: App): string | undefined =>
	swapParties(state.filter) === state.filter
		? 'The filter names neither sender nor recipient, so there is nothing to swap.'
		: undefined;

export const filterActions: readonly Action[] = [
	{id: 'filter.edit', title: 'Edit the filter', keys: ['/'], places: ['list'], hint: 'filter', run: editText},
	{
		id: 'filter.form',
		title: 'Filter form, one field per criterion',
		keys: ['f'],
		places: ['list'],
		run: app =>
			app.update(state => ({
				...state,
				dialog: {kind: 'form', fields: filterForm(state.filter, app.store), cursor: 0},
			})),
	},
	{
		id: 'filter.orphans',
		title: 'Quick filter: sessions of a deleted extension or queue',
		keys: ['!'],
		places: ['list'],
		hint: 'orphans',
		run: app => alterFilter(app, text => toggleTerm(text, 'is:orphaned')),
	},
	{
		id: 'filter.swap',
		title: 'Swap sender and recipient in the filter',
		keys: ['x'],
		places: ['list'],
		blocker: loadedSwap,
		run: app => alterFilter(app, swapParties),
	},
	{
		id: 'filter.apply',
		title: 'Keep this filter',
		keys: ['enter'],
		places: ['filter'],
		hint: 'keep',
		blocker: ({state}) => filterBlocker(state),
		run: keepText,
	},
	{
		id: 'filter.restore',
		title: 'Back to the filter before',
		keys: ['escape'],
		places: ['filter'],
		hint: 'restore',
		run: app => app.update(state => applyFilter(closeDialog(state), (state.dialog as FilterDialog).before)),
	},
	{
		id: 'filter.complete',
		title: 'Complete the word',
		keys: ['tab'],
		places: ['filter'],
		hint: 'complete',
		run: completeText,
	},
	{id: 'form.up', title: 'Up', keys: ['up', 'shift-tab'], places: ['form'], run: app => moveInForm(app, -1)},
	{id: 'form.down', title: 'Down', keys: ['down', 'tab'], places: ['form'], run: app => moveInForm(app, 1)},
	{
		id: 'form.apply',
		title: 'Apply the form',
		keys: ['enter'],
		places: ['form'],
		hint: 'apply',
		run: applyForm,
	},
	{
		id: 'form.close',
		title: 'Leave the form',
		keys: ['escape'],
		places: ['form'],
		hint: 'leave',
		run: app => app.update(closeDialog),
	},
];
