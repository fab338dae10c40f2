import {type FormDialog} from '../state/filter-dialogs.js';
import {typeForm} from '../state/filter-form.js';
import {typeFilter} from '../state/filter-text.js';
import {type Key} from '../state/key.js';
import {toItem} from '../state/pane-moves.js';
import {hitFrom} from '../state/pane-search.js';
import {placeOf, type State} from '../state/state.js';
import {editField, fieldOf, insertText, type TextField} from '../state/text-field.js';
import {type App} from './app.js';
import {runAction} from './run-action.js';

type Edit = (field: TextField) => TextField | undefined;

/** Steps through the values of a form field that has only a few. */
const stepChoice = (dialog: FormDialog, by: number): Edit => {
	const values = ['', ...(dialog.fields[dialog.cursor]?.choices ?? [])];
	return ({text}) => fieldOf(values[(values.indexOf(text) + by + values.length) % values.length]!);
};

const editInForm = (dialog: FormDialog, edit: Edit): FormDialog => ({
	...dialog,
	isRefused: false,
	fields: dialog.fields.map((field, index) =>
		index === dialog.cursor ? {...field, input: edit(field.input) ?? field.input} : field,
	),
});

/** Edits the text that has the focus; returns the same state if none has. */
const editText = (app: App, state: State, edit: Edit): State => {
	const {dialog} = state;
	if (!dialog) return state;
	switch (dialog.kind) {
		case 'filter': {
			const field = edit(dialog.field);
			return field ? typeFilter({...state, notice: undefined}, dialog, field) : state;
		}

		case 'pane-search': {
			const field = edit(dialog.field);
			if (!field) return state;
			const search = field.text.trim();
			const typed = {...state, dialog: {...dialog, field}, pane: {...state.pane!, search}};
			return search === ''
				? toItem(typed, dialog.from)
				: toItem(typed, hitFrom(app.pane!, search, dialog.from));
		}

		case 'form': {
			return typeForm(state, editInForm(dialog, edit));
		}

		default: {
			const field = 'field' in dialog && edit(dialog.field);
			if (!field) return state;
			// A narrowed list starts at its first item.
			const cursor = 'cursor' in dialog && {cursor: 0};
			return {...state, dialog: {...dialog, field, ...cursor}};
		}
	}
};

const editOf = ({dialog}: State, key: Key): Edit => {
	const hasChoices = dialog?.kind === 'form' && dialog.fields[dialog.cursor]?.choices !== undefined;
	if (hasChoices && (key.name === 'left' || key.name === 'right'))
		return stepChoice(dialog, key.name === 'right' ? 1 : -1);
	return field => editField(field, key);
};

/** Whether a text has the focus. */
export const isTextTyped = (app: App): boolean =>
	editText(app, app.state, field => ({...field})) !== app.state;

/** Edits the text that has the focus, and nothing else. */
export const typeKey = (app: App, key: Key): void =>
	app.update(state => editText(app, state, editOf(state, key)));

/** Runs the key's action in the current place, or else edits the text that has the focus. */
export const press = async (app: App, key: Key): Promise<void> => {
	const action = app.keymap.actionFor(placeOf(app.state), key.name);
	if (action) {
		// The next key press shows that the notice has been read.
		if (app.state.notice) app.update(state => ({...state, notice: undefined}));
		await runAction(app, action);
	} else typeKey(app, key);
};

/** Inserts pasted text into the text that has the focus; elsewhere drops it, so that no paste acts as keys. */
export const paste = (app: App, text: string): void =>
	app.update(state => editText(app, state, field => insertText(field, text)));
