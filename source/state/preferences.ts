import {type SortKey, sortKeys} from '../domain/language/terms.js';

/** What belongs to the person, not to the store; kept from one start of the program to the next. */
export interface Preferences {
	/** The columns that are shown, in order; without it those for which there is room. */
	readonly columns?: readonly SortKey[];
	/** Filters that were given a name. */
	readonly filters: readonly {readonly name: string; readonly text: string}[];
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

const strings = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

/** What of a JSON value can be used; what cannot is left out, since nothing depends on it. */
export const readPreferences = (value: unknown): Preferences => {
	if (typeof value !== 'object' || value === null) return noPreferences;
	const {columns, filters, recentFilters} = value as Partial<Record<keyof Preferences, unknown>>;
	const known = sortKeys
		.filter(key => strings(columns).includes(key))
		.toSorted((a, b) => strings(columns).indexOf(a) - strings(columns).indexOf(b));
	const named = Array.isArray(filters) ? (filters as unknown[]) : [];
	return {
		...(known.length > 0 && {columns: known}),
		filters: named.filter(
			(filter): filter is {name: string; text: string} =>
				typeof filter === 'object' &&
				filter !== null &&
				'name' in filter &&
				typeof filter.name === 'string' &&
				'text' in filter &&
				typeof filter.text === 'string',
		),
		recentFilters: strings(recentFilters).slice(0, recentLimit),
	};
};
