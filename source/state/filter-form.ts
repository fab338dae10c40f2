import {fieldValues, setField} from '../domain/language/edit.js';
import {parseFilter} from '../domain/language/parse.js';
import {stateWords} from '../domain/language/words.js';
import {channelTypes} from '../domain/session.js';
import {sessionFields} from '../domain/session-fields.js';
import {typeablePart} from '../text/safe-text.js';
import {type FormDialog, type FormField} from './filter-dialogs.js';
import {applyFilter} from './filter-text.js';
import {type ShownStore} from './list-view.js';
import {type State} from './state.js';
import {fieldOf} from './text-field.js';

const inForm = ['created', 'active', 'channel', 'number', 'sender', 'recipient', 'status', 'id'] as const;

/** Each text once, without those that cannot be typed: the field would alter them, and they would find nothing. */
const typeable = (texts: readonly string[]): readonly string[] =>
	[...new Set(texts)].filter(text => text !== '' && typeablePart(text) === text);

const choicesOf = (field: (typeof inForm)[number], {table}: ShownStore): readonly string[] | undefined => {
	if (field === 'status') return stateWords.status;
	if (field === 'number') return typeable(table.channels.values.map(channel => channel.number));
	if (field !== 'channel') return undefined;
	return typeable([...channelTypes, ...table.channels.values.map(channel => channel.type)]);
};

/** The filter's text as a form: one field per criterion, filled with what the filter says about it. */
export const filterForm = (filter: string, store: ShownStore): readonly FormField[] =>
	inForm.map(field => {
		const {title, longTitle = title, filter: term} = sessionFields[field];
		return {
			field,
			label: longTitle,
			input: fieldOf(fieldValues(filter, field).join(',')),
			choices: choicesOf(field, store),
			example: term.example.slice(field.length + 1),
		};
	});

const withValue = (text: string, {field, input}: FormField): string => {
	const value = input.text.trim();
	return value === fieldValues(text, field).join(',')
		? text
		: setField(text, field, value === '' ? [] : value.split(','));
};

/** Why a field's value cannot be used, or `undefined` if it can. */
export const fieldProblem = (field: FormField): string | undefined =>
	parseFilter(withValue('', field)).problems[0]?.message;

/** Applies the form as it is filled in; terms that it does not have stay, and so does a field that is wrong. */
export const typeForm = (state: State, dialog: FormDialog): State => {
	const good = dialog.fields.filter(field => fieldProblem(field) === undefined);
	return applyFilter({...state, dialog}, good.reduce(withValue, dialog.before), dialog.list);
};
