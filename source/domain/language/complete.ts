import {type Change} from '../change.js';
import {describeChange} from '../describe-change.js';
import {type Directory} from '../directory.js';
import {type Handler, handlerLabel} from '../handler.js';
import {type Channel, channelLabel, channelTypes} from '../session.js';
import {type Site, siteLabel} from '../site.js';
import {type SessionTable} from '../table/session-table.js';
import {type Country, numberKey, numberTexts} from '../../text/phone-number.js';
import {typeablePart} from '../../text/safe-text.js';
import {beginsSo, soughtFor, standsIn} from '../../text/sought.js';
import {quoteValue, type Span, tokenAt} from './lexer.js';
import {sitesField} from './parse.js';
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

/** What a person has beside the store. */
interface OwnThings {
	/** Filters kept under a name. */
	readonly filters?: NamedFilters;
	readonly sites?: readonly Site[];
}

/** Text that can be inserted; `hint` says what it means, and `label` is shown in its stead: a name beside a number. */
export interface CompletionOption {
	readonly text: string;
	readonly label?: string;
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
	readonly key?: () => string;
}

const plain = (texts: readonly string[], hint = ''): CompletionOption[] => texts.map(text => ({text, hint}));

const channelOptions = ({table}: CompletionFacts): CompletionOption[] =>
	[...channelTypes, ...table.channels.values.map(({type}) => type)]
		// A part of a type finds nothing.
		.filter(type => typeablePart(type) === type)
		.map(type => ({text: type, hint: channelLabel(type)}));

/** Making a key takes long, so that each is made once. */
const knownKeys = new WeakMap<Channel, {readonly country: Country | undefined; readonly key: string}>();

const channelKey = (channel: Channel, country: Country | undefined): string => {
	const known = knownKeys.get(channel);
	if (known && known.country === country) return known.key;
	const key = `\t${numberKey(channel.number, channel.type, country)}`;
	knownKeys.set(channel, {country, key});
	return key;
};

const numberOptions = ({table}: CompletionFacts): Option[] =>
	table.channels.values.map(channel => {
		const {type, name, number} = channel;
		return {
			text: number || name,
			label: [number, name].filter(Boolean).join(' '),
			hint: [channelLabel(type), number && name].filter(Boolean).join(' '),
			key: () => channelKey(channel, table.country),
		};
	});

/** The value of `handler:` that means exactly this one; empty if it cannot be typed. */
export const handlerValue = ({kind, number, name}: Handler): string => {
	if (kind === 'api' || kind === 'none') return kind;
	const part = typeablePart(number || name);
	return part === '' ? '' : `${kind}:${part}`;
};

const handlerOptions = ({table, directory}: CompletionFacts): CompletionOption[] =>
	[...directory.owners, ...table.handlers.values].map(handler => {
		const hint = handlerLabel(handler) + (directory.isDeleted(handler) ? ', deleted' : '');
		return {text: handlerValue(handler), label: handler.kind === 'none' ? 'none' : hint, hint};
	});

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
	deleted: timeOptions,
	change: changeOptions,
	has: () => plain(stateWords.has),
	sort: sortOptions,
};

const siteOptions = (sites: readonly Site[]): CompletionOption[] => [
	...sites.map(site => ({text: site.name, hint: siteLabel(site) === site.name ? '' : siteLabel(site)})),
	...(sites.length > 0 ? [{text: '*', hint: 'all sites'}] : []),
];

const withoutQuote = (typed: string): string => typed.replace(/^["“”„‟«»＂]/, '');

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
			[text, hint].some(said => standsIn(wanted, said)) || numbers.some(number => key?.().includes(number));
		return isNew && isMeant;
	});
	const begins = ({text, label = text}: CompletionOption): boolean =>
		beginsSo(wanted, text) || beginsSo(wanted, label);
	return [...matching.filter(begins), ...matching.filter(option => !begins(option))];
};

/** Where there are sites, the filter can ask for them. */
const sitesTerm = {name: sitesField, explanation: 'one list of several sites'};

const fieldCompletion = (
	text: string,
	{at, end}: Span,
	caret: number,
	{sites = []}: OwnThings,
): Completion => {
	const typed = text.slice(at, caret).toLowerCase();
	const options = [...filterTerms, ...(sites.length > 0 ? [sitesTerm] : [])]
		.filter(({name}) => name.startsWith(typed))
		.map(({name, explanation}) => ({text: `${name}:`, hint: explanation}));
	return {from: at, to: end, options};
};

/** Filters kept under a name. */
type NamedFilters = readonly {readonly name: string; readonly text: string}[];

/** The names of fields, and the filters in whose name the word stands. */
const wordCompletion = (text: string, span: Span, caret: number, own: OwnThings): Completion => {
	const {options, ...place} = fieldCompletion(text, span, caret, own);
	const wanted = soughtFor(withoutQuote(text.slice(span.at, caret)));
	const named = (own.filters ?? [])
		.filter(({name}) => standsIn(wanted, name))
		.map(filter => ({text: filter.text, label: filter.name, hint: ''}));
	return {...place, options: [...options, ...named]};
};

/** The options at the caret of a filter's text: names of fields, or the values that the field there can have. */
export const complete = (
	text: string,
	caret: number,
	facts: CompletionFacts,
	own: OwnThings = {},
): Completion => {
	const token = tokenAt(text, caret);
	if (!token) return wordCompletion(text, {at: caret, end: caret}, caret, own);
	const {field, values} = token;
	const start = token.negated ? token.at + 1 : token.at;
	const word = {at: Math.min(start, caret), end: token.end};
	if (!field && token.negated) return fieldCompletion(text, word, caret, {});
	if (!field) return wordCompletion(text, word, caret, own);
	if (caret <= field.end) return fieldCompletion(text, {at: start, end: field.end + 1}, caret, own);
	const value = values.find(({at, end}) => at <= caret && caret <= end)!;
	const typed = withoutQuote(text.slice(value.at, caret));
	const name = filterTerm(field.text)?.name;
	const known =
		field.text === sitesField ? siteOptions(own.sites ?? []) : name && valueOptions[name]?.(facts);
	const options = narrowed(known ?? [], typed, facts.table);
	return {
		from: value.at,
		to: value.end,
		options: options
			.map(({text: option, hint, label}) => ({text: typeablePart(option), hint, ...(label && {label})}))
			.filter(option => option.text !== '')
			.map(option => ({...option, text: quoteValue(option.text)})),
	};
};
