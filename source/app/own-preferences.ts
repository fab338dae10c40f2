import {actions} from '../actions/registry.js';
import {type OwnKeys} from '../state/keymap.js';
import {type ReadKeys, readOwnKeys} from '../state/own-keys.js';
import {arePreferences, keptKeys, type Preferences, readPreferences} from '../state/preferences.js';
import {Refusal} from '../domain/refusal.js';
import {forgetErased} from '../storage/erase/forget-erased.js';
import {type Store} from '../storage/store.js';
import {openPreferences, type PreferenceFile} from '../storage/preferences.js';
import {type Machine} from '../storage/machine.js';
import {type FiltersOwner} from '../domain/kept-filters.js';

/** Which own keys cannot be used; the others are, and where one is left out the default key stays. */
const keyTrouble = ({problems: [first, ...more]}: ReadKeys): string =>
	more.length === 0
		? `A key of your preferences cannot be used: ${first!}. The default stays.`
		: `Keys of your preferences cannot be used: ${first!}, and ${more.length} more, which “chatlogs keys --check” tells. The defaults stay.`;

/** What a person chose for the screen, and what they used in the store that it shows. */
export interface Own {
	/** Missing where preferences last until the program ends. */
	readonly file: PreferenceFile | undefined;
	readonly preferences: Preferences;
	readonly keys: OwnKeys;
	/** Whether the person has no other store. */
	readonly isOnly: boolean;
	/** Why some of the keys do not count, if so. */
	readonly trouble: string | undefined;
}

/** Another user may have erased somebody whom this user's filters name. */
const openClean = async (machine: Machine, folder: string, store?: Store): Promise<PreferenceFile> => {
	const file = await openPreferences(machine, folder, arePreferences);
	if (store === undefined) return file;
	try {
		const removed = await forgetErased(file, store.erasures, store.table.country);
		return removed === 0 ? file : await openPreferences(machine, folder, arePreferences);
	} catch (error) {
		// The next start tries again.
		if (!(error instanceof Refusal)) throw error;
		return file;
	}
};

/**
@param folder where preferences are kept, if they are
@param store the one that is shown first, if there is one
*/
export const openOwn = async (
	machine: Machine,
	folder: string | undefined,
	owner: FiltersOwner,
	store?: Store,
): Promise<Own> => {
	const file = folder === undefined ? undefined : await openClean(machine, folder, store);
	const keys = readOwnKeys(keptKeys(file?.value), actions);
	return {
		file,
		preferences: readPreferences(file?.value, owner),
		keys: keys.own,
		isOnly: owner.isOnly,
		trouble: keys.problems.length > 0 ? keyTrouble(keys) : undefined,
	};
};
