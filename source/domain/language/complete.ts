import {type Change} from '../change.js';
import {describeChange} from '../describe-change.js';
import {type Directory} from '../directory.js';
import {type Handler, handlerLabel} from '../handler.js';
import {channelLabel, channelTypes} from '../session.js';
import {type SessionTable} from '../table/session-table.js';
import {numberKey, numberTexts} from '../../text/phone-number.js';
import {typeablePart} from '../../text/safe-text.js';
import {beginsSo, soughtFor, standsIn} from '../../text/sought.js';
import {lex, quoteValue, type Span} from './lexer.js';
import {type FieldName, filterTerm, filterTerms} from './terms.js';
import {sortKeys} from '../session-fields.js';
import {stateWords, timeNames} from './words.js';

/** Where values to offer come from. */
export interface CompletionFacts {
	readonly table: Pick<SessionTable, 'channels' | 'handlers' | 'country'>;
	readonly directory: Directory;
	/** Newest first. */
	changes?(): Iterable<Change>;
}

/** Text that can be inserted; `hint` says what it means. */
export interface CompletionOption {
	readonly text: string;
	readonly hint: string;
}

/** Each option replaces the text from `from` up to `to`. */
export interface Completion {
	readonly from: number;
	readonly to: number;
	readonly options: readonly CompletionOption[];
}

/** An option that is a phone number is also found the way numbers are compared. */
interface Option extends CompletionOption {
	readonly key?: string;
}

const plain = (texts: readonly string[], hint = ''): CompletionOption[] => texts.map(text => ({text, hint}));

const channelOptions = ({table}: CompletionFacts): CompletionOption[] =>
	[...channelTypes, ...table.channels.values.map(({type}) => type)]
		// A part of a type finds nothing.
		.filter(type => typeablePart(type) === type)
		.map(type => ({text: type, hint: channelLabel(type)}));

const numberOptions = ({table}: CompletionFacts): Option[] =>
	table.channels.values.map(({type, name, number}) => ({
		text: number || name,
		hint: [channelLabel(type), number && name].filter(Boolean).join(' '),
		key: `\t${numberKey(number, type, table.country)}`,
	}));

/** The value of `handler:` that means exactly this one; empty if it cannot be typed. */
export const handlerValue = ({kind, number, name}: Handler): string => {
	if (kind === 'api' || kind === 'none') return kind;
	const part = typeablePart(number || name);
	return part === '' ? '' : `${kind}:${part}`;
};

const handlerOptions = ({table, directory}: CompletionFacts): CompletionOption[] =>
	[...directory.owners, ...table.handlers.values].map(handler => ({
		text: handlerValue(handler),
		hint: handlerLabel(handler) + (directory.isDeleted(handler) ? ', deleted' : ''),
	}));

type Options = (facts: CompletionFacts) => readonly Option[];

/** The newest changes are the ones that somebody looks for. */
const changeOptions: Options = facts =>
	Iterator.from(facts.changes?.() ?? [])
		.take(20)
		.map(change => ({text: String(change.n), hint: describeChange(change)}))
		.toArray();

const timeOptions: Options = () => [
	...plain(timeNames),
	{text: '7d', hint: 'the last 7 × 24 hours'},
	{text: '12h', hint: 'the last 12 hours'},
];

const sortOptions: Options = () => [
	...plain(sortKeys, 'ascending'),
	...plain(
		sortKeys.map(key => `-${key}`),
		'descending',
	),
];

/** Values to offer; fields that take only numbers or words have none. */
const valueOptions: Readonly<Partial<Record<FieldName, Options>>> = {
	channel: channelOptions,
	number: numberOptions,
	sender: numberOptions,
	recipient: numberOptions,
	handler: handlerOptions,
	status: () => plain(stateWords.status),
	is: () => plain(stateWords.is),
	created: timeOptions,
	active: timeOptions,
	change: changeOptions,
	has: () => plain(stateWords.has),
	sort: sortOptions,
};

/** Each text once: first those that begin with the typed text, then those that contain it, also in the hint. */
const narrowed = (
	options: readonly Option[],
	typed: string,
	{country}: Pick<SessionTable, 'country'>,
): Option[] => {
	const wanted = soughtFor(typed);
	const numbers = numberTexts(typed, country);
	const texts = new Set(['']);
	const matching = options.filter(({text, hint, key}) => {
		const isNew = !texts.has(text);
		texts.add(text);
		const isMeant =
			[text, hint].some(said => standsIn(wanted, said)) || numbers.some(number => key?.includes(number));
		return isNew && isMeant;
	});
	const begins = ({text}: CompletionOption): boolean => beginsSo(wanted, text);
	return [...matching.filter(begins), ...matching.filter(option => !begins(option))];
};

const fieldCompletion = (text: string, {at, end}: Span, caret: number): Completion => {
	const typed = text.slice(at, caret).toLowerCase();
	const options = filterTerms
		.filter(({name}) => name.startsWith(typed))
		.map(({name, explanation}) => ({text: `${name}:`, hint: explanation}));
	return {from: at, to: end, options};
};

/** The options at the caret of a filter's text: names of fields, or the values that the field there can have. */
export const complete = (text: string, caret: number, facts: CompletionFacts): Completion => {
	const token = lex(text).find(({at, end}) => at <= caret && caret <= end);
	if (!token) return fieldCompletion(text, {at: caret, end: caret}, caret);
	const {field, values} = token;
	const start = token.negated ? token.at + 1 : token.at;
	if (!field) return fieldCompletion(text, {at: Math.min(start, caret), end: token.end}, caret);
	if (caret <= field.end) return fieldCompletion(text, {at: start, end: field.end + 1}, caret);
	const value = values.find(({at, end}) => at <= caret && caret <= end)!;
	const typed = text.slice(value.at, caret).replace(/^["“”„‟«»＂]/, '');
	const name = filterTerm(field.text)?.name;
	const options = narrowed((name && valueOptions[name]?.(facts)) ?? [], typed, facts.table);
	return {
		from: value.at,
		to: value.end,
		options: options
			.map(({text: option, hint}) => ({text: typeablePart(option), hint}))
			.filter(option => option.text !== '')
			.map(({text: option, hint}) => ({text: quoteValue(option), hint})),
	};
};
