import {type ColumnKey, columnKeys} from '../domain/column-fields.js';
import {
	areKeptFilters,
	filtersOf,
	type FiltersOwner,
	type KeptFilters,
	withFiltersOf,
} from '../domain/kept-filters.js';
import {type RememberedFilters} from '../domain/remembered-filters.js';
import {fieldOf} from './text-field.js';

type NamedFilters = RememberedFilters['filters'];

/** What is kept of a person between starts of the program: what is theirs everywhere, and what they used in this store. */
export interface Preferences {
	/** The columns shown, in order; if missing, as many as there is room for. */
	readonly columns?: readonly ColumnKey[] | undefined;
	/** Filters of this store kept under a name. */
	readonly filters: NamedFilters;
	/** Filters used in this store, the latest first. */
	readonly recentFilters: readonly string[];
	/** Where transfers went, the latest first, by the id of the store; see `handlerKey`. */
	readonly recentDestinations?: Readonly<Record<string, readonly string[]>> | undefined;
}

export const noPreferences: Preferences = {filters: [], recentFilters: []};

/** How many recent filters are remembered, and how many destinations in how many stores. */
const recentLimit = 50;
const destinationLimit = 9;
const storeLimit = 100;

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

const nowhere: readonly string[] = [];

/** Where transfers went in that store; its id may be any word, as its files come from anybody. */
export const recentDestinationsIn = (
	{recentDestinations = {}}: Preferences,
	store: string,
): readonly string[] => (Object.hasOwn(recentDestinations, store) ? recentDestinations[store]! : nowhere);

/** Remembers that something went to these handlers, by their keys; those of the last transfer come first. */
export const withRecentDestinations = (
	preferences: Preferences,
	store: string,
	handlers: readonly string[],
): Preferences => {
	const before = recentDestinationsIn(preferences, store);
	const recent = [...new Set([...handlers, ...before])].slice(0, destinationLimit);
	// What stays as it is needs no saving.
	if (recent.join('\n') === before.join('\n')) return preferences;
	const others = Object.entries(preferences.recentDestinations ?? {}).filter(([id]) => id !== store);
	return {...preferences, recentDestinations: {[store]: recent, ...Object.fromEntries(others)}};
};

export const withoutNamedFilter = (preferences: Preferences, name: string): Preferences => ({
	...preferences,
	filters: preferences.filters.filter(filter => filter.name !== name),
});

/** Each filter of `before` in its place, as `given` has it by now, and then those that `given` adds. */
const inOldOrder = (before: NamedFilters, given: NamedFilters): NamedFilters => {
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
		: {...preferences, filters: inOldOrder(preferences.filters, [{name, text}])};

/** Merges named filters: those changed here win in their places, those made here come last, and those removed here are gone. */
const mergedFilters = (base: NamedFilters, ours: NamedFilters, theirs: NamedFilters): NamedFilters => {
	const textIn = (filters: NamedFilters, name: string): string | undefined =>
		filters.find(filter => filter.name === name)?.text;
	const isAltered = ({name}: {readonly name: string}): boolean => textIn(ours, name) !== textIn(base, name);
	const isGone = ({name}: {readonly name: string}): boolean =>
		textIn(base, name) !== undefined && textIn(ours, name) === undefined;
	return inOldOrder(
		theirs.filter(filter => !isGone(filter)),
		ours.filter(filter => isAltered(filter)),
	);
};

/** Merges what was used recently: what was used here comes first, then what others used. */
const mergedRecent = (
	base: readonly string[],
	ours: readonly string[],
	theirs: readonly string[],
	limit: number,
): readonly string[] => {
	const used = ours.filter((each, index) => !base.includes(each) || base.indexOf(each) > index);
	return [...used, ...theirs.filter(each => !used.includes(each))].slice(0, limit);
};

const mergedDestinations = (
	base: Preferences,
	ours: Preferences,
	theirs: Preferences,
): Preferences['recentDestinations'] => {
	const stores = Object.keys({...ours.recentDestinations, ...theirs.recentDestinations}).slice(0, storeLimit);
	return stores.length === 0
		? undefined
		: Object.fromEntries(
				stores.map(store => [
					store,
					mergedRecent(
						recentDestinationsIn(base, store),
						recentDestinationsIn(ours, store),
						recentDestinationsIn(theirs, store),
						destinationLimit,
					),
				]),
			);
};

/** Three-way merge: `ours` was made from `base` here while others made `theirs` from it. */
export const mergedPreferences = (base: Preferences, ours: Preferences, theirs: Preferences): Preferences => {
	const {columns} = ours.columns === base.columns ? theirs : ours;
	const recentDestinations = mergedDestinations(base, ours, theirs);
	return {
		...(columns && {columns}),
		filters: mergedFilters(base.filters, ours.filters, theirs.filters),
		recentFilters: mergedRecent(base.recentFilters, ours.recentFilters, theirs.recentFilters, recentLimit),
		...(recentDestinations && {recentDestinations}),
	};
};

type Kept = Readonly<Partial<Record<keyof Preferences, unknown>>>;

const areTexts = (value: unknown): value is readonly string[] =>
	Array.isArray(value) && value.every(each => typeof each === 'string');

/** Whether a JSON value has the shape of kept preferences; further fields come from a later version. */
export const arePreferences = (value: unknown): value is Kept => {
	if (!areKeptFilters(value)) return false;
	const {columns = [], recentDestinations = {}} = value as Kept;
	const areByStore =
		typeof recentDestinations === 'object' &&
		recentDestinations !== null &&
		Object.values(recentDestinations).every(areTexts);
	return areTexts(columns) && areByStore;
};

/** What kept preferences say about keys, which may be anything: only `readOwnKeys` knows. */
export const keptKeys = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && 'keys' in value ? value.keys : undefined;

/** Text for a field, from an untrusted file: one line without hidden characters. */
const typed = (text: string): string => fieldOf(text).text;

/** Reads what is kept of a person who looks at that store: makes all texts safe and leaves out unknown columns. */
export const readPreferences = (value: unknown, owner: FiltersOwner): Preferences => {
	if (!arePreferences(value)) return noPreferences;
	const {columns = [], recentDestinations} = value as Pick<Partial<Preferences>, 'recentDestinations'> & {
		readonly columns?: readonly string[];
	};
	const {filters, recentFilters} = filtersOf(value as KeptFilters, owner);
	const known = columnKeys
		.filter(key => columns.includes(key))
		.toSorted((a, b) => columns.indexOf(a) - columns.indexOf(b));
	return {
		...(known.length > 0 && {columns: known}),
		filters: filters.map(({name, text}) => ({name: typed(name), text: typed(text)})),
		recentFilters: recentFilters.slice(0, recentLimit).map(typed),
		...(recentDestinations && {recentDestinations}),
	};
};

/** The value to keep, with all that others kept there: other stores, and fields of a later version. */
export const keptWith = (kept: unknown, owner: FiltersOwner, preferences: Preferences): object => {
	const {filters, recentFilters, ...everywhere} = preferences;
	const others = withFiltersOf(kept ?? {}, owner, {filters, recentFilters});
	return {...others, columns: undefined, ...everywhere};
};
