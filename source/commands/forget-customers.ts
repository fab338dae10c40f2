import {type Conversation} from '../domain/author.js';
import {areKeptFilters, forgotten} from '../domain/kept-filters.js';
import {withoutCustomers} from '../domain/remembered-filters.js';
import {Refusal} from '../domain/refusal.js';
import {openPreferences} from '../storage/preferences.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {type Context} from './command.js';
import {printLine} from './output.js';

/** Removes filters that name these customers from the user's preferences, and reports how many. */
export const forgetCustomers = async (
	{preferencesFolder, machine, stderr}: Context,
	store: Store,
	customers: readonly Conversation[],
): Promise<void> => {
	if (preferencesFolder === undefined || customers.length === 0) return;
	let removed = 0;
	const without = (value: unknown): unknown => {
		if (!areKeptFilters(value)) return value;
		const {kept, removed: count} = forgotten(value, filters =>
			withoutCustomers(filters, customers, store.table.country),
		);
		removed = count;
		return kept;
	};

	try {
		const file = await openPreferences(machine, preferencesFolder, areKeptFilters);
		if (file.problem !== undefined) throw new Refusal(file.problem);
		without(file.value);
		if (removed === 0) return;
		await file.update(without);
		printLine(
			stderr,
			`chatlogs: removed ${counted(removed, 'remembered filter')} that named these customers`,
		);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		printLine(
			stderr,
			`chatlogs: your remembered filters may still name these customers; they could not be cleaned: ${error.message}`,
		);
	}
};
