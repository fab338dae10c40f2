import {parseFilter} from './language/parse.js';
import {areRemembered, type RememberedFilters} from './remembered-filters.js';

/**
Remembered filters as the file of a person's preferences has them: by the ids of the stores, those saved last first.
The ones that stand outside are from before each store had its own.
*/
export interface KeptFilters extends Partial<RememberedFilters> {
	readonly stores?: Readonly<Record<string, Partial<RememberedFilters>>>;
}

/** The store whose filters are meant. */
export interface FiltersOwner {
	/** Its id; missing as long as it is empty. */
	readonly store: string | undefined;
	/** Whether the person has no other, so that the filters from before belong to it. */
	readonly isOnly: boolean;
}

/** How many stores have a history; the others keep what has a name. */
const storeLimit = 100;

const none: RememberedFilters = {filters: [], recentFilters: []};

/** Whether a JSON value has that form. */
export const areKeptFilters = (value: unknown): value is KeptFilters => {
	if (!areRemembered(value)) return false;
	const {stores = {}} = value as {readonly stores?: unknown};
	return (
		typeof stores === 'object' &&
		stores !== null &&
		!Array.isArray(stores) &&
		Object.values(stores).every(each => areRemembered(each))
	);
};

const naming: ReadonlySet<string> = new Set(['party', 'word', 'text']);

/** Whether a filter may have somebody's name, number or words in it. */
const mayName = (text: string): boolean => {
	const {terms, problems} = parseFilter(text);
	return problems.length > 0 || terms.some(({condition}) => naming.has(condition.kind));
};

/**
The filters to recall in a store. If it has none of its own yet, those from before come over: all of them if it is the
only store, else those that can name no customer of another.
*/
export const filtersOf = (kept: KeptFilters, {store = '', isOnly}: FiltersOwner): RememberedFilters => {
	const {stores = {}, filters = [], recentFilters = []} = kept;
	if (Object.hasOwn(stores, store)) return {...none, ...stores[store]};
	if (isOnly) return {filters, recentFilters};
	return {
		filters: filters.filter(({text}) => !mayName(text)),
		recentFilters: recentFilters.filter(text => !mayName(text)),
	};
};

/** Keeps the filters of a store. Those from before go if they came over whole; what did not stays where it is. */
export const withFiltersOf = (
	{stores = {}, filters, recentFilters, ...rest}: KeptFilters,
	{store = '', isOnly}: FiltersOwner,
	own: RememberedFilters,
): KeptFilters => {
	const others = Object.entries(stores).filter(([id]) => id !== store);
	const older = others.flatMap(([id, each], index) => {
		if (index < storeLimit - 1) return [[id, each] as const];
		return each.filters?.length ? [[id, {filters: each.filters}] as const] : [];
	});
	return {
		...rest,
		...(!isOnly && {...(filters && {filters}), ...(recentFilters && {recentFilters})}),
		stores: {
			[store]: {filters: own.filters, recentFilters: own.recentFilters},
			...Object.fromEntries(older),
		},
	};
};

const countOf = ({filters = [], recentFilters = []}: Partial<RememberedFilters>): number =>
	filters.length + recentFilters.length;

/**
Takes out filters, whatever store they are of; `removed` counts them.
@param clean leaves out those that give somebody away
*/
export const forgotten = (
	kept: KeptFilters,
	clean: (filters: RememberedFilters) => RememberedFilters,
): {readonly kept: KeptFilters; readonly removed: number} => {
	let removed = 0;
	const without = <Each extends Partial<RememberedFilters>>(each: Each): Each => {
		const left = clean({...none, ...each});
		removed += countOf(each) - countOf(left);
		return {...each, ...left};
	};

	const {stores} = kept;
	const byStore = stores && {
		stores: Object.fromEntries(Object.entries(stores).map(([id, each]) => [id, without(each)])),
	};
	return {kept: {...without(kept), ...byStore}, removed};
};
