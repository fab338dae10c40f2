import {areRemembered, type RememberedFilters} from '../domain/remembered-filters.js';
import {type SortKey, sortKeys} from '../domain/session-fields.js';
import {fieldOf} from './text-field.js';

type NamedFilters = RememberedFilters['filters'];

/** What belongs to the person, not to the store; kept from one start of the program to the next. */
export interface Preferences {
	/** The columns that are shown, in order; without it those for which there is room. */
	readonly columns?: readonly SortKey[] | undefined;
	/** Filters that were given a name. */
	readonly filters: NamedFilters;
	/** Filters that were used, the last one first. */
	readonly recentFilters: readonly string[];
}

export const noPreferences: Preferences = {filters: [], recentFilters: []};

/** Filters that are remembered. */
const recentLimit = 50;

export const withRecentFilter = (preferences: Preferences, filter: string): Preferences =>
	filter === '' || preferences.recentFilters[0] === filter
		? preferences
		: {
				...preferences,
				recentFilters: [filter, ...preferences.recentFilters.filter(other => other !== filter)].slice(
					0,
					recentLimit,
				),
			};

/** A filter under a name; the same name takes the place of the one before, and an empty filter takes it away. */
export const withNamedFilter = (preferences: Preferences, name: string, text: string): Preferences => ({
	...preferences,
	filters: [
		...preferences.filters.filter(filter => filter.name !== name),
		...(text === '' ? [] : [{name, text}]),
	],
});

/** Filters by their names, as they are kept: those that were altered or made here last, those that went here gone. */
const mergedFilters = (base: NamedFilters, ours: NamedFilters, theirs: NamedFilters): NamedFilters => {
	const textIn = (filters: NamedFilters, name: string): string | undefined =>
		filters.find(filter => filter.name === name)?.text;
	const isAltered = ({name}: {readonly name: string}): boolean => textIn(ours, name) !== textIn(base, name);
	return [...theirs.filter(filter => !isAltered(filter)), ...ours.filter(isAltered)];
};

/** The last used first: those that were used here before those that others used. */
const mergedRecent = (
	base: readonly string[],
	ours: readonly string[],
	theirs: readonly string[],
): readonly string[] => {
	const used = ours.filter((filter, index) => !base.includes(filter) || base.indexOf(filter) > index);
	return [...used, ...theirs.filter(filter => !used.includes(filter))].slice(0, recentLimit);
};

/** What is kept when `ours` was made of `base` here, and others meanwhile made `theirs` of it. */
export const mergedPreferences = (base: Preferences, ours: Preferences, theirs: Preferences): Preferences => {
	const {columns} = ours.columns === base.columns ? theirs : ours;
	return {
		...(columns && {columns}),
		filters: mergedFilters(base.filters, ours.filters, theirs.filters),
		recentFilters: mergedRecent(base.recentFilters, ours.recentFilters, theirs.recentFilters),
	};
};

type Kept = Readonly<Partial<Record<keyof Preferences, unknown>>>;

/** Whether a JSON value has the form in which preferences are kept; what else it has is of a later version. */
export const arePreferences = (value: unknown): value is Kept => {
	if (!areRemembered(value)) return false;
	const {columns = []} = value as Kept;
	return Array.isArray(columns) && columns.every(column => typeof column === 'string');
};

/** Whatever wrote it: what is shown in a field is one line without anything hidden. */
const typed = (text: string): string => fieldOf(text).text;

/** What can be used of what is kept, all of whose texts are safe; columns that nobody knows are left out. */
export const readPreferences = (value: unknown): Preferences => {
	if (!arePreferences(value)) return noPreferences;
	const {
		columns = [],
		filters = [],
		recentFilters = [],
	} = value as {
		readonly columns?: readonly string[];
		readonly filters?: NamedFilters;
		readonly recentFilters?: readonly string[];
	};
	const known = sortKeys
		.filter(key => columns.includes(key))
		.toSorted((a, b) => columns.indexOf(a) - columns.indexOf(b));
	return {
		...(known.length > 0 && {columns: known}),
		filters: filters.map(({name, text}) => ({name: typed(name), text: typed(text)})),
		recentFilters: recentFilters.slice(0, recentLimit).map(typed),
	};
};
