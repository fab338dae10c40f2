import {comparable, caseless} from '../text/comparable.js';
import {type Country, isMeant, numberKey, numberTest, numberTexts} from '../text/phone-number.js';
import {type Sought, soughtFor, standsIn} from '../text/sought.js';
import {type Conversation} from './author.js';
import {parseFilter} from './language/parse.js';
import {type Condition} from './language/query.js';

/** The part of a person's preferences that may give away customers. */
export interface RememberedFilters {
	readonly filters: readonly {readonly name: string; readonly text: string}[];
	readonly recentFilters: readonly string[];
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isNamedFilter = (value: unknown): boolean =>
	typeof value === 'object' &&
	value !== null &&
	'name' in value &&
	isText(value.name) &&
	'text' in value &&
	isText(value.text);

const isListOf = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
	value === undefined || (Array.isArray(value) && value.every(isItem));

/** Whether a JSON value has the form of remembered filters, of which there may be none. */
export const areRemembered = (value: unknown): value is Partial<RememberedFilters> => {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const {filters, recentFilters} = value as Partial<Record<keyof RememberedFilters, unknown>>;
	return isListOf(filters, isNamedFilter) && isListOf(recentFilters, isText);
};

/** Shorter parts of a name or number fit too many people to give away one. */
const fewestCharacters = 3;
const fewestDigits = 5;

/** The values that a filter asks for, compared with the customers that it may give away. */
type Tells = (customer: Conversation) => boolean;

const tellsName =
	(sought: Sought): Tells =>
	({customer}) =>
		sought.plain.trim().length >= fewestCharacters && standsIn(sought, customer.name);

const tellsWord =
	(word: string, country?: Country): Tells =>
	({customer, channel}) => {
		const key = `\t${numberKey(customer.number, channel.type, country)}`;
		const texts = [...numberTexts(word, country), comparable(word)];
		return texts.some(text => text.trim().length >= fewestDigits && caseless(key).includes(text));
	};

const tellsNumber =
	(pattern: Parameters<typeof numberTest>[0], country?: Country): Tells =>
	({customer, channel}) =>
		(pattern.part === 'whole' || pattern.written.length >= fewestDigits) &&
		customer.number !== '' &&
		isMeant(numberTest(pattern, country), numberKey(customer.number, channel.type, country));

const told = (condition: Condition, country?: Country): readonly Tells[] => {
	switch (condition.kind) {
		case 'party': {
			return condition.anyOf.flatMap(pattern => [tellsName(pattern.name), tellsNumber(pattern, country)]);
		}

		case 'word': {
			return [tellsName(soughtFor(condition.text)), tellsWord(condition.text, country)];
		}

		case 'text': {
			return condition.anyOf.flatMap(words => [tellsName(soughtFor(words)), tellsWord(words, country)]);
		}

		default: {
			return [];
		}
	}
};

/** Whether a filter's text gives away one of these customers, by name or by number. */
const tellsCustomer = (filter: string, customers: readonly Conversation[], country?: Country): boolean => {
	const tells = parseFilter(filter).terms.flatMap(({condition}) => told(condition, country));
	const whole = [tellsName(soughtFor(filter.trim())), tellsWord(filter, country)];
	return customers.some(customer => [...tells, ...whole].some(tellsOf => tellsOf(customer)));
};

/** The filters that give away none of these customers, neither by their text nor by their name. */
export const withoutCustomers = <Remembered extends RememberedFilters>(
	remembered: Remembered,
	customers: readonly Conversation[],
	country?: Country,
): Remembered => {
	const tells = (text: string): boolean => tellsCustomer(text, customers, country);
	return {
		...remembered,
		filters: remembered.filters.filter(({name, text}) => !tells(text) && !tells(name)),
		recentFilters: remembered.recentFilters.filter(text => !tells(text)),
	};
};
