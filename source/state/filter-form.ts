import {fieldValues, setField} from '../domain/language/edit.js';
import {type FieldName, filterTerm, stateWords} from '../domain/language/terms.js';
import {channelTypes} from '../domain/session.js';
import {type FormField} from './dialog.js';
import {type Source} from './list-view.js';
import {fieldOf} from './text-field.js';

const labels = {
	created: 'Created',
	active: 'Last active',
	channel: 'Channel type',
	number: 'Channel number',
	sender: 'Sender',
	recipient: 'Recipient',
	status: 'Status',
	id: 'Session ID',
} as const satisfies Partial<Record<FieldName, string>>;

const choicesOf = (field: keyof typeof labels, {table}: Source): readonly string[] | undefined => {
	if (field === 'status') return stateWords.status;
	if (field === 'number')
		return [...new Set(table.channels.values.map(channel => channel.number).filter(Boolean))];
	if (field !== 'channel') return undefined;
	return [...new Set([...channelTypes, ...table.channels.values.map(channel => channel.type)])];
};

/** The filter's text as a form: one field per criterion, with what the filter says of it. */
export const filterForm = (filter: string, source: Source): readonly FormField[] =>
	(Object.keys(labels) as (keyof typeof labels)[]).map(field => ({
		field,
		label: labels[field],
		input: fieldOf(fieldValues(filter, field).join(',')),
		choices: choicesOf(field, source),
		example: filterTerm(field)!.example.slice(field.length + 1),
	}));

/** The filter's text with what the form says; what the form does not know of stays. */
export const formText = (filter: string, fields: readonly FormField[]): string =>
	fields.reduce((text, {field, input}) => {
		const value = input.text.trim();
		return value === fieldValues(text, field).join(',')
			? text
			: setField(text, field, value === '' ? [] : value.split(','));
	}, filter);
