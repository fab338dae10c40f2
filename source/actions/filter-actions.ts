import {complete} from '../domain/language/complete.js';
import {swapParties, toggleTerm} from '../domain/language/edit.js';
import {parseFilter} from '../domain/language/parse.js';
import {type FilterDialog, type FormDialog} from '../state/dialog.js';
import {applyFilter, filterBlocker, typeFilter} from '../state/filter-text.js';
import {filterForm, formText} from '../state/filter-form.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {withRecentFilter} from '../state/preferences.js';
import {fieldOf, replaceText} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {dialogActions, leaving} from './dialog-actions.js';

/** Changes the filter's text; a new filter shows the list from the top. */
export const alterFilter = (app: App, alter: (text: string) => string): void =>
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

const keepText = (app: App, dialog: FilterDialog): void => {
	const filter = dialog.field.text.trim();
	app.update(state => ({
		...applyFilter(closeDialog(state), filter),
		preferences: withRecentFilter(state.preferences, filter),
	}));
};

const completeText = (app: App, dialog: FilterDialog): void => {
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

/** The longest common start of all texts that continue what is typed; what is typed if none does. */
const sharedStart = (texts: readonly string[], typed: string): string => {
	if (texts.length === 1) return texts[0]!;
	const goingOn = texts.filter(text => commonLength(typed, text) === typed.length);
	return goingOn.length === 0 ? typed : goingOn.reduce((a, b) => a.slice(0, commonLength(a, b)));
};

const moveInForm = (app: App, dialog: FormDialog, by: number): void =>
	app.update(withDialog({...dialog, cursor: clamp(dialog.cursor + by, 0, dialog.fields.length - 1)}));

const applyForm = (app: App, dialog: FormDialog): void => {
	const filter = formText(app.state.filter, dialog.fields);
	const [problem] = parseFilter(filter).problems;
	app.update(state =>
		problem
			? {...state, dialog: {...dialog, problem: problem.message}}
			: applyFilter(closeDialog(state), filter),
	);
};

const swapBlocker = ({state}: App): string | undefined =>
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
			app.update(withDialog({kind: 'form', fields: filterForm(app.state.filter, app.store), cursor: 0})),
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
		blocker: swapBlocker,
		run: app => alterFilter(app, swapParties),
	},
	...dialogActions('filter', [
		{
			name: 'apply',
			title: 'Keep this filter',
			keys: ['enter'],
			hint: 'keep',
			blocker: (_, {field}) => filterBlocker(field),
			run: keepText,
		},
		{
			name: 'restore',
			title: 'Back to the previous filter',
			keys: ['escape'],
			hint: 'restore',
			run: (app, {before}) => app.update(state => applyFilter(closeDialog(state), before)),
		},
		{name: 'complete', title: 'Complete the word', keys: ['tab'], hint: 'complete', run: completeText},
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
		{...leaving(['escape']), title: 'Leave the form'},
	]),
];
