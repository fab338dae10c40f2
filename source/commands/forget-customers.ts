import {type Conversation} from '../domain/author.js';
import {type RememberedFilters, withoutCustomers} from '../domain/remembered-filters.js';
import {Refusal} from '../domain/refusal.js';
import {openPreferences} from '../storage/preferences.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {type Context} from './command.js';
import {printLine} from './output.js';

const isRemembered = (value: unknown): value is RememberedFilters => {
	const {filters, recentFilters} = (value ?? {}) as Partial<Record<keyof RememberedFilters, unknown>>;
	return (
		Array.isArray(recentFilters) &&
		recentFilters.every(filter => typeof filter === 'string') &&
		Array.isArray(filters) &&
		filters.every(
			(filter: Partial<RememberedFilters['filters'][number]> | null) =>
				typeof filter?.name === 'string' && typeof filter.text === 'string',
		)
	);
};

/** Takes filters that tell these customers out of the person's preferences, and says how many. */
export const forgetCustomers = async (
	{preferencesFolder, machine, stderr}: Context,
	store: Store,
	customers: readonly Conversation[],
): Promise<void> => {
	if (preferencesFolder === undefined || customers.length === 0) return;
	try {
		const file = await openPreferences(machine.files, preferencesFolder);
		if (!isRemembered(file.value)) return;
		const kept = withoutCustomers(file.value, customers, store.table.country);
		const count =
			file.value.filters.length +
			file.value.recentFilters.length -
			kept.filters.length -
			kept.recentFilters.length;
		if (count === 0) return;
		await file.save(kept);
		printLine(stderr, `chatlogs: ${counted(count, 'remembered filter')} that told of them removed`);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		printLine(
			stderr,
			`chatlogs: what you remember of filters may still tell of them, and could not be cleaned: ${error.message}`,
		);
	}
};
