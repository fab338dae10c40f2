import {areKeptFilters} from '../../domain/kept-filters.js';
import {type ErasurePlace, type PlaceReport} from '../../domain/erase/erasure-place.js';
import {Refusal} from '../../domain/refusal.js';
import {type Machine} from '../machine.js';
import {openPreferences} from '../preferences.js';
import {type Store} from '../store.js';
import {forgetErased} from './forget-erased.js';
import {hasCopies, tidyCopies} from './repair-copies-left.js';

type Outcome = Omit<PlaceReport, 'name'>;

/** Expected trouble, as what a place tells of it. */
export const remains = (error: unknown): Outcome => {
	if (!(error instanceof Refusal)) throw error;
	return {state: 'remains', why: error.message};
};

/** Histories, index, notes and files: done before the store's lock was released, else by the next write. */
const inStore = (store: Store): ErasurePlace => ({
	name: 'this store',
	will: 'sessions, messages, fetched files, notes and names go from all of its files',
	erase: async () => store.write(() => Promise.resolve()).then(() => ({state: 'done'}), remains),
});

const inCopies = (store: Store): ErasurePlace => ({
	name: 'copies made by repairs',
	will: hasCopies(store) ? 'they are removed, unless a hold is in force' : undefined,
	async erase() {
		if (!hasCopies(store)) return {state: 'none'};
		await tidyCopies(store);
		return hasCopies(store)
			? {state: 'remains', why: 'they may be of a session that a hold keeps, and go once it is released'}
			: {state: 'done'};
	},
});

const inPreferences = (machine: Machine, folder: string | undefined, store: Store): ErasurePlace => ({
	name: 'your remembered filters',
	will:
		folder === undefined
			? undefined
			: 'those that name the person are forgotten; those of other users once they open the store on screen',
	async erase({erasure}) {
		if (folder === undefined) return {state: 'none'};
		try {
			const file = await openPreferences(machine, folder, areKeptFilters);
			if (file.problem !== undefined) return {state: 'remains', why: file.problem};
			await forgetErased(file, [erasure], store.table.country);
			return {state: 'done'};
		} catch (error) {
			return remains(error);
		}
	},
});

/**
The places on this machine that a person is erased from.
@param folder where the user's preferences are kept, if they are
*/
export const localPlaces = (
	machine: Machine,
	folder: string | undefined,
	store: Store,
): readonly ErasurePlace[] => [inStore(store), inCopies(store), inPreferences(machine, folder, store)];
