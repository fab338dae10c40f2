import {areRemembered, type RememberedFilters} from '../domain/remembered-filters.js';
import {type SortKey, sortKeys} from '../domain/session-fields.js';
import {fieldOf} from './text-field.js';

type NamedFilters = RememberedFilters['filters'];

/** Settings that belong to the user, not to the store, and are kept between starts of the program. */
export interface Preferences {
	/** The columns shown, in order; if missing, as many as there is room for. */
	readonly columns?: readonly SortKey[] | undefined;
	/** Filters kept under a name. */
	readonly filters: NamedFilters;
	/** Filters used, the latest first. */
	readonly recentFilters: readonly string[];
}

export const noPreferences: Preferences = {filters: [], recentFilters: []};

/** The most recent filters that are remembered. */
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

export const withoutNamedFilter = (preferences: Preferences, name: string): Preferences => ({
	...preferences,
	filters: preferences.filters.filter(filter => filter.name !== name),
});

/** Each filter of `before` in its place, as `given` has it by now, and then those that `given` adds. */
const inOldPlaces = (before: NamedFilters, given: NamedFilters): NamedFilters => {
	const now = new Map(given.map(filter => [filter.name, filter]));
	const known = new Set(before.map(({name}) => name));
	return [
		...before.map(filter => now.get(filter.name) ?? filter),
		...given.filter(({name}) => !known.has(name)),
	];
};

/** Keeps a filter under a name, in the place of the one of the same name; an empty filter removes the name. */
export const withNamedFilter = (preferences: Preferences, name: string, text: string): Preferences =>
	text === ''
		? withoutNamedFilter(preferences, name)
		: {...preferences, filters: inOldPlaces(preferences.filters, [{name, text}])};

/** Merges named filters: those changed here win in their places, those made here come last, and those removed here are gone. */
const mergedFilters = (base: NamedFilters, ours: NamedFilters, theirs: NamedFilters): NamedFilters => {
	const textIn = (filters: NamedFilters, name: string): string | undefined =>
		filters.find(filter => filter.name === name)?.text;
	const isAltered = ({name}: {readonly name: string}): boolean => textIn(ours, name) !== textIn(base, name);
	const isGone = ({name}: {readonly name: string}): boolean =>
		textIn(base, name) !== undefined && textIn(ours, name) === undefined;
	return inOldPlaces(
		theirs.filter(filter => !isGone(filter)),
		ours.filter(filter => isAltered(filter)),
	);
};

/** Merges recent filters: those used here come first, then those that others used. */
const mergedRecent = (
	base: readonly string[],
	ours: readonly string[],
	theirs: readonly string[],
): readonly string[] => {
	const used = ours.filter((filter, index) => !base.includes(filter) || base.indexOf(filter) > index);
	return [...used, ...theirs.filter(filter => !used.includes(filter))].slice(0, recentLimit);
};

/** Three-way merge: `ours` was made from `base` here while others made `theirs` from it. */
export const mergedPreferences = (base: Preferences, ours: Preferences, theirs: Preferences): Preferences => {
	const {columns} = ours.columns === base.columns ? theirs : ours;
	return {
		...(columns && {columns}),
		filters: mergedFilters(base.filters, ours.filters, theirs.filters),
		recentFilters: mergedRecent(base.recentFilters, ours.recentFilters, theirs.recentFilters),
	};
};

type Kept = Readonly<Partial<Record<keyof Preferences, unknown>>>;

/** Whether a JSON value has the shape of kept preferences; further fields come from a later version. */
export const arePreferences = (value: unknown): value is Kept => {
	if (!areRemembered(value)) return false;
	const {columns = []} = value as Kept;
	return Array.isArray(columns) && columns.every(column => typeof column === 'string');
};

/** Text for a field, from an untrusted file: one line without hidden characters. */
const typed = (text: string): string => fieldOf(text).text;

/** Reads kept preferences: makes all texts safe and leaves out unknown columns. */
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
